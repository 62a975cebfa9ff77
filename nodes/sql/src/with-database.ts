import type { NodeContext } from '@maillon/node-sdk'
import { openMysql } from './mysql-session.js'
import { openPostgres } from './postgres-session.js'
import { sqlAccount, type SqlAccount } from './sql-account.js'
import type { SqlOpening, SqlSession } from './sql-session.js'

/** The slot of the nodes that reach a server. */
export const databaseSlot = { slot: 'database', types: ['postgres', 'mysql'], label: { fr: 'Base de données', en: 'Database' }, required: true } as const

type DatabaseReach = Pick<NodeContext<unknown>, 'resolveHost' | 'signal'>

/** Connect to the database of the step's credential, let `work` do its part, and close. @throws MaillonError `SQL_…`, `EGRESS_…` */
export async function withDatabase<Value>(context: DatabaseReach & Pick<NodeContext<unknown>, 'credential'>, opening: Omit<SqlOpening, 'signal'>, work: (session: SqlSession, account: SqlAccount) => Promise<Value>): Promise<Value> {
  return withAccount(sqlAccount(await context.credential(databaseSlot.slot)), { ...context, ...opening }, work)
}

/** The same for an account at hand. */
export async function withAccount<Value>(account: SqlAccount, context: DatabaseReach & Omit<SqlOpening, 'signal'>, work: (session: SqlSession, account: SqlAccount) => Promise<Value>): Promise<Value> {
  context.signal.throwIfAborted()
  const { address } = await context.resolveHost(account.host, account.port)
  const { signal, mode, timeoutMs } = context
  const session = await (account.kind === 'mysql' ? openMysql : openPostgres)(account, address, { signal, mode, timeoutMs })
  try {
    return await work(session, account)
  } catch (error) {
    signal.throwIfAborted()
    throw error
  } finally {
    await session.close()
  }
}
