import assert from 'node:assert/strict'
import type { JsonObject } from '@maillon/kernel'
import { fakeCortex, startOutside, type FakeCortex, type OutsideServer } from '@maillon/test-kit'
import { collectionContent } from '../collection-content.js'
import type { GalleryFlow } from '../gallery-flow.js'
import { endOfRun, expectStatus, isLogged, plain, publishFromGallery, retryFailed, runNow } from '../play-flow.js'

interface NightlyWorld {
  readonly api: FakeCortex
  readonly server: OutsideServer
  /** What the API has, by data set; changed in place. */
  readonly data: { readonly [name: string]: JsonObject[] }
  /** Data sets that answer with an error. */
  readonly broken: Set<string>
  stop(): Promise<void>
}

const names = { clients: 'customers', techniciens: 'technicians', sites: 'sites', contrats: 'contracts', interventions: 'jobs' } as const
const collections = ['Clients', 'Techniciens', 'Sites', 'Contrats', 'Interventions'] as const

async function startNightlyWorld(): Promise<NightlyWorld> {
  const data = Object.fromEntries(Object.values(names).map((name, index) => [name, Array.from({ length: 150 + index * 60 }, (_, n): JsonObject => ({ id: `${name}-${n + 1}`, label: `${name} ${n + 1}`, rank: n }))]))
  const api = fakeCortex({ data })
  const broken = new Set<string>()
  const server = await startOutside((request) => (broken.has(request.path) ? { status: 500, json: { error: 'database unavailable' } } : api.answer(request)))
  return { api, server, data, broken, stop: () => server.stop() }
}

const own = ({ api, server }: NightlyWorld) => ({ accounts: { API: { type: 'cortex', values: { address: server.url, ...api.account } } } })
const hourIn = (instant: string, timeZone: string) => new Intl.DateTimeFormat('fr-FR', { timeZone, hour: '2-digit', minute: '2-digit' }).format(new Date(instant))

export const nightlySync: GalleryFlow<NightlyWorld> = {
  id: 'nightly-sync',
  startWorld: startNightlyWorld,
  cases: [
    {
      title: 'five collections are what the API has, with statistics; the journal says who ran it, when and how long',
      isFailureCase: false,
      async run({ world, user }) {
        const flow = await publishFromGallery(user, 'nightly-sync', own(world))
        assert.ok(flow.nextRunAt !== null && hourIn(flow.nextRunAt, 'America/Toronto') === '01:00', `next at ${flow.nextRunAt}`)
        expectStatus(await runNow(user, flow), 'succeeded')
        for (const [index, set] of Object.values(names).entries()) assert.deepEqual(await collectionContent(user, collections[index] ?? ''), world.data[set])

        world.data['customers']?.push({ id: 'customers-new', label: 'New', rank: 1 })
        world.data['jobs']?.splice(0, 10)
        Object.assign(world.data['sites']?.[0] ?? {}, { label: 'Renamed' })
        const started = await user.client.call('startRun', { params: { id: flow.id }, body: { what: 'published' } })
        assert.ok(started.startedBy === 'Camille Durand' && Date.now() - Date.parse(started.acceptedAt) < 60_000, JSON.stringify(started))
        const second = await endOfRun(user, started.runId)
        expectStatus(second, 'succeeded')
        assert.deepEqual(await collectionContent(user, 'Interventions'), world.data['jobs'])
        const { items } = await user.client.call('stepOutput', { params: { id: second.run.id, node: 'ensemble', port: 'main' } })
        const total = Object.values(world.data).reduce((sum, rows) => sum + rows.length, 0)
        assert.deepEqual(items.map(({ json }) => json), [{ ajoutees: 1, modifiees: 1, supprimees: 10, lignes: total, collections: 5 }])
        assert.ok(await isLogged(user, second, 'Cinq collections synchronisées'))
        const { runs } = await user.client.call('runs', { query: { flowId: flow.id, limit: 20 } })
        assert.equal(runs.length, 2)
        assert.match(plain(runs[0]?.message), /^Cinq collections synchronisées : \d+ lignes, 1 ajoutées, 1 modifiées, 10 supprimées\.$/)
        assert.deepEqual(runs[0]?.statistics, { ajoutees: 1, lignes: total, modifiees: 1, supprimees: 10 })
        assert.ok(runs.every(({ startedBy, startedAt, durationMs, status, origin }) => startedBy === 'Camille Durand' && startedAt !== null && durationMs !== null && status === 'succeeded' && origin === 'manual'))
      },
    },
    {
      title: 'an API that gives nothing empties no copy, and the run says what is missing',
      isFailureCase: true,
      async run({ world, user }) {
        const flow = await publishFromGallery(user, 'nightly-sync', own(world))
        expectStatus(await runNow(user, flow), 'succeeded')
        const old = structuredClone(world.data)
        world.data['sites']?.splice(0)
        const four = await runNow(user, flow)
        expectStatus(four, 'failed')
        assert.match(four.run.message ?? '', /4 collections sur cinq sont synchronisées/)
        for (const rows of Object.values(world.data)) rows.splice(0)
        const none = await runNow(user, flow)
        expectStatus(none, 'failed')
        assert.match(none.run.message ?? '', /aucune ligne/)
        for (const [index, set] of Object.values(names).entries()) assert.deepEqual(await collectionContent(user, collections[index] ?? ''), old[set])
      },
    },
    {
      title: 'where one of the five fails the run says which; its old copy stays whole, and the retry brings what is missing',
      isFailureCase: true,
      async run({ world, user }) {
        const flow = await publishFromGallery(user, 'nightly-sync', { ...own(world), change: (node) => (node.type === 'cortex.call' ? { ...node, retry: { attempts: 1, wait: { kind: 'fixed', ms: 100 } } } : node) })
        expectStatus(await runNow(user, flow), 'succeeded')
        const old = structuredClone(world.data['contracts'])
        for (const rows of Object.values(world.data)) rows.splice(0, 5)
        world.broken.add('/data/contracts')
        const failed = await runNow(user, flow)
        expectStatus(failed, 'failed')
        assert.equal(failed.steps.find(({ node }) => node === 'contrats')?.status, 'failed')
        assert.deepEqual(await collectionContent(user, 'Contrats'), old)
        world.broken.clear()
        expectStatus(await retryFailed(user, failed), 'succeeded')
        for (const [index, set] of Object.values(names).entries()) assert.deepEqual(await collectionContent(user, collections[index] ?? ''), world.data[set])
      },
    },
  ],
}
