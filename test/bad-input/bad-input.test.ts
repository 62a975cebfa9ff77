import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ApiError } from '@maillon/api-contract'
import type { Diagnostic, FlowDocument } from '@maillon/flow-document'
import { diagnosticSentence } from '@maillon/messages'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { salesApiAccount } from '../gallery/daily-report/sales-api.js'
import { endInBothLanguages, flowOf, nodeOf, openHouse, ranThrough, refusalOf, saved, startOf, watchHealth, type House } from './house.js'
import { runCases, type RunCase } from './run-cases.js'
import { documentCases } from './document-cases.js'

let house: House
let health: ReturnType<typeof watchHealth>
/** Runs that need nothing of the outside, started together and judged one by one. */
const early = new Map<RunCase, string>()

beforeAll(async () => {
  house = await openHouse()
  // The first run pays for starting the threads.
  await ranThrough(house, flowOf('warm-up', []))
  health = watchHealth(house.server.url)
  for (const one of runCases.filter(({ isAlone }) => isAlone !== true)) early.set(one, await startOf(house, flowOf(one.title, await one.nodes(house))))
}, 80_000)

afterAll(async () => {
  await house.close()
}, 20_000)

describe('a run that meets bad input', () => {
  for (const one of runCases) {
    it(`fails at the right place, in words, on ${one.title}`, async () => {
      const runId = early.get(one) ?? (await startOf(house, flowOf(one.title, await one.nodes(house))))
      const { fr, en } = await endInBothLanguages(house, runId)
      const [french, english] = [fr, en].map((detail) => detail.steps.find(({ node }) => node === 'target')?.attempts.at(-1)?.error)
      expect({ code: french?.info.code, field: french?.info.field ?? null, fr: plain(french?.sentence), en: plain(english?.sentence) }).toEqual({ code: one.code, field: one.field, fr: one.fr, en: one.en })
      expect(plain(french?.hint)).toContain(one.hint?.[0] ?? '')
      expect(plain(english?.hint)).toContain(one.hint?.[1] ?? '')
      expect({ run: fr.run.status, message: plain(fr.run.message), english: en.run.message }).toEqual({ run: 'failed', message: one.fr, english: one.en })
      expect(fr.steps.map(({ node, status }) => `${node} ${status}`)).toEqual(['start succeeded', 'keep succeeded', 'target failed'])
      expect(fr.steps.find(({ node }) => node === 'target')?.attempts).toHaveLength(one.attempts ?? 1)
      const before = await house.user.client.call('stepOutput', { params: { id: runId, node: 'keep', port: 'main' } })
      expect(before.items.map(({ json }) => json['kept'])).toEqual(['before'])
      if (one.mend === undefined) return
      await one.mend(house)
      const retried = await house.user.client.call('retryRun', { params: { id: runId } })
      expect((await endInBothLanguages(house, retried.runId)).fr.run.status).toBe('succeeded')
    })
  }
})

describe('a document with a mistake', () => {
  for (const one of documentCases) {
    it(`is refused with its place, in words: ${one.title}`, async () => {
      const call = one.by === 'publish' ? await publishing(one.document) : () => house.user.client.call('createFlow', { body: { documentText: one.text } })
      const refusal = await refusalOf(house, call)
      expect(refusal.status).toBe(422)
      const found = (refusal.body.diagnostics ?? []).filter(({ severity }) => severity === 'error').map(shown)
      expect(found).toEqual(one.found)
      const count = one.found.length
      expect([plain(refusal.fr), refusal.en]).toEqual([`Le flux contient ${count} problème${count === 1 ? '' : 's'} à corriger.`, `The flow has ${count} problem${count === 1 ? '' : 's'} to be mended.`])
    })
  }

  it('is refused where it is nested 10,000 levels deep in a draft too', async () => {
    const flow = await saved(house, flowOf('deep', []))
    const deep = `{"revision":${flow.revision},"document":${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}}`
    const { status, error } = await raw(`/api/flows/${flow.id}/draft`, 'PUT', deep)
    expect({ status, code: error.code, message: plain(error.message) }).toEqual({ status: 400, code: 'JSON_TOO_DEEP', message: 'Le document contient trop de niveaux imbriqués.' })
  })

  it('is refused by its size before it is read, at 50 MB', async () => {
    const body = JSON.stringify({ documentText: 'x'.repeat(50 * 1024 * 1024) })
    const { status, error } = await raw('/api/flows', 'POST', body)
    expect({ status, code: error.code, message: plain(error.message) }).toEqual({ status: 413, code: 'API_BODY_TOO_LARGE', message: 'Cette demande est trop volumineuse.' })
  })

  it('runs nothing where its workbook is gone', async () => {
    const file = { id: '01890000-0000-7000-8000-000000000000', name: 'tarifs.xlsx' }
    const flow = await saved(house, flowOf('gone', [nodeOf('target', 'excel.read', { source: 'chosen', file })]))
    const refusal = await refusalOf(house, () => house.user.client.call('startRun', { params: { id: flow.id }, body: { what: 'draft' } }))
    expect((refusal.body.diagnostics ?? []).map(shown)).toEqual([{ code: 'NODE_FILE_UNKNOWN', node: 'target', path: '/file', fr: 'Le fichier « tarifs.xlsx » choisi pour « Fichier » n’existe plus.', en: 'The file “tarifs.xlsx” chosen for “File” no longer exists.' }])
    const { runs } = await house.user.client.call('runs', { query: { flowId: flow.id } })
    expect(runs).toEqual([])
  })
})

describe('the house around it', () => {
  it('never shows a secret: not in answers, data, errors or logs, even where a service sends it back', async () => {
    const echo = await startEcho()
    try {
      const secret = 'canary-echo-7f3a9'
      const auth = await house.user.client.call('createCredential', { body: { name: 'Écho', type: 'http-bearer', values: { address: echo.url, token: secret } } })
      const ask = (id: string, path: string) => nodeOf(id, 'http.request', { url: `${echo.url}${path}` }, { credentials: { auth: { id: auth.id, name: auth.name } }, retry: { attempts: 1, wait: { kind: 'fixed', ms: 100 } } })
      const log = nodeOf('note', 'core.log', { message: 'got {{item.authorization}}' })
      const { fr } = await ranThrough(house, flowOf('echo', [ask('ask', '/200'), log, ask('refused', '/401')]))
      expect(fr.steps.map(({ node, status }) => `${node} ${status}`)).toEqual(['start succeeded', 'keep succeeded', 'ask succeeded', 'note succeeded', 'refused failed'])
      const hook = await house.user.client.call('createCredential', { body: { name: 'Canal', type: 'webhook-url', values: { url: `${echo.url}/404/canary-hook-7f3a9` } } })
      const toldNobody = await ranThrough(house, flowOf('hook', [nodeOf('tell', 'notify.send', { channels: [{ channel: 'webhook' }], message: 'Bonjour' }, { credentials: { webhook: { id: hook.id, name: hook.name } } })]))
      expect(toldNobody.fr.run.status).toBe('failed')
      await house.user.client.call('runLogs', { params: { id: fr.run.id } })
      const { items } = await house.user.client.call('stepOutput', { params: { id: fr.run.id, node: 'ask', port: 'main' } })
      expect(items.map(({ json }) => json['authorization'])).toEqual(['Bearer [•••]'])
      await house.user.client.call('observed', { params: { id: fr.run.flowId } })
      await house.user.client.call('credentials', {})
      const told = [...house.answers, house.server.output(), ...(await logsOf(house))].join('\n')
      const secrets = [secret, 'canary-hook-7f3a9', 'canary-bearer-7f3a9', 'canary-login-7f3a9', salesApiAccount.password, house.smtp.credential.password]
      const forms = secrets.flatMap((one) => [one, Buffer.from(one).toString('base64').replace(/=+$/, ''), encodeURIComponent(one)])
      expect(forms.filter((form) => told.includes(form))).toEqual([])
      expect(told).toContain('got Bearer [•••]')
    } finally {
      await echo.close()
    }
  })

  it('stays up and quick all the while', async () => {
    const { p99Ms, refused, asked } = await health.stop()
    expect(asked).toBeGreaterThan(50)
    expect(refused).toBe(0)
    expect(p99Ms).toBeLessThan(500)
    expect(house.server.process.exitCode).toBeNull()
  })

  it('calls no address inside the network unless an administrator allowed it, and says how to', async () => {
    await house.server.stop()
    const strict = await openHouse({ dataFolder: house.server.dataFolder, env: { MAILLON_ALLOW_HOSTS: '' } })
    try {
      const { port } = new URL(strict.api.url)
      const { fr, en } = await ranThrough(strict, flowOf('inside', [nodeOf('target', 'http.request', { url: `${strict.api.url}/sales` })]))
      expect({ sentence: plain(fr.error?.sentence), hint: plain(fr.error?.hint), field: fr.error?.info.field }).toEqual({
        sentence: `L’adresse 127.0.0.1:${port} est interne au réseau : par sécurité, ce serveur ne l’appelle pas.`,
        hint: `Un administrateur peut l’autoriser en ajoutant 127.0.0.1:${port} à MAILLON_ALLOW_HOSTS, puis en redémarrant le serveur.`,
        field: '/url',
      })
      expect(en.error?.hint).toBe(`An administrator can allow it by adding 127.0.0.1:${port} to MAILLON_ALLOW_HOSTS and restarting the server.`)
      expect(strict.api.calls).toEqual([])
    } finally {
      await strict.close()
    }
  }, 60_000)
})

/** French typography puts narrow no-break spaces; the expectations are written with plain ones. */
function plain(text: string | null | undefined): string {
  return (text ?? '').replace(/[\u00a0\u202f]/g, ' ')
}

function shown(diagnostic: Diagnostic) {
  const { code, node, path } = diagnostic
  return { code, node: node ?? null, path: path ?? null, fr: plain(diagnosticSentence(diagnostic, 'fr')), en: plain(diagnosticSentence(diagnostic, 'en')) }
}

async function publishing(document: FlowDocument): Promise<() => Promise<unknown>> {
  const flow = await saved(house, document)
  return () => house.user.client.call('publish', { params: { id: flow.id }, body: { revision: flow.revision, activate: true } })
}

async function raw(path: string, method: 'POST' | 'PUT', body: string): Promise<{ readonly status: number; readonly error: ApiError['body']['error'] }> {
  const answer = await fetch(house.server.url + path, { method, body, headers: { 'content-type': 'application/json', 'x-maillon-csrf': '1', cookie: house.user.cookie } })
  const { error } = (await answer.json()) as ApiError['body']
  return { status: answer.status, error }
}

async function logsOf({ server }: House): Promise<readonly string[]> {
  const folder = join(server.dataFolder, 'logs')
  return Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')))
}

/** A service that sends back what it was sent, with the status in the path. */
async function startEcho(): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    response.writeHead(Number(request.url?.split('/')[1] ?? '200'), { 'content-type': 'application/json' })
    response.end(JSON.stringify({ authorization: request.headers.authorization ?? null }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
