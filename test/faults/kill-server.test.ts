import { randomUUID } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RunDetail, StepView } from '@maillon/api-contract'
import type { FlowDocument } from '@maillon/flow-document'
import { isTerminalRun } from '@maillon/plan'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { flowOf, nodeOf } from '../bad-input/house.js'
import { signIn, type SignedIn } from '../world/sign-in.js'
import { startMaillon, type RunningMaillon } from '../world/start-maillon.js'
import { embeddedPostgresPid } from './embedded-postgres-pid.js'
import { startHoldingApi } from './holding-api.js'

/** The longest that anything may stand still after a restart, in seconds. */
const patienceSeconds = 20

let dataFolder: string
let server: RunningMaillon
let user: SignedIn

beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'maillon-faults-'))
  // Where the tests run as root the database runs as an account that owns nothing: it must be able to enter, or its files stand elsewhere.
  await chmod(dataFolder, 0o711)
  await start()
}, 90_000)

afterAll(async () => {
  await server?.stop()
  await rm(dataFolder, { recursive: true, force: true })
}, 60_000)

async function start(): Promise<void> {
  server = await startMaillon({ from: 'source', dataFolder })
  user = await signIn(server.url)
}

/** kill -9: no handler runs, nothing is handed over. */
async function killServer(): Promise<void> {
  const ended = new Promise<void>((resolve) => server.process.once('exit', () => resolve()))
  server.process.kill('SIGKILL')
  await ended
  expect(server.process.signalCode).toBe('SIGKILL')
}

async function saved(document: FlowDocument): Promise<{ readonly id: string; readonly revision: number }> {
  const { id, revision } = await user.client.call('createFlow', { body: { name: document.name } })
  return { id, revision: (await user.client.call('saveDraft', { params: { id }, body: { document, revision } })).revision }
}

async function startedRun(document: FlowDocument): Promise<string> {
  const { id } = await saved(document)
  return (await user.client.call('startRun', { params: { id }, body: { what: 'draft' } })).runId
}

async function endOf(runId: string, seconds: number): Promise<RunDetail> {
  const deadline = performance.now() + seconds * 1000
  for (;;) {
    const detail = await user.client.call('run', { params: { id: runId } })
    if (isTerminalRun(detail.run.status)) return detail
    if (performance.now() > deadline) throw new Error(`The run did not end within ${seconds} s: ${JSON.stringify(detail.steps)}\n${server.output().slice(-3000)}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

function stepOf(detail: RunDetail, node: string): StepView {
  const step = detail.steps.find((one) => one.node === node)
  if (step === undefined) throw new Error(`No step ${node}`)
  return step
}

const outcomesOf = (detail: RunDetail, node: string) => stepOf(detail, node).attempts.map(({ outcome }) => outcome)

describe('a server that is killed', () => {
  it('goes on with the run at the step that was cut off, with the same key, and does nothing before it again', async () => {
    const api = await startHoldingApi()
    try {
      const book = nodeOf('book', 'http.request', { method: 'POST', url: api.url, bodyKind: 'json' })
      const runId = await startedRun(flowOf('Cut off', [book, nodeOf('after', 'core.log', { message: 'booked' })]))
      await expect.poll(() => api.keys.length, { timeout: 10_000, interval: 20 }).toBe(1)
      await killServer()
      api.release()
      const restartedAt = performance.now()
      await start()
      const end = await endOf(runId, patienceSeconds)
      expect(end.run.status).toBe('succeeded')
      for (const node of ['start', 'keep', 'after']) expect({ node, outcomes: outcomesOf(end, node) }).toEqual({ node, outcomes: ['succeeded'] })
      expect(outcomesOf(end, 'book')).toEqual(['interrupted', 'succeeded'])
      expect(api.keys).toHaveLength(2)
      expect(api.keys[0]).toMatch(/.+/)
      expect(api.keys[1]).toBe(api.keys[0])
      const seconds = ((api.times[1] ?? Infinity) - restartedAt) / 1000
      console.info(`The step that was cut off went on ${seconds.toFixed(1)} s after the restart (${server.startSeconds.toFixed(1)} s of it to be healthy)`)
      expect(seconds).toBeLessThan(patienceSeconds)
    } finally {
      await api.close()
    }
  }, 90_000)

  it('runs each webhook call that was accepted before it, once', async () => {
    const document: FlowDocument = {
      ...flowOf('Accepted calls', []),
      nodes: [nodeOf('hook', 'core.webhook', { method: 'POST', path: 'faults/accepted', respond: 'at-once' }), nodeOf('after', 'core.log', { message: 'called' })],
      edges: [{ from: 'hook.main', to: 'after.main' }],
    }
    const { id, revision } = await saved(document)
    await user.client.call('publish', { params: { id }, body: { revision, activate: true } })
    const call = async (delivery: string): Promise<{ readonly status: number; readonly runId: string }> => {
      const answer = await fetch(`${server.url}/hooks/faults/accepted`, { method: 'POST', headers: { 'content-type': 'application/json', 'x-delivery-id': delivery }, body: JSON.stringify({ delivery }) })
      return { status: answer.status, runId: ((await answer.json()) as { runId: string }).runId }
    }
    const deliveries = Array.from({ length: 20 }, () => randomUUID())
    const accepted = await Promise.all(deliveries.map(call))
    await killServer()
    expect(accepted.map(({ status }) => status)).toEqual(deliveries.map(() => 200))
    expect(new Set(accepted.map(({ runId }) => runId)).size).toBe(20)
    await start()
    const ends = await Promise.all(accepted.map(({ runId }) => endOf(runId, patienceSeconds)))
    expect(ends.map(({ run }) => run.status)).toEqual(deliveries.map(() => 'succeeded'))
    expect((await Promise.all(deliveries.map(call))).map(({ runId }) => runId)).toEqual(accepted.map(({ runId }) => runId))
    const { runs } = await user.client.call('runs', { query: { flowId: id, limit: 200 } })
    expect(runs.map((run) => run.id).toSorted()).toEqual(accepted.map(({ runId }) => runId).toSorted())
  }, 90_000)

  it('takes up again when only its database is killed', async () => {
    const before = await embeddedPostgresPid(dataFolder)
    const killedAt = performance.now()
    process.kill(before, 'SIGKILL')
    const flow = flowOf('After the database', [nodeOf('after', 'core.log', { message: 'still here' })])
    const seconds = () => (performance.now() - killedAt) / 1000
    let runId: string | null = null
    // What a person would do: press the button again until it is taken.
    while (runId === null && seconds() < patienceSeconds) runId = await startedRun(flow).catch(() => new Promise<null>((resolve) => setTimeout(() => resolve(null), 200)))
    if (runId === null) throw new Error(`No run was taken within ${patienceSeconds} s:\n${server.output().slice(-3000)}`)
    expect((await endOf(runId, patienceSeconds - seconds())).run.status).toBe('succeeded')
    console.info(`A new run succeeded ${seconds().toFixed(1)} s after the database was killed`)
    expect(seconds()).toBeLessThan(patienceSeconds)
    expect(server.process.exitCode).toBeNull()
    expect(await embeddedPostgresPid(dataFolder)).not.toBe(before)
  }, 60_000)
})
