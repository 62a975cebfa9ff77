import type { JsonObject, LocalizedText, OpenCredential } from '@maillon/node-sdk'
import { imapAccount, smtpAccount } from './mail-account.js'
import { mailError } from './mail-errors.js'
import { folderNames, openFolder, withImap } from './open-mailbox.js'
import { openSmtp, type MailReach } from './smtp-transport.js'

/** What a connection test found, in words and as data. */
export interface ConnectionFound {
  readonly text: LocalizedText
  readonly data: JsonObject
}

/** What a test reaches the server by, and how long it waits for it (default 10,000 ms). */
export type TestReach = MailReach & { readonly patienceMs?: number }

const standardPatienceMs = 10_000

/** Log in to a mailbox and look at it. @throws MaillonError whose sentence names the cause of a refusal */
export async function testImap(credential: OpenCredential, context: TestReach): Promise<ConnectionFound> {
  const { patienceMs = standardPatienceMs } = context
  const account = imapAccount(credential)
  return withImap(account, { ...context, patience: { connectMs: patienceMs, answerMs: 2 * patienceMs } }, async (client) => {
    const { exists } = await openFolder(client, 'INBOX', 'read')
    const folders = await folderNames(client)
    return {
      text: { fr: `Connecté à ${account.host} : ${exists} courriel(s) dans la boîte de réception, ${folders.length} dossier(s).`, en: `Connected to ${account.host}: ${exists} mail(s) in the inbox, ${folders.length} folder(s).` },
      data: { mails: exists, folders: [...folders] },
    }
  })
}

/** Log in to a mail server for sending, without sending anything. @throws MaillonError whose sentence names the cause of a refusal */
export async function testSmtp(credential: OpenCredential, context: TestReach): Promise<ConnectionFound> {
  const account = smtpAccount(credential)
  const transport = await openSmtp(account, context, context.patienceMs ?? standardPatienceMs)
  const stop = () => transport.close()
  context.signal.addEventListener('abort', stop, { once: true })
  try {
    await transport.verify()
    return { text: { fr: `Connecté à ${account.host}, prêt à envoyer. Aucun courriel n’est parti.`, en: `Connected to ${account.host}, ready to send. No mail was sent.` }, data: {} }
  } catch (error) {
    context.signal.throwIfAborted()
    throw mailError(error, { server: account, dataSent: false })
  } finally {
    context.signal.removeEventListener('abort', stop)
    transport.close()
  }
}
