import assert from 'node:assert/strict'
import type { JsonObject } from '@maillon/kernel'
import { fakeCortex, startOutside, startTestSmtp, type FakeCortex, type OutsideServer, type TestSmtp } from '@maillon/test-kit'
import type { SignedIn } from '../../world/sign-in.js'
import { collectionContent } from '../collection-content.js'
import type { GalleryFlow } from '../gallery-flow.js'
import { endOfRun, expectStatus, plain, publishFromGallery, retryFailed, runNow } from '../play-flow.js'
import { workbookRows } from '../workbook-rows.js'

interface CortexWorld {
  readonly cortex: FakeCortex
  readonly server: OutsideServer
  readonly smtp: TestSmtp
  /** What CORTEX has; changed in place. */
  readonly units: JsonObject[]
  stop(): Promise<void>
}

const unit = (id: number): JsonObject => ({ id, name: `Unité ${id}`, city: ['Lyon', 'Nice', 'Lille'][id % 3] ?? '', capacity: 10 + (id % 7), active: id % 5 !== 0 })

async function startCortexWorld(): Promise<CortexWorld> {
  const units = Array.from({ length: 500 }, (_, index) => unit(index + 1))
  const cortex = fakeCortex({ units })
  const [server, smtp] = await Promise.all([startOutside(cortex.answer), startTestSmtp()])
  return { cortex, server, smtp, units, stop: async () => void (await Promise.all([server.stop(), smtp.stop()])) }
}

const collection = 'Unités CORTEX'
const accountsOf = ({ cortex, server, smtp }: CortexWorld) => ({ CORTEX: { type: 'cortex', values: { address: server.url, ...cortex.account } }, Messagerie: { type: 'smtp', values: { ...smtp.credential } } })

/** The group on call: one who is told, one who is not at the moment. */
async function fillDirectory(user: SignedIn): Promise<void> {
  const person = { type: 'email', groups: ['Astreinte'] } as const
  await user.client.call('createRecipient', { body: { ...person, groups: [...person.groups], name: 'Jeanne', address: 'jeanne@example.com', isActive: true } })
  await user.client.call('createRecipient', { body: { ...person, groups: [...person.groups], name: 'Zoé', address: 'zoe@example.com', isActive: false } })
}

const told = ({ smtp }: CortexWorld) => smtp.mails.map(({ envelope, parsed }) => `${envelope.to.join(',')} ${plain(parsed.subject)}`)

export const cortexSync: GalleryFlow<CortexWorld> = {
  id: 'cortex-sync',
  startWorld: startCortexWorld,
  cases: [
    {
      title: '500 units come in five pages, an alert goes out; the next hour only what changed is applied, written down and acknowledged',
      isFailureCase: false,
      async run({ world, user }) {
        await fillDirectory(user)
        const flow = await publishFromGallery(user, 'cortex-sync', { accounts: accountsOf(world) })
        const [asked, logins] = [world.server.requests.length, world.cortex.logins]
        expectStatus(await runNow(user, flow), 'succeeded')
        // A full last page leads to one more question: is there another?
        assert.deepEqual(world.server.requests.slice(asked).flatMap(({ path, query, headers }) => (path === '/units' && headers['authorization'] !== undefined ? [query.get('page')] : [])).slice(0, 5), ['1', '2', '3', '4', '5'])
        assert.ok(world.cortex.logins - logins <= 1, 'one token serves all pages')
        assert.deepEqual(await collectionContent(user, collection), world.units)
        assert.equal(world.cortex.acknowledged.size, 500)
        assert.deepEqual(told(world).toSorted(), ['exploitation@example.com CORTEX : 500 écart(s)', 'jeanne@example.com CORTEX : beaucoup d’écarts', 'responsable@example.com CORTEX : beaucoup d’écarts'])

        world.units.push(unit(501), unit(502), unit(503))
        Object.assign(world.units[9] ?? {}, { city: 'Brest', capacity: 99 })
        Object.assign(world.units[10] ?? {}, { active: false })
        world.units.splice(0, 1)
        const before = world.server.requests.length
        expectStatus(await runNow(user, flow), 'succeeded')
        const kept = (await collectionContent(user, collection)) ?? []
        assert.deepEqual(kept.toSorted(byId), world.units.toSorted(byId))
        const acknowledgement = world.server.requests.slice(before).find(({ path }) => path === '/units/acknowledgements')
        assert.deepEqual(((JSON.parse(acknowledgement?.body ?? '{}') as { readonly ids?: number[] }).ids ?? []).toSorted((a, b) => a - b), [10, 11, 501, 502, 503])
        assert.deepEqual(told(world).slice(3), ['exploitation@example.com CORTEX : 6 écart(s)'], 'six differences are no alert')
        const workbook = world.smtp.mails.at(-1)?.parsed.attachments[0]?.content ?? new Uint8Array()
        assert.deepEqual((await workbookRows(workbook, 'Nouvelles')).map(([id]) => id), [501, 502, 503])
        assert.deepEqual((await workbookRows(workbook, 'Modifiées')).map((row) => row.slice(0, 4).map(String)), [['10', 'city', 'Nice', 'Brest'], ['10', 'capacity', '13', '99'], ['11', 'active', 'true', 'false']])
        assert.deepEqual((await workbookRows(workbook, 'Supprimées')).map(([id]) => id), [1])

        const mails = world.smtp.mails.length
        expectStatus(await runNow(user, flow), 'succeeded')
        assert.equal(world.smtp.mails.length, mails, 'nothing changed, so nothing is sent')
      },
    },
    {
      title: 'a dry run says what it would do and changes nothing, here or there',
      isFailureCase: false,
      async run({ world, user }) {
        const flow = await publishFromGallery(user, 'cortex-sync', { accounts: accountsOf(world) })
        const { runId } = await user.client.call('startRun', { params: { id: flow.id }, body: { what: 'draft', isDryRun: true } })
        expectStatus(await endOfRun(user, runId), 'succeeded')
        const { items } = await user.client.call('stepOutput', { params: { id: runId, node: 'appliquer', port: 'main' } })
        assert.ok(JSON.stringify(items).includes('"added":500'), JSON.stringify(items).slice(0, 500))
        assert.equal(await collectionContent(user, collection), null)
        assert.equal(world.cortex.acknowledged.size, 0)
        assert.equal(world.smtp.mails.length, 0)
      },
    },
    {
      title: 'an empty list from CORTEX deletes nothing: the run fails and says why',
      isFailureCase: true,
      async run({ world, user }) {
        const flow = await publishFromGallery(user, 'cortex-sync', { accounts: accountsOf(world) })
        expectStatus(await runNow(user, flow), 'succeeded')
        const units = world.units.splice(0)
        const failed = await runNow(user, flow)
        expectStatus(failed, 'failed')
        assert.match(plain(failed.error?.sentence), /aucune unité/)
        assert.equal((await collectionContent(user, collection))?.length, 500)
        world.units.push(...units)
      },
    },
    {
      title: 'tokens that CORTEX forgot are renewed; a password that was changed fails at that step, and a retry goes on',
      isFailureCase: true,
      async run({ world, user }) {
        const flow = await publishFromGallery(user, 'cortex-sync', { accounts: accountsOf(world) })
        world.cortex.forgetTokens()
        expectStatus(await runNow(user, flow), 'succeeded')
        const { credentials } = await user.client.call('credentials', {})
        const account = credentials.find(({ name }) => name === 'CORTEX')
        assert.ok(account !== undefined)
        const change = (password: string) => user.client.call('changeCredential', { params: { id: account.id }, body: { name: 'CORTEX', type: 'cortex', values: { address: world.server.url, user: world.cortex.account.user, password } } })
        await change('wrong')
        const failed = await runNow(user, flow)
        expectStatus(failed, 'failed')
        assert.equal(failed.steps.find(({ node }) => node === 'unites')?.status, 'failed')
        assert.ok((failed.error?.sentence ?? '').length > 15 && failed.error?.hint !== null, 'no sentence and no hint')
        await change(world.cortex.account.password)
        expectStatus(await retryFailed(user, failed), 'succeeded')
      },
    },
  ],
}

function byId(one: JsonObject, other: JsonObject): number {
  return Number(one['id']) - Number(other['id'])
}
