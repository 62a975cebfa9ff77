import type { ApiClient } from '@maillon/api-contract'
import { emptyFlow, type FlowDocument } from '@maillon/flow-document'
import type { FurnishedHouse } from './furnish-house.js'

/** What people outside are asked: a payment that waits for somebody's word, and a form that anybody may fill in. */
export async function furnishQuestions(client: ApiClient, locale: 'fr' | 'en'): Promise<Pick<FurnishedHouse, 'waitingRunId' | 'answerPath' | 'formPath'>> {
  const approval = await addFlow(client, locale === 'fr' ? paymentInFrench : paymentInEnglish)
  await addFlow(client, locale === 'fr' ? requestInFrench : requestInEnglish)
  const { runId } = await client.call('startRun', { params: { id: approval }, body: { what: 'published' } })
  return { waitingRunId: runId, answerPath: await questionOf(client, runId), formPath: '/form/?form=intervention' }
}

async function addFlow(client: ApiClient, document: FlowDocument): Promise<string> {
  const { id, revision } = await client.call('createFlow', { body: { documentText: JSON.stringify(document) } })
  await client.call('publish', { params: { id }, body: { revision, activate: true } })
  return id
}

/** The step says in its log where it is answered. */
async function questionOf(client: ApiClient, runId: string): Promise<string> {
  const deadline = Date.now() + 60_000
  while (Date.now() < deadline) {
    const { lines } = await client.call('runLogs', { params: { id: runId } })
    const token = /\/answers\/([\w.-]+)/.exec(JSON.stringify(lines))?.[1]
    if (token !== undefined) return `/answer/?token=${token}`
    await new Promise((resolve) => setTimeout(resolve, 150))
  }
  throw new Error(`Run ${runId} asks nothing after a minute`)
}

interface Payment {
  readonly name: string
  readonly steps: readonly [start: string, invoice: string, ask: string, log: string]
  readonly supplier: string
  readonly question: string
  readonly text: string
  readonly amount: string
}

function paymentFlow({ name, steps, supplier, question, text, amount }: Payment): FlowDocument {
  const at = (column: number) => ({ x: column * 352, y: 0 })
  const fields = [{ name: 'number', type: 'text', value: 'F-2026-118' }, { name: 'supplier', type: 'text', value: supplier }, { name: 'total', type: 'number', value: 1284.5 }]
  return {
    ...emptyFlow('payment', name),
    nodes: [
      { id: 'start', type: 'core.manual', version: 1, name: steps[0], position: at(0), params: {} },
      { id: 'invoice', type: 'core.set', version: 1, name: steps[1], position: at(1), params: { fields, keepOthers: true } },
      { id: 'ask', type: 'mail.approval', version: 1, name: steps[2], position: at(2), params: { to: [], title: question, text, fields: [{ name: 'total', label: amount, value: '{{nodes.invoice.first.total}}' }] } },
      { id: 'log', type: 'core.log', version: 1, name: steps[3], position: at(3), params: { message: '{{item.number}}' } },
    ],
    edges: [
      { from: 'start.main', to: 'invoice.main' },
      { from: 'invoice.main', to: 'ask.main' },
      { from: 'ask.approved', to: 'log.main' },
    ],
  }
}

const paymentInFrench = paymentFlow({
  name: 'Paiement des factures', steps: ['Démarrer', 'Facture', 'Demander l’accord', 'Noter'], supplier: 'Imprimerie Lefèvre',
  question: 'Payer la facture {{nodes.invoice.first.number}} ?', text: 'Imprimerie Lefèvre, catalogue d’automne. L’échéance est vendredi.', amount: 'Montant',
})
const paymentInEnglish = paymentFlow({
  name: 'Paying invoices', steps: ['Start', 'Invoice', 'Ask for approval', 'Note'], supplier: 'Harlow Printing',
  question: 'Pay invoice {{nodes.invoice.first.number}}?', text: 'Harlow Printing, the autumn catalogue. It is due on Friday.', amount: 'Amount',
})

function requestFlow(name: string, params: { readonly title: string; readonly intro: string; readonly fields: readonly object[] }, log: string): FlowDocument {
  return {
    ...emptyFlow('request', name),
    nodes: [
      { id: 'form', type: 'core.form', version: 1, name: params.title, position: { x: 0, y: 0 }, params: { ...params, fields: [...params.fields], path: 'intervention', access: 'public' } as FlowDocument['nodes'][number]['params'] },
      { id: 'log', type: 'core.log', version: 1, name: log, position: { x: 352, y: 0 }, params: { message: 'ok' } },
    ],
    edges: [{ from: 'form.main', to: 'log.main' }],
  }
}

const requestInFrench = requestFlow('Demandes d’intervention', {
  title: 'Demande d’intervention', intro: 'Nous rappelons dans la journée.',
  fields: [
    { name: 'adresse', label: 'Adresse du chantier', type: 'text', required: true },
    { name: 'jour', label: 'Jour souhaité', type: 'date', required: true },
    { name: 'urgence', label: 'Urgence', type: 'choice', choices: ['normale', 'haute'], required: true },
    { name: 'photo', label: 'Photo', type: 'file', required: false },
  ],
}, 'Noter')
const requestInEnglish = requestFlow('Service requests', {
  title: 'Service request', intro: 'We call you back the same day.',
  fields: [
    { name: 'address', label: 'Address of the site', type: 'text', required: true },
    { name: 'day', label: 'Preferred day', type: 'date', required: true },
    { name: 'urgency', label: 'Urgency', type: 'choice', choices: ['normal', 'high'], required: true },
    { name: 'photo', label: 'Photo', type: 'file', required: false },
  ],
}, 'Note')
