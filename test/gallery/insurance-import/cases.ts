import assert from 'node:assert/strict'
import { utimes } from 'node:fs/promises'
import { join } from 'node:path'
import type { FlowDetail, RunDetail } from '@maillon/api-contract'
import { startMaillon } from '../../world/start-maillon.js'
import { signIn, type SignedIn } from '../../world/sign-in.js'
import type { GalleryCase, GalleryFlow } from '../gallery-flow.js'
import { endedRuns, expectStatus, openGalleryFlow, stepOf, switchOn, until } from '../in-gallery.js'
import { startContractWorld, type Contract, type ContractWorld } from './contract-world.js'

const durand: Contract = { numero: 'A-1001', assure: 'Durand', prime: '412,50', echeance: '2026-03-31' }
const petit: Contract = { numero: 'A-1002', assure: 'Petit', prime: '1 200,00', echeance: '2026-04-30' }
const looking = 'chercher-les-fichiers'

/** As it is drawn, but the tries come so many milliseconds apart instead of an hour. */
async function open(user: SignedIn, world: ContractWorld, waitMs: number): Promise<FlowDetail> {
  const change = (node: FlowDetail['document']['nodes'][number]) => (node.untilFound === undefined ? node : { ...node, untilFound: { ...node.untilFound, wait: { kind: 'fixed', ms: waitMs } as const } })
  return switchOn(user, await openGalleryFlow(user, { id: 'insurance-import', accounts: world.accounts, change }))
}

async function start(user: SignedIn, flow: Pick<FlowDetail, 'id'>): Promise<string> {
  return (await user.client.call('startRun', { params: { id: flow.id }, body: { what: 'published' } })).runId
}

async function outcomes(user: SignedIn, runId: string): Promise<readonly string[]> {
  const { steps } = await user.client.call('run', { params: { id: runId } })
  return steps.find(({ node }) => node === looking)?.attempts.map(({ outcome }) => outcome) ?? []
}

async function only(user: SignedIn, flow: Pick<FlowDetail, 'id'>, count = 1): Promise<RunDetail> {
  const run = (await endedRuns(user, flow.id, count, 150)).at(-1)
  assert.ok(run !== undefined)
  return run
}

const cases: readonly GalleryCase<ContractWorld>[] = [
  {
    title: 'a file that is there at once is imported, deleted on the server and put away; one that is still being written waits',
    isFailureCase: false,
    async run({ world, user }) {
      await world.arrive('contrats-0115.csv', [durand, petit])
      await world.arrive('en-cours.csv', [durand], 0)
      const flow = await open(user, world, 3_600_000)
      assert.ok(flow.nextRunAt !== null, 'it is not planned')
      await start(user, flow)
      const run = await only(user, flow)
      expectStatus(run, 'succeeded')
      assert.deepEqual(await world.rows(), [{ numero: 'A-1001', assure: 'Durand', prime: '412.50' }, { numero: 'A-1002', assure: 'Petit', prime: '1200.00' }])
      assert.deepEqual(await world.remoteNames(), ['en-cours.csv'])
      assert.deepEqual([await world.localNames('entrants'), await world.localNames('done')], [[], ['contrats-0115.csv']])
      assert.deepEqual([stepOf(run, looking).attempts.length, stepOf(run, looking).message], [1, ''])
      assert.match(String(world.smtp.mails[0]?.parsed.html), /2 contrat\(s\) de 1 fichier\(s\)/)
    },
  },
  {
    title: 'a file that comes late is found at the third of five tries, although the server is killed between two of them',
    isFailureCase: true,
    async run({ world, maillon, user }) {
      const flow = await open(user, world, 4000)
      const runId = await start(user, flow)
      await until('the first try has found nothing', async () => (await outcomes(user, runId)).includes('nothing-found'), 120)
      const waiting = stepOf(await user.client.call('run', { params: { id: runId } }), looking)
      assert.match(waiting.message, /^Rien trouvé à l’essai 1 sur 5\s; un nouvel essai est prévu\.$/)
      assert.ok(waiting.nextAttemptAt !== null && Date.parse(waiting.nextAttemptAt) > Date.now() - 5000, 'the next try is not told')
      maillon.process.kill('SIGKILL')
      await until('the server is gone', () => maillon.process.signalCode !== null)
      const again = await startMaillon({ dataFolder: maillon.dataFolder, env: environment(world), from: process.env['GALLERY_FROM'] === 'source' ? 'source' : 'dist' })
      try {
        const back = await signIn(again.url)
        await until('the second try has found nothing', async () => (await outcomes(back, runId)).filter((outcome) => outcome === 'nothing-found').length === 2, 120)
        await world.arrive('contrats-tard.csv', [durand])
        const run = await only(back, flow)
        expectStatus(run, 'succeeded')
        const step = stepOf(run, looking)
        assert.deepEqual(step.attempts.map(({ outcome }) => outcome), ['nothing-found', 'nothing-found', 'succeeded'])
        assert.equal(step.message, 'Trouvé à l’essai 3 sur 5.')
        assert.equal((await world.rows()).length, 1)
        assert.deepEqual([await world.remoteNames(), await world.localNames('done')], [[], ['contrats-tard.csv']])
      } finally {
        await again.stop()
      }
    },
  },
  {
    title: 'where no file comes the run ends after five tries and says so, without a mail',
    isFailureCase: true,
    async run({ world, user }) {
      const flow = await open(user, world, 500)
      await start(user, flow)
      const run = await only(user, flow)
      expectStatus(run, 'warned')
      assert.equal(stepOf(run, looking).message, 'Rien trouvé après 5 essais.')
      assert.equal(stepOf(run, looking).attempts.length, 5)
      assert.equal(stepOf(run, 'annoncer').status, 'skipped')
      assert.equal(world.smtp.mails.length, 0)
    },
  },
  {
    title: 'a server that refuses the login is a failure at once, in words, and is not tried again',
    isFailureCase: true,
    async run({ world, user }) {
      const flow = await open(user, world, 500)
      const { credentials } = await user.client.call('credentials', {})
      const server = credentials.find(({ type }) => type === 'ftp')
      assert.ok(server !== undefined)
      await user.client.call('changeCredential', { params: { id: server.id }, body: { name: server.name, type: 'ftp', values: { ...world.ftp.credential, password: 'changed by the insurer' } } })
      await start(user, flow)
      const run = await only(user, flow)
      expectStatus(run, 'failed')
      assert.deepEqual(stepOf(run, looking).attempts.map(({ outcome }) => outcome), ['failed'])
      assert.equal(run.error?.info.code, 'REMOTE_LOGIN_REFUSED')
      assert.ok((run.error?.hint ?? '').length > 20, 'no word on what to do')
    },
  },
  {
    title: 'a file that comes a second time is not imported again; a file with a fault is kept, and goes on from there once it is mended',
    isFailureCase: true,
    async run({ world, user }) {
      await world.arrive('contrats.csv', [durand], 7200)
      const at = Math.floor(Date.now() / 1000) - 7200
      const flow = await open(user, world, 500)
      await utimes(join(world.ftp.folder, 'contrats', 'contrats.csv'), at, at)
      await start(user, flow)
      expectStatus(await only(user, flow), 'succeeded')
      await world.sql(`UPDATE contrats SET assure = 'Durand-Martin'`)
      await world.arrive('contrats.csv', [durand])
      await utimes(join(world.ftp.folder, 'contrats', 'contrats.csv'), at, at)
      await start(user, flow)
      await only(user, flow, 2)
      assert.deepEqual(await world.rows(), [{ numero: 'A-1001', assure: 'Durand-Martin', prime: '412.50' }])
      assert.deepEqual(await world.remoteNames(), [])
      await world.sql('ALTER TABLE contrats RENAME TO contrats_en_travaux')
      await world.arrive('nouveaux.csv', [petit])
      const runId = await start(user, flow)
      expectStatus(await only(user, flow, 3), 'failed')
      assert.deepEqual([await world.remoteNames(), await world.localNames('entrants')], [[], ['nouveaux.csv']])
      await world.sql('ALTER TABLE contrats_en_travaux RENAME TO contrats')
      await user.client.call('retryRun', { params: { id: runId } })
      expectStatus(await only(user, flow, 4), 'succeeded')
      assert.equal((await world.rows()).length, 2)
      assert.deepEqual([await world.localNames('entrants'), await world.localNames('done')], [[], ['contrats.csv', 'nouveaux.csv']])
    },
  },
]

function environment(world: ContractWorld): { readonly [name: string]: string } {
  return { MAILLON_FOLDERS: `assurance=${world.folder}:rw` }
}

/** S5 of the product: files that arrive at an uncertain hour, tried again until there are some, each imported once. */
export const insuranceImport: GalleryFlow<ContractWorld> = { id: 'insurance-import', startWorld: startContractWorld, environment, cases }
