import type { JsonObject, LocalizedText, NodeContext, OpenCredential } from '@maillon/node-sdk'
import { sqlAccount } from './sql-account.js'
import { withAccount } from './with-database.js'

/** What a connection test found, in words and as data. */
export interface ConnectionFound {
  readonly text: LocalizedText
  readonly data: JsonObject
}

/** Log in and look which tables there are. @throws MaillonError whose sentence names the cause of a refusal */
export function testSql(credential: OpenCredential, context: Pick<NodeContext<unknown>, 'resolveHost' | 'signal'>): Promise<ConnectionFound> {
  return withAccount(sqlAccount(credential), { ...context, mode: 'read', timeoutMs: 10_000 }, async (session, account) => {
    const tables = await session.tableNames()
    return {
      text: { fr: `Connecté à la base ${account.database} : ${tables.length} table(s).`, en: `Connected to the database ${account.database}: ${tables.length} table(s).` },
      data: { tables: [...tables] },
    }
  })
}
