import { FakeChats, startOutside, startTestPostgres, startTestSmtp, type TestSmtp } from '@maillon/test-kit'
import pg from 'pg'
import type { GalleryAccounts } from '../in-gallery.js'

export const shopSecret = 'shop-secret-canary-9d41'

/** The shop's database, a mail server and the team's channel. The shop itself is whoever calls the webhook. */
export interface ShopWorld {
  readonly smtp: TestSmtp
  readonly chats: FakeChats
  readonly accounts: GalleryAccounts
  orders(): Promise<readonly { readonly numero: string; readonly client: string; readonly total: string }[]>
  sql(text: string): Promise<void>
  stop(): Promise<void>
}

export async function startShopWorld(): Promise<ShopWorld> {
  const chats = new FakeChats()
  const [smtp, postgres, channel] = await Promise.all([startTestSmtp(), startTestPostgres(), startOutside(chats.answer)])
  const pool = new pg.Pool({ connectionString: postgres.connectionString, max: 2 })
  await pool.query(`CREATE TABLE articles (sku text PRIMARY KEY, title text NOT NULL, price numeric(10, 2) NOT NULL, stock integer NOT NULL)`)
  await pool.query(`INSERT INTO articles VALUES ('CAF-250', 'Café moulu 250 g', 3.90, 400), ('THE-100', 'Thé vert 100 g', 5.25, 2)`)
  await pool.query(`CREATE TABLE commandes (numero text PRIMARY KEY, client text NOT NULL, courriel text NOT NULL, total numeric(10, 2) NOT NULL)`)
  const url = new URL(postgres.connectionString)
  return {
    smtp, chats,
    accounts: {
      'Secret de la boutique': { type: 'http-bearer', values: { token: shopSecret } },
      'Base de la boutique': {
        type: 'postgres',
        values: { host: '127.0.0.1', port: Number(url.port), database: url.pathname.slice(1), user: decodeURIComponent(url.username), password: decodeURIComponent(url.password), encryption: 'none' },
      },
      Messagerie: { type: 'smtp', values: { ...smtp.credential } },
      'Équipe sur Slack': { type: 'webhook-url', values: { url: `${channel.url}/slack/secret` } },
    },
    orders: async () => (await pool.query<{ numero: string; client: string; total: string }>('SELECT numero, client, total::text FROM commandes ORDER BY numero')).rows,
    sql: async (text) => void (await pool.query(text)),
    async stop() {
      await pool.end()
      await Promise.all([smtp.stop(), channel.stop(), postgres.stop()])
    },
  }
}
