/**
 * `npm run backup:drill`: a backup is made while a server works, the server is killed, the backup is restored elsewhere, and what is there is
 * compared with what people and callers were promised: every run that was accepted before the backup is there and comes to its end, flows and
 * files are the same to the byte, credentials open. Then what must be refused. The last line is JSON.
 */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { RunSummary } from '@maillon/api-contract'
import type { FlowDocument } from '@maillon/flow-document'
import { isTerminalRun } from '@maillon/plan'
import { signIn, type SignedIn } from '../world/sign-in.js'
import { startMaillon, type RunningMaillon } from '../world/start-maillon.js'
import { Callers } from './callers.js'
import { cli } from './cli.js'

const at = { x: 0, y: 0 }
/** Some runs are over when the backup is made, some wait, some are under way. */
const flow: FlowDocument = {
  format: 'maillon.flow/1', id: 'drill', name: 'Exercice', settings: { overlap: 'parallel', concurrency: 500 }, notes: [], requires: {},
  nodes: [
    { id: 'hook', type: 'core.webhook', version: 1, name: 'hook', position: at, params: { method: 'POST', path: 'drill', respond: 'at-once' } },
    { id: 'wait', type: 'core.wait', version: 1, name: 'wait', position: at, params: { amount: 3, unit: 'seconds' } },
    { id: 'set', type: 'core.set', version: 1, name: 'set', position: at, params: { fields: [{ name: 'total', value: '{{multiply item.body.n 2}}' }] } },
  ],
  edges: [{ from: 'hook.main', to: 'wait.main' }, { from: 'wait.main', to: 'set.main' }],
}
const secret = 'un secret de l’exercice'

interface Promised {
  readonly flowId: string
  readonly document: string
  readonly files: ReadonlyMap<string, string>
  readonly credentialId: string
}

const folder = await mkdtemp(join(tmpdir(), 'maillon-drill-'))
// As root the database runs as another account, which has to be able to walk through.
await chmod(folder, 0o711)
const backup = join(folder, 'backup.zip')
const keys = join(folder, 'keys.json')
const restored = join(folder, 'restored')
for (const made of ['first', 'restored']) await mkdir(join(folder, made))
const stops: (() => Promise<void>)[] = []
let exitCode = 1
try {
  const first = await startMaillon({ dataFolder: join(folder, 'first') })
  stops.push(() => first.stop())
  const user = await signIn(first.url)
  const promised = await prepare(user)
  const callers = new Callers(`${first.url}/hooks/drill`, 20)
  stops.unshift(() => callers.stop())
  await pause(4_000)
  const accepted = [...callers.accepted]
  const begunAt = performance.now()
  await cli(['backup', backup, '--keys', keys], { MAILLON_DATA: first.dataFolder })
  const backupSeconds = (performance.now() - begunAt) / 1000
  const during = callers.accepted.length - accepted.length
  await callers.stop()
  console.log(`backed up in ${backupSeconds.toFixed(1)} s while ${during} more runs were accepted`)
  first.process.kill('SIGKILL')

  const refusals = await refused(restored)
  const restoringAt = performance.now()
  await cli(['restore', backup, '--keys', keys], { MAILLON_DATA: restored })
  const restoreSeconds = (performance.now() - restoringAt) / 1000
  const restoredAt = Date.now()
  const second = await startMaillon({ dataFolder: restored })
  stops.push(() => second.stop())
  const resumed = await compare(second, promised, { accepted, restoredAt })
  await second.stop()
  const more = await refusedOver(restored)
  exitCode = 0
  console.log(JSON.stringify({ ok: true, runsAccepted: accepted.length, runsRestored: accepted.length, runsResumed: resumed, acceptedDuringBackup: during, files: promised.files.size, refusals: refusals + more, backupSeconds: rounded(backupSeconds), restoreSeconds: rounded(restoreSeconds) }))
} catch (error) {
  console.log(error instanceof Error ? (error.stack ?? error.message) : String(error))
  console.log(JSON.stringify({ ok: false }))
} finally {
  for (const stop of stops) await stop()
  await rm(folder, { recursive: true, force: true })
}
process.exit(exitCode)

async function prepare(user: SignedIn): Promise<Promised> {
  const made = await user.client.call('createFlow', { body: { documentText: JSON.stringify(flow) } })
  const published = await user.client.call('publish', { params: { id: made.id }, body: { revision: made.revision, activate: true } })
  const files = new Map<string, string>()
  for (const size of [0, 10, 3_000_000]) {
    const bytes = Buffer.alloc(size, `${size} `)
    const { id } = await user.upload(`fichier-${size}.txt`, 'text/plain', bytes)
    files.set(id, hashOf(bytes))
  }
  const credential = await user.client.call('createCredential', { body: { name: 'Canal', type: 'webhook-url', values: { url: `https://example.org/${encodeURIComponent(secret)}` } } })
  return { flowId: made.id, document: JSON.stringify(published.document), files, credentialId: credential.id }
}

/** What a restore refuses before it has touched anything. @returns how many */
async function refused(into: string): Promise<number> {
  const whole = await readFile(backup)
  const damaged = join(folder, 'damaged.zip')
  await writeFile(damaged, Buffer.concat([whole.subarray(0, whole.length / 2), Buffer.from([(whole[whole.length / 2] ?? 0) ^ 1]), whole.subarray(whole.length / 2 + 1)]))
  const cutOff = join(folder, 'cut-off.zip')
  await writeFile(cutOff, whole.subarray(0, whole.length / 2))
  const cases: readonly (readonly [string, readonly string[], RegExp])[] = [
    ['a damaged file', [damaged, '--keys', keys], /damaged/],
    ['a file that was cut off', [cutOff, '--keys', keys], /can’t be read as a backup/],
    ['missing keys', [backup], /keys .* are missing/],
  ]
  for (const [title, args, sentence] of cases) {
    const { code, output } = await cli(['restore', ...args], { MAILLON_DATA: into }, 'refused')
    assert.ok(code !== 0 && sentence.test(output), `${title}: ${code} ${output}`)
    console.log(`refused: ${title}`)
  }
  return cases.length
}

async function refusedOver(into: string): Promise<number> {
  const { output } = await cli(['restore', backup, '--keys', keys], { MAILLON_DATA: into }, 'refused')
  assert.match(output, /in use/)
  console.log('refused: an installation that is in use')
  return 1
}

/** @returns how many runs were not over when the backup was made, and came to their end after the restore */
async function compare({ url }: RunningMaillon, promised: Promised, { accepted, restoredAt }: { readonly accepted: readonly string[]; readonly restoredAt: number }): Promise<number> {
  const user = await signIn(url)
  const flowNow = await user.client.call('flow', { params: { id: promised.flowId } })
  assert.equal(JSON.stringify(flowNow.document), promised.document, 'the flow is another one')
  assert.ok(flowNow.published !== null && flowNow.active, 'the flow is no longer published and on')
  for (const [id, hash] of promised.files) {
    const answer = await fetch(`${url}/api/files/${id}/content`, { headers: { cookie: user.cookie } })
    assert.equal(hashOf(Buffer.from(await answer.arrayBuffer())), hash, `the file ${id} is another one`)
  }
  // Its address can't be reached; that it is asked for says that the secret was opened.
  const test = await user.client.call('testCredential', { params: { id: promised.credentialId } })
  assert.ok(!/key|clé/i.test(test.message), test.message)
  let resumed = 0
  for (const runId of accepted) {
    const run = await ended(user, runId)
    const isResumed = Date.parse(run.endedAt ?? '') > restoredAt
    assert.equal(run.restoredAt !== null, isResumed, `${runId} ${isResumed ? 'is not' : 'is'} marked as restored`)
    if (isResumed) resumed += 1
  }
  return resumed
}

/** @throws Error where it doesn't end within a minute, or not well */
async function ended(user: SignedIn, runId: string): Promise<RunSummary> {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await pause(200)) {
    const { run } = await user.client.call('run', { params: { id: runId } })
    if (!isTerminalRun(run.status)) continue
    assert.equal(run.status, 'succeeded', `${runId} ${run.status}`)
    return run
  }
  throw new Error(`The run ${runId} did not come to its end after the restore`)
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function rounded(seconds: number): number {
  return Math.round(seconds * 10) / 10
}
