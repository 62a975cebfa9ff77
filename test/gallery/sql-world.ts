import { randomBytes } from 'node:crypto'
import { startTestMariadb, startTestPostgres, startTestSmtp, type TestSmtp } from '@maillon/test-kit'
import mysql from 'mysql2/promise'
import pg from 'pg'
import { startWebhookInbox, type WebhookInbox } from './daily-report/webhook-inbox.js'
import type { Accounts } from './play-flow.js'

/** A company's own database with a mail server and the team's channel beside it: all real servers. */
export interface SqlWorld {
  readonly smtp: TestSmtp
  readonly inbox: WebhookInbox
  /** As the owner of the database. */
  sql(text: string): Promise<readonly { readonly [column: string]: unknown }[]>
  /** The accounts that flows ask for. `database`: with other values for it. */
  accounts(names: readonly string[], database?: { readonly [field: string]: unknown }): Accounts
  /** Take access to the database away from the account that flows use, or give it back. */
  letIn(isLetIn: boolean): Promise<void>
  stop(): Promise<void>
}

interface Database {
  readonly account: { readonly type: string; readonly values: { readonly [field: string]: unknown } }
  sql(text: string): Promise<readonly { readonly [column: string]: unknown }[]>
  letIn(isLetIn: boolean): Promise<void>
  stop(): Promise<void>
}

export async function startSqlWorld(kind: 'postgres' | 'mariadb', tables: string): Promise<SqlWorld> {
  const [database, smtp, inbox] = await Promise.all([kind === 'postgres' ? postgres() : mariadb(), startTestSmtp(), startWebhookInbox()])
  await database.sql(tables)
  return {
    smtp,
    inbox,
    sql: (text) => database.sql(text),
    letIn: (isLetIn) => database.letIn(isLetIn),
    accounts(names, values = {}) {
      const all: Accounts = {
        'Base de données': { type: database.account.type, values: { ...database.account.values, ...values } },
        Messagerie: { type: 'smtp', values: { ...smtp.credential } },
        'Canal de l’équipe': { type: 'webhook-url', values: { url: inbox.url } },
      }
      return Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name)))
    },
    stop: async () => {
      await Promise.all([database.stop(), smtp.stop(), inbox.close()])
    },
  }
}

async function postgres(): Promise<Database> {
  const server = await startTestPostgres()
  const url = new URL(server.connectionString)
  const client = new pg.Client({ connectionString: server.connectionString })
  await client.connect()
  const sql = async (text: string) => ((await client.query(text)) as unknown as { rows?: { [column: string]: unknown }[] }).rows ?? []
  // Users belong to the server, which tests share.
  const user = `flux_${randomBytes(6).toString('hex')}`
  await sql(`CREATE USER ${user} PASSWORD 'secret-flux-password'; GRANT ALL ON SCHEMA public TO ${user}; ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON TABLES TO ${user}`)
  return {
    account: { type: 'postgres', values: { host: '127.0.0.1', port: Number(url.port), database: url.pathname.slice(1), user, password: 'secret-flux-password', encryption: 'none' } },
    sql,
    letIn: async (isLetIn) => void (await sql(`ALTER USER ${user} PASSWORD '${isLetIn ? 'secret-flux-password' : 'changed-meanwhile'}'`)),
    stop: async () => {
      await client.end()
      await server.stop()
    },
  }
}

async function mariadb(): Promise<Database> {
  const server = await startTestMariadb()
  const { user, password, database, port } = server.credential
  const connection = await mysql.createConnection({ host: '127.0.0.1', port, user, password, database, multipleStatements: true })
  const root = await mysql.createConnection({ host: '127.0.0.1', port, user: 'root', database, multipleStatements: true })
  await root.query(`CREATE USER 'flux'@'%' IDENTIFIED BY 'secret-flux-password'; GRANT ALL ON ${database}.* TO 'flux'@'%'`)
  return {
    account: { type: 'mysql', values: { host: '127.0.0.1', port, database, user: 'flux', password: 'secret-flux-password', encryption: 'none' } },
    sql: async (text) => (await connection.query(text))[0] as { [column: string]: unknown }[],
    letIn: async (isLetIn) => void (await root.query(isLetIn ? `GRANT ALL ON ${database}.* TO 'flux'@'%'` : `REVOKE ALL ON ${database}.* FROM 'flux'@'%'; GRANT SELECT ON ${database}.* TO 'flux'@'%'`)),
    stop: async () => {
      await Promise.all([connection.end(), root.end()])
      await server.stop()
    },
  }
}
