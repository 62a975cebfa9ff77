import assert from 'node:assert/strict'
import type { FlowDetail } from '@maillon/api-contract'
import type { RunningMaillon } from '../../world/start-maillon.js'
import type { SignedIn } from '../../world/sign-in.js'
import type { GalleryCase, GalleryFlow } from '../gallery-flow.js'
import { endedRuns, expectStatus, openGalleryFlow, stepOf, switchOn } from '../in-gallery.js'
import { plain } from '../play-flow.js'
import { shopSecret, startShopWorld, type ShopWorld } from './shop-world.js'

const order = { number: 'W-2001', customer: 'Jeanne Dupont', email: 'jeanne@client.test', lines: [{ sku: 'CAF-250', quantity: 10 }, { sku: 'THE-100', quantity: 2 }] }

async function open(user: SignedIn, world: ShopWorld): Promise<FlowDetail> {
  return switchOn(user, await openGalleryFlow(user, { id: 'ecommerce-orders', accounts: world.accounts }))
}

/** As the shop does it for each order. */
function report(maillon: RunningMaillon, body: object, { secret = shopSecret, delivery }: { readonly secret?: string; readonly delivery?: string } = {}): Promise<Response> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${secret}`, ...(delivery === undefined ? {} : { 'x-delivery-id': delivery }) }
  return fetch(`${maillon.url}/hooks/boutique/commandes`, { method: 'POST', headers, body: JSON.stringify(body) })
}

const cases: readonly GalleryCase<ShopWorld>[] = [
  {
    title: 'an order that the shop reports is recorded, invoiced and confirmed once, however often it is reported',
    isFailureCase: false,
    async run({ world, maillon, user }) {
      const flow = await open(user, world)
      const answers = await Promise.all([1, 2, 3].map(() => report(maillon, order, { delivery: 'delivery-2001' })))
      assert.deepEqual(answers.map(({ status }) => status), [200, 200, 200])
      const [run, ...others] = await endedRuns(user, flow.id, 1)
      assert.ok(run !== undefined && others.length === 0)
      expectStatus(run, 'succeeded')
      assert.deepEqual(await world.orders(), [{ numero: 'W-2001', client: 'Jeanne Dupont', total: '49.50' }])
      assert.equal(world.smtp.mails.length, 1)
      const [mail] = world.smtp.mails
      assert.deepEqual([mail?.envelope.to, mail?.parsed.subject, mail?.parsed.attachments.map(({ filename }) => filename)], [['jeanne@client.test'], 'Votre commande W-2001', ['facture-W-2001.pdf']])
      assert.match(String(world.chats.posts[0]?.body['text']), /W-2001 à préparer : 2 article/)
    },
  },
  {
    title: 'an order beyond the stock is not invoiced: the customer and purchasing are told what is missing',
    isFailureCase: true,
    async run({ world, maillon, user }) {
      const flow = await open(user, world)
      await report(maillon, { ...order, number: 'W-2002', lines: [...order.lines.slice(0, 1), { sku: 'THE-100', quantity: 3 }, { sku: 'GONE', quantity: 1 }] })
      const [run] = await endedRuns(user, flow.id, 1)
      assert.ok(run !== undefined)
      expectStatus(run, 'succeeded')
      assert.deepEqual(await world.orders(), [])
      const html = plain(world.smtp.mails[0]?.parsed.html)
      assert.ok(html.includes('Thé vert 100 g : 3 commandés, 2 en stock') && html.includes('article inconnu') && !html.includes('Café'), html)
      assert.deepEqual(world.smtp.mails[0]?.parsed.attachments, [])
      assert.match(String(world.chats.posts[0]?.body['text']), /W-2002 : THE-100, GONE/)
    },
  },
  {
    title: 'a call without the secret starts nothing; an order without lines, and a database that is away, fail in words and go on once mended',
    isFailureCase: true,
    async run({ world, maillon, user }) {
      const flow = await open(user, world)
      assert.equal((await report(maillon, order, { secret: 'guessed' })).status, 401)
      await world.sql('ALTER TABLE articles RENAME TO articles_en_travaux')
      await report(maillon, { ...order, number: 'W-2003' })
      const [failed] = await endedRuns(user, flow.id, 1)
      assert.ok(failed !== undefined)
      expectStatus(failed, 'failed')
      assert.ok((failed.error?.sentence ?? '').includes('une table qui n’existe pas'), failed.error?.sentence)
      await world.sql('ALTER TABLE articles_en_travaux RENAME TO articles')
      await user.client.call('retryRun', { params: { id: failed.run.id } })
      expectStatus((await endedRuns(user, flow.id, 2)).at(-1) ?? failed, 'succeeded')
      assert.deepEqual((await world.orders()).map(({ numero }) => numero), ['W-2003'])
      await report(maillon, { number: 'W-2004', customer: 'X', email: 'x@client.test' })
      const odd = (await endedRuns(user, flow.id, 3)).at(-1)
      assert.ok(odd !== undefined)
      expectStatus(odd, 'failed')
      assert.equal(stepOf(odd, 'commande').status, 'failed')
      assert.ok((odd.error?.sentence ?? '').includes('lines'), odd.error?.sentence)
    },
  },
]

/** The business case of an online shop. */
export const ecommerceOrders: GalleryFlow<ShopWorld> = { id: 'ecommerce-orders', startWorld: startShopWorld, cases }
