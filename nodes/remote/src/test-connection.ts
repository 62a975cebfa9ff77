import type { JsonObject, LocalizedText, OpenCredential } from '@maillon/node-sdk'
import { remoteAccount } from './remote-account.js'
import { withAccount, type RemoteReach } from './with-remote.js'

/** What a connection test found, in words and as data. */
export interface ConnectionFound {
  readonly text: LocalizedText
  readonly data: JsonObject
}

/** Log in and look at the first folder. @throws MaillonError whose sentence names the cause of a refusal */
export async function testRemote(credential: OpenCredential, context: Omit<RemoteReach, 'idempotencyKey'>): Promise<ConnectionFound> {
  const account = remoteAccount(credential)
  return withAccount(account, { patienceMs: 10_000, ...context, idempotencyKey: 'test' }, async (store) => {
    const names: string[] = []
    for await (const { name } of store.list('.')) if (names.push(name) === 50) break
    const place = account.kind === 's3' ? account.bucket : account.host
    return {
      text: { fr: `Connecté à ${place} : ${names.length === 50 ? 'au moins 50' : names.length} fichier(s) ou dossier(s) au premier niveau.`, en: `Connected to ${place}: ${names.length === 50 ? 'at least 50' : names.length} file(s) or folder(s) at the top.` },
      data: { names },
    }
  })
}
