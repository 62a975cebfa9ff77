import type { JsonObject } from '@maillon/kernel'
import { FakeChats, FakeTwilio, startOutside, startTestImap, startTestSmtp, type OutsideAnswer, type OutsideRequest, type OutsideServer, type TestImap, type TestSmtp } from '@maillon/test-kit'
import type { GalleryAccounts } from '../in-gallery.js'

const token = 'shop-token-canary'

/** A shop's API: the stock, and the orders that were placed. An `Idempotency-Key` makes one order. */
export class Shop {
  readonly orders: { readonly number: string; readonly key: string; readonly body: JsonObject }[] = []
  /** Answers the next posts with 503. */
  away = 0
  readonly articles = [
    { sku: 'CAF-250', title: 'Café moulu 250 g', price: 3.9, stock: 400 },
    { sku: 'THE-100', title: 'Thé vert 100 g', price: 5.25, stock: 60 },
    { sku: 'SUC-1K', title: 'Sucre roux 1 kg', price: 2.1, stock: 5 },
  ]

  readonly answer = (request: OutsideRequest): OutsideAnswer => {
    if (request.headers['authorization'] !== `Bearer ${token}`) return { status: 401, json: { error: 'unauthorized' } }
    if (request.method === 'GET' && request.path === '/api/stock') return { json: { articles: this.articles } }
    if (request.method === 'POST' && request.path === '/api/orders') return this.#place(request)
    return { status: 404, json: { error: 'not found' } }
  }

  #place({ headers, body }: OutsideRequest): OutsideAnswer {
    if (this.away > 0) {
      this.away -= 1
      return { status: 503, json: { error: 'maintenance' } }
    }
    const key = headers['idempotency-key'] ?? ''
    const there = this.orders.find((order) => order.key === key && key !== '')
    const order = there ?? { number: `C-${1001 + this.orders.length}`, key, body: JSON.parse(body) as JsonObject }
    if (there === undefined) this.orders.push(order)
    return { status: 201, json: { number: order.number } }
  }
}

/** Mailbox, mail server, shop, the team's channel and WhatsApp: each a server of its own. */
export interface OrderWorld {
  readonly imap: TestImap
  readonly smtp: TestSmtp
  readonly shop: Shop
  readonly shopUrl: string
  readonly chats: FakeChats
  readonly twilio: FakeTwilio
  readonly accounts: GalleryAccounts
  stop(): Promise<void>
}

export const teamNumber = '+33612345678'

export async function startOrderWorld(): Promise<OrderWorld> {
  const [shop, chats, twilio] = [new Shop(), new FakeChats(), new FakeTwilio()]
  twilio.openWindows.add(teamNumber)
  twilio.openWindows.add(`whatsapp:${teamNumber}`)
  const [imap, smtp, ...servers] = await Promise.all([startTestImap(), startTestSmtp(), startOutside(shop.answer), startOutside(chats.answer), startOutside(twilio.answer)])
  const [shopServer, chatServer, twilioServer] = servers as [OutsideServer, OutsideServer, OutsideServer]
  return {
    imap, smtp, shop, chats, twilio,
    shopUrl: shopServer.url,
    accounts: {
      'Boîte des commandes': { type: 'imap', values: { ...imap.credential } },
      Messagerie: { type: 'smtp', values: { ...smtp.credential } },
      Boutique: { type: 'http-bearer', values: { address: shopServer.url, token } },
      'Équipe sur Teams': { type: 'webhook-url', values: { url: `${chatServer.url}/teams/secret` } },
      WhatsApp: { type: 'twilio', values: { ...twilio.credential, address: twilioServer.url } },
    },
    async stop() {
      await Promise.all([imap.stop(), smtp.stop(), ...servers.map((server) => server.stop())])
    },
  }
}
