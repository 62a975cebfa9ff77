import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FlowDetail, RunDetail } from '@maillon/api-contract'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { chain, doubling, nodeOf } from './testing/sample-flows.js'
import { startTestServer, type TestServer } from './testing/start-test-server.js'
import type { TestClient } from './testing/test-client.js'

const canary = 'canary-8f3a'

interface Span {
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId?: string
  readonly name: string
  readonly startTimeUnixNano: string
  readonly endTimeUnixNano: string
  readonly attributes: readonly { readonly key: string; readonly value: { readonly stringValue?: string; readonly intValue?: number } }[]
  readonly status: { readonly code: number; readonly message?: string }
}

let folder: string
let server: TestServer
let owner: TestClient
let collector: Server
let service: Server
let metricsPort: number
const received: { readonly url: string; readonly key: unknown; readonly body: string }[] = []
let good: RunDetail
let bad: RunDetail

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'maillon-observing-'))
  collector = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => {
      received.push({ url: request.url ?? '', key: request.headers['x-key'], body: Buffer.concat(chunks).toString('utf8') })
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    })
  })
  service = createServer((_, response) => response.writeHead(503).end(canary))
  metricsPort = await freePort()
  server = await startTestServer({
    dataDir: folder, lanes: [{ name: 'default', concurrency: 10, timeoutMs: null, heapMiB: null }], log: 'file', logLevel: 'debug', metrics: { host: '127.0.0.1', port: metricsPort },
    otlp: { url: `http://127.0.0.1:${await listen(collector)}/v1/traces`, headers: { 'x-key': 'of-the-collector' }, serviceName: 'maillon' },
    allowHosts: [`127.0.0.1:${await listen(service)}`],
  })
  owner = await server.owner()
  good = await run(doubling, [{ n: 2, secret: canary }])
  const call = { ...nodeOf('call', 'http.request', { url: `http://127.0.0.1:${(service.address() as AddressInfo).port}/${canary}` }), retry: { attempts: 2, wait: { kind: 'fixed' as const, ms: 10 } } }
  bad = await run(chain('Failing', [nodeOf('start', 'core.manual'), call]), [{ n: 1 }])
})

afterAll(async () => {
  await server?.stop()
  for (const one of [collector, service]) await new Promise((resolve) => (one === undefined ? resolve(null) : one.close(resolve)))
  await rm(folder, { recursive: true, force: true })
})

function listen(one: Server): Promise<number> {
  return new Promise((resolve) => one.listen(0, '127.0.0.1', () => resolve((one.address() as AddressInfo).port)))
}

async function freePort(): Promise<number> {
  const probe = createServer()
  const port = await listen(probe)
  await new Promise((resolve) => probe.close(resolve))
  return port
}

async function run(document: object, rows: readonly object[]): Promise<RunDetail> {
  const flow = (await owner.post('/api/flows', { documentText: JSON.stringify(document) })).body as FlowDetail
  const { body } = await owner.post(`/api/flows/${flow.id}/runs`, { what: 'draft', rows })
  const { runId } = body as { runId: string }
  return vi.waitFor(async () => {
    const detail = (await owner.get(`/api/runs/${runId}`)).body as RunDetail
    if (detail.run.endedAt === null) throw new Error(`still ${detail.run.status}`)
    return detail
  }, { timeout: 15_000, interval: 50 })
}

/** Samples by name and labels, from the text format. */
function samplesOf(text: string): ReadonlyMap<string, number> {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  for (const line of lines) expect(line).toMatch(/^[a-zA-Z_:][a-zA-Z0-9_:]*(\{([a-zA-Z_][a-zA-Z0-9_]*="([^"\\\n]|\\.)*",?)*\})? -?([0-9.]+(e[+-]?\d+)?|\+Inf|NaN|Nan)( \d+)?$/)
  return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]))
}

describe('figures', () => {
  it('are given to a token that may see queues, to operators, and to nobody else', async () => {
    expect((await server.client().get('/api/metrics')).status).toBe(401)
    const token = async (role: string, permissions: readonly string[]): Promise<number> => {
      const { token: secret } = (await owner.post('/api/tokens', { name: `${role} ${permissions.join()}`, role, permissions, days: 1 })).body as { token: string }
      return (await server.client().get('/api/metrics', { authorization: `Bearer ${secret}` })).status
    }
    expect(await token('viewer', [])).toBe(403)
    expect(await token('viewer', ['queues.see'])).toBe(200)
    expect(await token('operator', [])).toBe(200)
  })

  it('count runs, steps, attempts and tries of this process, and say how the installation stands', async () => {
    const { text, headers } = await owner.get('/api/metrics')
    expect(headers.get('content-type')).toContain('text/plain; version=0.0.4')
    const samples = samplesOf(text)
    for (const [name, value] of [
      ['maillon_runs_finished_total{status="succeeded",origin="test"}', 1],
      ['maillon_runs_finished_total{status="failed",origin="test"}', 1],
      ['maillon_run_duration_seconds_count{status="failed"}', 1],
      ['maillon_steps_finished_total{lane="default",status="succeeded"}', 2],
      ['maillon_steps_finished_total{lane="default",status="failed"}', 1],
      ['maillon_attempts_total{lane="default",outcome="failed"}', 2],
      ['maillon_retries_total{lane="default"}', 1],
      ['maillon_attempt_duration_seconds_count{type="http.request"}', 2],
      ['maillon_lane_depth{lane="default"}', 0],
      ['maillon_lane_oldest_seconds{lane="default"}', 0],
      ['maillon_workers', 1],
      ['maillon_schedules_late', 0],
      ['maillon_alert_notices_waiting', 0],
    ] as const) expect({ name, value: samples.get(name) }).toEqual({ name, value })
    for (const name of ['nodejs_eventloop_lag_p99_seconds', 'nodejs_heap_size_used_bytes', 'process_cpu_seconds_total', 'maillon_pool_connections{pool="engine",state="all"}']) expect(samples.get(name), name).toBeGreaterThanOrEqual(0)
    expect(text).not.toContain(canary)
  })

  it('stand without a login at the address that the configuration names, and nothing else does', async () => {
    const answer = await fetch(`http://127.0.0.1:${metricsPort}/metrics`)
    expect([answer.status, samplesOf(await answer.text()).get('maillon_workers')]).toEqual([200, 1])
    for (const [path, method] of [['/', 'GET'], ['/api/health', 'GET'], ['/metrics', 'POST']] as const) expect((await fetch(`http://127.0.0.1:${metricsPort}${path}`, { method })).status).toBe(404)
  })

  it('show a lane that nobody serves, and are the installation’s in a process without a worker too', async () => {
    const idle = await startTestServer({ databaseUrl: server.databaseUrl, roles: ['api'], dataDir: folder })
    try {
      const person = await idle.owner()
      const { id } = (await person.post('/api/flows', { documentText: JSON.stringify({ ...doubling, settings: { lane: 'bulk' } }) })).body as FlowDetail
      const { runId } = (await person.post(`/api/flows/${id}/runs`, { what: 'draft', rows: [{ n: 1 }] })).body as { runId: string }
      const samples = samplesOf((await person.get('/api/metrics')).text)
      for (const [name, value] of [['maillon_workers', 1], ['maillon_lane_depth{lane="bulk"}', 1], ['maillon_steps{lane="bulk",status="ready"}', 1]] as const) expect({ name, value: samples.get(name) }).toEqual({ name, value })
      expect(samples.get('maillon_lane_oldest_seconds{lane="bulk"}')).toBeGreaterThan(0)
      expect([...samples.keys()].filter((name) => name.startsWith('maillon_attempts_total{'))).toEqual([])
      await person.post(`/api/runs/${runId}/cancel`)
    } finally {
      await idle.stop()
    }
  })
})

describe('traces', () => {
  const spans = (): readonly Span[] => received.flatMap(({ body }) => (JSON.parse(body) as { resourceSpans: { scopeSpans: { spans: Span[] }[] }[] }).resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)))
  const of = (runId: string): readonly Span[] => spans().filter(({ traceId }) => traceId === runId.replaceAll('-', ''))
  const attribute = ({ attributes }: Span, key: string): unknown => Object.values(attributes.find((one) => one.key === key)?.value ?? {})[0]

  it('come as one for each run, whose id is the run’s, with a span for each attempt under that of the run', async () => {
    await vi.waitFor(() => expect(of(bad.run.id)).toHaveLength(3), { timeout: 10_000 })
    const [root] = of(bad.run.id).filter(({ name }) => name === 'run')
    const attempts = of(bad.run.id).filter(({ name }) => name === 'http.request')
    expect(root).toMatchObject({ status: { code: 2 } })
    expect(root?.parentSpanId ?? '').toBe('')
    expect(attempts.map((span) => [attribute(span, 'maillon.step.id'), attribute(span, 'maillon.attempt'), attribute(span, 'maillon.attempt.outcome'), span.parentSpanId, span.status.code])).toEqual([['call', 1, 'failed', root?.spanId, 2], ['call', 2, 'failed', root?.spanId, 2]])
    for (const span of of(bad.run.id)) expect(BigInt(span.endTimeUnixNano)).toBeGreaterThanOrEqual(BigInt(span.startTimeUnixNano))
    expect(of(good.run.id).map(({ name }) => name).toSorted()).toEqual(['core.log', 'core.set', 'run'])
    expect(received[0]).toMatchObject({ url: '/v1/traces', key: 'of-the-collector' })
  })

  it('carry no data and no address', () => {
    expect(received.map(({ body }) => body).join()).not.toContain(canary)
  })
})

describe('the log', () => {
  it('has a line of JSON for each run and each attempt, with the ids of run and step, and no data', async () => {
    const lines = await vi.waitFor(async () => {
      const text = await readFile(join(folder, 'logs', 'server.log'), 'utf8')
      const parsed = text.trimEnd().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>)
      expect(parsed.filter(({ msg, run: id }) => msg === 'A run ended' && id === bad.run.id)).toHaveLength(1)
      return parsed
    })
    expect(lines.find(({ msg, run: id }) => msg === 'A run ended' && id === bad.run.id)).toMatchObject({ status: 'failed', step: 'call', flow: bad.run.flowId, lane: 'default' })
    expect(lines.filter(({ msg }) => msg === 'An attempt failed').map(({ run: id, step, attempt, outcome }) => [id, step, attempt, outcome])).toEqual([[bad.run.id, 'call', 1, 'failed'], [bad.run.id, 'call', 2, 'failed']])
    expect(lines.filter(({ msg, run: id }) => msg === 'An attempt ended' && id === good.run.id).map(({ step }) => step)).toEqual(['double', 'log'])
    expect(JSON.stringify(lines)).not.toContain(canary)
  })
})
