import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { RunDetail } from '@maillon/api-contract'
import { canonicalText } from '@maillon/flow-document'
import { canonicalTestText } from '@maillon/flow-tests'
import type { SignedIn } from '../../world/sign-in.js'
import type { GalleryCase, GalleryFlow } from '../gallery-flow.js'
import { checkReport, checkWorkbook } from './check-report.js'
import { endOf, galleryDocument, openFromGallery, pointedAt, recipient } from './in-product.js'
import { pricesWorkbook } from './prices-workbook.js'
import { accountsFor, startRealWorld, type RealWorld } from './real-world.js'

const root = fileURLToPath(new URL('../../../', import.meta.url))

const cases: readonly GalleryCase<RealWorld>[] = [
  {
    title: 'opened from the gallery and published, "run now" mails the report',
    isFailureCase: false,
    async run({ world, user }) {
      const flow = await openFromGallery(user, world)
      const published = await user.client.call('publish', { params: { id: flow.id }, body: { revision: flow.revision, activate: true } })
      assert.ok(published.nextRunAt !== null, 'the schedule has no next instant')
      assert.equal(hourInParis(published.nextRunAt), '08:00')
      const before = world.api.calls.length
      const { runId } = await user.client.call('startRun', { params: { id: flow.id }, body: { what: 'published' } })
      expectStatus(await endOf(user, runId), 'succeeded')
      await checkReport(world, recipient)
      const calls = world.api.calls.slice(before)
      assert.equal(calls.filter(({ path }) => path.startsWith('/auth/login')).length, 1, 'the token serves all pages')
      assert.ok(calls.filter(({ path }) => path.startsWith('/sales')).every(({ authorized }) => authorized))
      assert.ok(await isLogged(user, runId), 'the log does not say that it was sent')
      await checkKeptAsTest({ world, user }, { flowId: flow.id, runId })
    },
  },
  {
    title: 'the same by the command line, without a server',
    isFailureCase: false,
    async run({ world }) {
      const folder = await mkdtemp(join(tmpdir(), 'maillon-cli-'))
      try {
        const document = pointedAt(await galleryDocument(), world, new Map())
        await writeFile(join(folder, 'flow.json'), JSON.stringify(document))
        await writeFile(join(folder, 'tarifs.xlsx'), await pricesWorkbook())
        await writeFile(join(folder, 'accounts.json'), JSON.stringify(accountsFor(world)))
        const args = [join(root, 'apps/cli/bin/maillon.mjs'), 'flow', 'run', join(folder, 'flow.json'), '--credentials', join(folder, 'accounts.json'), '--allow-host', '127.0.0.1', '--out', join(folder, 'out')]
        const { code, output } = await runCommand(args)
        assert.equal(code, 0, output)
        await checkReport(world, recipient)
        const [made] = await readdir(join(folder, 'out'))
        await checkWorkbook(await readFile(join(folder, 'out', made ?? '')), world.day)
      } finally {
        await rm(folder, { recursive: true, force: true })
      }
    },
  },
  {
    title: 'a dry run sends nothing and says what it would send',
    isFailureCase: false,
    async run({ world, user }) {
      const flow = await openFromGallery(user, world)
      const { runId } = await user.client.call('startRun', { params: { id: flow.id }, body: { what: 'draft', isDryRun: true } })
      expectStatus(await endOf(user, runId), 'succeeded')
      assert.equal(world.smtp.mails.length, 0)
      assert.equal(world.inbox.messages.length, 0)
      const { items } = await user.client.call('stepOutput', { params: { id: runId, node: 'envoyer-le-rapport', port: 'main' } })
      assert.ok(JSON.stringify(items).includes(recipient), 'the preview does not name the recipient')
    },
  },
  {
    title: 'an API that answers with a web page fails at that step, with a sentence; a retry goes on once it is mended',
    isFailureCase: true,
    async run({ world, user }) {
      const flow = await openFromGallery(user, world)
      world.api.mode = 'html'
      // The API answers when the step beside it is over: which of the two is faster is not the matter.
      const started = user.client.call('startRun', { params: { id: flow.id }, body: { what: 'draft' } })
      world.api.before = async () => untilOver(user, (await started).runId, 'tarifs')
      const { runId } = await started
      const failed = await endOf(user, runId)
      world.api.before = () => Promise.resolve()
      expectStatus(failed, 'failed')
      assert.equal(failed.steps.find(({ node }) => node === 'ventes-de-la-veille')?.status, 'failed')
      assert.equal(failed.steps.find(({ node }) => node === 'tarifs')?.status, 'succeeded', 'what is done stays done')
      assert.ok((failed.error?.sentence ?? '').length > 20 && failed.error?.hint !== null, 'no sentence and no hint')
      assert.equal(world.smtp.mails.length, 0)
      world.api.mode = 'healthy'
      const retried = await user.client.call('retryRun', { params: { id: runId } })
      expectStatus(await endOf(user, retried.runId), 'succeeded')
      await checkReport(world, recipient)
    },
  },
]

export const dailyReport: GalleryFlow<RealWorld> = { id: 'daily-report', startWorld: startRealWorld, cases }

async function untilOver(user: SignedIn, runId: string, node: string): Promise<void> {
  for (let looks = 0; looks < 200; looks += 1) {
    const { steps } = await user.client.call('run', { params: { id: runId } })
    if (steps.find((step) => step.node === node)?.endedAt != null) return
    await pause(100)
  }
}

function expectStatus({ run, error, steps }: RunDetail, status: string): void {
  const story = steps.map((step) => `${step.node} ${step.status} ${step.attempts.at(-1)?.error?.sentence ?? ''} ${step.attempts.at(-1)?.error?.info.details ?? ''}`).join('\n')
  assert.equal(run.status, status, `the run ${run.status}: ${error?.sentence ?? run.message}\n${story}`)
}

/** The run is kept as a test, which passes in the server and, from its files, in the command line: nothing outside is asked or told. */
async function checkKeptAsTest({ world, user }: { readonly world: RealWorld; readonly user: SignedIn }, { flowId, runId }: { readonly flowId: string; readonly runId: string }): Promise<void> {
  const seen = () => [world.api.calls.length, world.smtp.mails.length, world.inbox.messages.length]
  const before = seen()
  const { id, test } = await user.client.call('keepTest', { params: { id: runId }, body: { name: 'Une journée' } })
  assert.ok(test.expect.some((one) => one.kind === 'requests' && one.node === 'envoyer-le-rapport'), 'the mail is not compared')
  const { results } = await user.client.call('runTests', { params: { id: flowId }, body: { what: 'published' } })
  assert.deepEqual(results.map(({ ok, findings }) => ({ ok, findings })), [{ ok: true, findings: [] }])
  const folder = await mkdtemp(join(tmpdir(), 'maillon-test-'))
  try {
    const { document } = await user.client.call('flow', { params: { id: flowId } })
    await writeFile(join(folder, 'report.flow.json'), canonicalText(document))
    await writeFile(join(folder, 'report.day.test.json'), canonicalTestText(test))
    const passed = await runCommand([join(root, 'apps/cli/bin/maillon.mjs'), 'test', folder])
    assert.equal(passed.code, 0, passed.output)
    const nodes = document.nodes.map((node) => (node.id === 'envoyer-le-rapport' ? { ...node, params: { ...node.params, to: ['ailleurs@exemple.test'] } } : node))
    await writeFile(join(folder, 'report.flow.json'), canonicalText({ ...document, nodes }))
    const failed = await runCommand([join(root, 'apps/cli/bin/maillon.mjs'), 'test', folder, '--junit', join(folder, 'report.xml')])
    assert.equal(failed.code, 1, failed.output)
    assert.match(failed.output, /ferait autre chose\s: .*ailleurs@exemple\.test/)
    assert.match(await readFile(join(folder, 'report.xml'), 'utf8'), /<failure message="/)
    assert.equal(test.id, id)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  assert.deepEqual(seen(), before, 'a replay reached the outside')
}

function hourInParis(instant: string): string {
  return new Intl.DateTimeFormat('fr-FR', { timeZone: 'Europe/Paris', hour: '2-digit', minute: '2-digit' }).format(new Date(instant))
}

function runCommand(args: readonly string[]): Promise<{ readonly code: number; readonly output: string }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, args, { env: { ...process.env, MAILLON_LOCALE: 'fr' } }, (error, stdout, stderr) => resolve({ code: error === null ? 0 : (child.exitCode ?? 1), output: stdout + stderr }))
  })
}

/** Log lines are written in batches: the last ones may come a moment after the end of the run. */
async function isLogged(user: SignedIn, runId: string): Promise<boolean> {
  for (let tries = 0; tries < 30; tries += 1) {
    const { lines } = await user.client.call('runLogs', { params: { id: runId } })
    if (lines.some(({ node, message }) => node === 'noter-l-envoi' && message.includes('envoyé'))) return true
    await pause(100)
  }
  return false
}
