import assert from 'node:assert/strict'
import type { JsonObject } from '@maillon/kernel'
import { startOutside, startTestSmtp, type OutsideServer, type TestSmtp } from '@maillon/test-kit'
import type { SignedIn } from '../../world/sign-in.js'
import { collectionContent, fillCollection } from '../collection-content.js'
import type { GalleryFlow } from '../gallery-flow.js'
import { endOfRun, expectStatus, plain, publishFromGallery, runNow } from '../play-flow.js'

interface ParcelWorld {
  readonly carrier: OutsideServer
  readonly smtp: TestSmtp
  /** What the carrier says, by tracking number. */
  readonly states: Map<string, { state: string; location: string }>
  isDown: boolean
  stop(): Promise<void>
}

const token = 'carrier-token'

async function startParcelWorld(): Promise<ParcelWorld> {
  const states = new Map([['C-1', { state: 'en livraison', location: 'Lyon' }], ['C-2', { state: 'parti', location: 'Paris' }], ['C-3', { state: 'livré', location: 'Nice' }]])
  const world = { isDown: false }
  const smtp = await startTestSmtp()
  const carrier = await startOutside(({ path, headers }) => {
    if (headers['authorization'] !== `Bearer ${token}`) return { status: 401, json: { error: 'unauthorised' } }
    if (world.isDown) return { status: 503, json: { error: 'maintenance' } }
    const number = path.replace('/parcels/', '')
    const known = states.get(number)
    return known === undefined ? { status: 404, json: { error: 'unknown parcel' } } : { json: { trackingNumber: number, ...known } }
  })
  return Object.assign(world, { carrier, smtp, states, stop: async () => void (await Promise.all([carrier.stop(), smtp.stop()])) })
}

const parcel = (numero: string, more: JsonObject = {}): JsonObject => ({ numero, client: `Client ${numero}`, email: `${numero.toLowerCase()}@example.com`, statut: 'parti', ...more })

async function open(user: SignedIn, world: ParcelWorld, rows: readonly JsonObject[]) {
  await fillCollection(user, { name: 'Colis', keys: ['numero'], rows })
  return publishFromGallery(user, 'parcel-status', {
    accounts: { Transporteur: { type: 'http-bearer', values: { address: world.carrier.url, token } }, Messagerie: { type: 'smtp', values: { ...world.smtp.credential } } },
    change: (node) => (node.type === 'http.request' ? { ...node, params: { ...node.params, url: `${world.carrier.url}/parcels/{{item.numero}}` }, retry: { attempts: 1, wait: { kind: 'fixed', ms: 100 } } } : node),
  })
}

const told = ({ smtp }: ParcelWorld) => smtp.mails.map(({ envelope, parsed }) => `${envelope.to.join(',')} ${plain(parsed.subject)}`).toSorted()
const statuses = async (user: SignedIn) => Object.fromEntries(((await collectionContent(user, 'Colis')) ?? []).map(({ numero, statut }) => [numero, statut]))

export const parcelStatus: GalleryFlow<ParcelWorld> = {
  id: 'parcel-status',
  startWorld: startParcelWorld,
  cases: [
    {
      title: 'customers whose parcel moved get one mail, and delivered parcels are asked for no more',
      isFailureCase: false,
      async run({ world, user }) {
        const flow = await open(user, world, [parcel('C-1'), parcel('C-2'), parcel('C-3'), parcel('C-4', { statut: 'livré' })])
        expectStatus(await runNow(user, flow), 'succeeded')
        assert.deepEqual(told(world), ['c-1@example.com Votre colis C-1 : en livraison', 'c-3@example.com Votre colis C-3 : livré'])
        assert.deepEqual(await statuses(user), { 'C-1': 'en livraison', 'C-2': 'parti', 'C-3': 'livré', 'C-4': 'livré' })
        const before = world.carrier.requests.length
        expectStatus(await runNow(user, flow), 'succeeded')
        assert.deepEqual(world.carrier.requests.slice(before).map(({ path }) => path), ['/parcels/C-1', '/parcels/C-2'])
        assert.equal(told(world).length, 2, 'nobody is told twice')
        assert.ok((await user.client.call('flow', { params: { id: flow.id } })).nextRunAt !== null, 'the schedule has no next instant')
      },
    },
    {
      title: 'a parcel that the carrier does not know and an address that is none are set aside; the others are told',
      isFailureCase: true,
      async run({ world, user }) {
        const flow = await open(user, world, [parcel('C-1', { email: 'pas une adresse' }), parcel('C-3'), parcel('C-9')])
        const detail = await runNow(user, flow)
        expectStatus(detail, 'warned')
        assert.deepEqual(told(world), ['c-3@example.com Votre colis C-3 : livré'])
        assert.deepEqual(Object.fromEntries(detail.steps.map(({ node, setAside }) => [node, setAside]).filter(([, count]) => count !== 0)), { demander: 1, 'ecrire-au-client': 1 })
      },
    },
    {
      title: 'where the mail server refuses the password nobody is forgotten: the rows are set aside, and sent alone once it is mended',
      isFailureCase: true,
      async run({ world, user }) {
        const flow = await open(user, world, [parcel('C-1'), parcel('C-3')])
        const { credentials } = await user.client.call('credentials', {})
        const account = credentials.find(({ name }) => name === 'Messagerie')
        assert.ok(account !== undefined)
        const password = (text: string) => user.client.call('changeCredential', { params: { id: account.id }, body: { name: 'Messagerie', type: 'smtp', values: { ...world.smtp.credential, password: text } } })
        await password('wrong')
        const detail = await runNow(user, flow)
        expectStatus(detail, 'warned')
        assert.equal(told(world).length, 0)
        await password(world.smtp.credential.password)
        const step = { id: detail.run.id, node: 'ecrire-au-client' }
        const { rows } = await user.client.call('setAside', { params: step })
        const { runId } = await user.client.call('runRows', { params: step, body: { rows: rows.map(({ item }) => item ?? {}), of: rows.map(({ index }) => index) } })
        expectStatus(await endOfRun(user, runId), 'succeeded')
        assert.equal(told(world).length, 2)
      },
    },
  ],
}
