import type { ApiClient } from '@maillon/api-contract'
import { emptyFlow, type FlowDocument } from '@maillon/flow-document'
import { isTerminalRun, type RunStatus } from '@maillon/plan'
import { startTestSmtp } from '@maillon/test-kit'
import { salesOf } from '../../test/gallery/daily-report/day-of-sales.js'
import { salesApiAccount, startSalesApi } from '../../test/gallery/daily-report/sales-api.js'
import { startWebhookInbox } from '../../test/gallery/daily-report/webhook-inbox.js'
import { firstUser, type SignedIn } from '../../test/world/sign-in.js'
import { furnishPeople } from './furnish-people.js'
import { furnishQuestions } from './furnish-questions.js'

export interface FurnishedHouse {
  /** The daily report: published, active, with runs. */
  readonly reportId: string
  readonly succeededRunId: string
  readonly failedRunId: string
  /** A flow of the gallery that works by sample accounts, with a run of it. */
  readonly sampleId: string
  /** A run that waits for somebody's answer, and the page of its question. */
  readonly waitingRunId: string
  readonly answerPath: string
  /** The page of a public form. */
  readonly formPath: string
  readonly invitationPath: string
  readonly collectionId: string
  close(): Promise<void>
}

const dayMs = 86_400_000

/** Gives a fresh server what a small firm has after some days: credentials, flows, good and bad runs. The outside servers are real ones on loopback. */
export async function furnishHouse(signedIn: SignedIn, locale: 'fr' | 'en'): Promise<FurnishedHouse> {
  const { client } = signedIn
  const { timeZone } = (await client.call('session', {})).workspace
  // As the report sees it: around midnight that is another day than elsewhere.
  const yesterday = new Intl.DateTimeFormat('en-CA', { timeZone }).format(Date.now() - dayMs)
  const [api, smtp, inbox] = await Promise.all([startSalesApi(salesOf(yesterday)), startTestSmtp(), startWebhookInbox()])
  const credentials = {
    auth: await addCredential(client, 'CORTEX', { type: 'login-token', values: { address: api.url, ...salesApiAccount } }),
    smtp: await addCredential(client, locale === 'fr' ? 'Messagerie' : 'Mail server', { type: 'smtp', values: smtp.credential }),
    webhook: await addCredential(client, locale === 'fr' ? 'Canal de l’équipe' : 'Team channel', { type: 'webhook-url', values: { url: inbox.url } }),
  }

  const reportId = await furnishReport(client, { salesUrl: `${api.url}/sales`, credentials })
  const succeededRunId = await runAndWait(client, reportId, 'published')
  for (let more = 0; more < 4; more++) await runAndWait(client, reportId, 'published')
  await client.call('keepTest', { params: { id: succeededRunId }, body: { name: locale === 'fr' ? 'Une journée ordinaire' : 'An ordinary day' } })
  await client.call('runTests', { params: { id: reportId }, body: { what: 'draft' } })
  const failedRunId = await furnishFailure(client, { url: `${api.url}/stocks`, locale })
  const { id: sampleId } = await client.call('createFlow', { body: { gallery: 'sample-reminders' } })
  await runAndWait(client, sampleId, 'draft')
  await client.call('createFlow', { body: { name: locale === 'fr' ? 'Relance des factures impayées' : 'Reminders for unpaid invoices' } })
  return {
    ...(await furnishQuestions(client, locale)),
    ...(await furnishPeople(client, locale)),
    reportId,
    succeededRunId,
    failedRunId,
    sampleId,
    close: async () => void (await Promise.all([api.close(), smtp.stop(), inbox.close()])),
  }
}

async function addCredential(client: ApiClient, name: string, of: { readonly type: string; readonly values: Record<string, unknown> }): Promise<{ readonly id: string; readonly name: string }> {
  const { id } = await client.call('createCredential', { body: { name, type: of.type, values: of.values } })
  return { id, name }
}

async function furnishReport(client: ApiClient, to: { readonly salesUrl: string; readonly credentials: { readonly [slot: string]: { readonly id: string; readonly name: string } } }): Promise<string> {
  const { id, document, revision } = await client.call('createFlow', { body: { gallery: 'daily-report' } })
  const nodes = document.nodes.map((node) => ({
    ...node,
    params: node.type === 'http.request' ? { ...node.params, url: to.salesUrl } : node.type === 'mail.send' ? { ...node.params, to: [firstUser.email] } : node.params,
    ...(node.credentials === undefined ? {} : { credentials: Object.fromEntries(Object.entries(node.credentials).map(([slot, known]) => [slot, to.credentials[slot] ?? known])) }),
  }))
  const saved = await client.call('saveDraft', { params: { id }, body: { document: { ...document, nodes }, revision } })
  await client.call('publish', { params: { id }, body: { revision: saved.revision, activate: true } })
  return id
}

/** A flow that calls an address that isn't there. */
async function furnishFailure(client: ApiClient, of: { readonly url: string; readonly locale: 'fr' | 'en' }): Promise<string> {
  const isFrench = of.locale === 'fr'
  const document: FlowDocument = {
    ...emptyFlow('stock', isFrench ? 'Contrôle des stocks' : 'Stock check'),
    description: isFrench ? 'Signale les articles sous leur seuil.' : 'Reports what is below its threshold.',
    nodes: [
      { id: 'start', type: 'core.manual', version: 1, name: isFrench ? 'Démarrer' : 'Start', position: { x: 0, y: 0 }, params: {} },
      { id: 'stock', type: 'http.request', version: 1, name: isFrench ? 'Lire les stocks' : 'Read the stock', position: { x: 300, y: 0 }, params: { url: of.url, method: 'GET', response: 'json' } },
      { id: 'log', type: 'core.log', version: 1, name: isFrench ? 'Noter' : 'Note', position: { x: 600, y: 0 }, params: { message: 'ok' } },
    ],
    edges: [
      { from: 'start.main', to: 'stock.main' },
      { from: 'stock.main', to: 'log.main' },
    ],
  }
  const { id, revision } = await client.call('createFlow', { body: { documentText: JSON.stringify(document) } })
  await client.call('publish', { params: { id }, body: { revision, activate: false } })
  return runAndWait(client, id, 'published')
}

async function runAndWait(client: ApiClient, flowId: string, what: 'draft' | 'published'): Promise<string> {
  const { runId } = await client.call('startRun', { params: { id: flowId }, body: { what } })
  const deadline = Date.now() + 60_000
  let status: RunStatus = 'queued'
  while (!isTerminalRun(status)) {
    if (Date.now() > deadline) throw new Error(`Run ${runId} is still ${status} after a minute`)
    await new Promise((resolve) => setTimeout(resolve, 150))
    status = (await client.call('run', { params: { id: runId } })).run.status
  }
  return runId
}
