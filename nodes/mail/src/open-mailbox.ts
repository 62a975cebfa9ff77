import { nearestName, userError, type LocalizedText, type MaillonError, type NodeContext } from '@maillon/node-sdk'
import type { ImapFlow, MailboxObject } from 'imapflow'
import { accessToken } from './access-token.js'
import { imapError } from './imap-errors.js'
import type { ImapAccount } from './mail-account.js'
import { isAddress, type MailReach } from './smtp-transport.js'

const mebibyte = 1024 * 1024

/** How long to wait, milliseconds. Defaults: 30,000 for connecting, 120,000 for an answer. */
export interface ImapPatience {
  readonly connectMs?: number
  readonly answerMs?: number
}

/**
 * Log in, let `work` do its part, log out. The connection goes to the address that the host has checked, under the name of the server;
 * answers are bounded, whatever the server announces.
 *
 * @throws MaillonError `MAIL_…`, retryable only where that can help
 */
export async function withImap<Value>(account: ImapAccount, context: MailReach & { readonly patience?: ImapPatience }, work: (client: ImapFlow) => Promise<Value>): Promise<Value> {
  context.signal.throwIfAborted()
  const client = await clientOf(account, context)
  const stop = () => client.close()
  context.signal.addEventListener('abort', stop, { once: true })
  // What breaks while nothing is asked shows in the next command.
  client.on('error', () => undefined)
  let hasConnected = false
  try {
    await client.connect()
    hasConnected = true
    const value = await work(client)
    await client.logout().catch(() => undefined)
    return value
  } catch (error) {
    context.signal.throwIfAborted()
    throw imapError(error, account, hasConnected)
  } finally {
    context.signal.removeEventListener('abort', stop)
    client.close()
  }
}

async function clientOf(account: ImapAccount, context: MailReach & { readonly patience?: ImapPatience }): Promise<ImapFlow> {
  const { ImapFlow } = await import('imapflow')
  const { login, host, port, security } = account
  const { address } = await context.resolveHost(host, port)
  const { connectMs = 30_000, answerMs = 120_000 } = context.patience ?? {}
  return new ImapFlow({
    host: address,
    port,
    secure: security === 'tls',
    ...(security === 'tls' ? {} : { doSTARTTLS: security === 'starttls' }),
    ...(isAddress(host) ? {} : { servername: host }),
    auth: login.kind === 'password' ? { user: login.user, pass: login.pass } : { user: login.user, accessToken: await accessToken(login.grant, context) },
    clientInfo: { name: 'Maillon' },
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    socketTimeout: answerMs,
    // A mailbox of a million messages answers a search in one line of 8 MB; messages are fetched in parts of half a MB.
    maxLineLength: 32 * mebibyte,
    maxLiteralSize: 8 * mebibyte,
    maxResponseSize: 48 * mebibyte,
  })
}

/** Select a folder by the name that people see. @throws UserError `MAIL_FOLDER_UNKNOWN` with the nearest name there is. */
export async function openFolder(client: ImapFlow, folder: string, mode: 'read' | 'write'): Promise<MailboxObject> {
  const path = folder.trim() === '' ? 'INBOX' : folder.trim()
  if (/[\p{Cc}]/u.test(path)) throw unknownFolder(path, [])
  try {
    return await client.mailboxOpen(path, { readOnly: mode === 'read' })
  } catch (error) {
    const names = client.usable ? await folderNames(client) : null
    if (names === null || names.includes(path)) throw error
    throw unknownFolder(path, names)
  }
}

/** Paths of all folders, at most a thousand. */
export async function folderNames(client: ImapFlow): Promise<readonly string[]> {
  const folders = await client.list({ listOnly: true })
  return folders.slice(0, 1000).map(({ path }) => path)
}

export function unknownFolder(folder: string, names: readonly string[]): MaillonError {
  return userError({
    code: 'MAIL_FOLDER_UNKNOWN',
    text: { fr: `La boîte n’a pas de dossier « ${folder.slice(0, 100)} ».`, en: `The mailbox has no folder “${folder.slice(0, 100)}”.` },
    hint: folderHint(folder, names),
    field: '/folder',
  })
}

/** Without names (they weren't asked for, or there are none), how to write one. */
function folderHint(folder: string, names: readonly string[]): LocalizedText {
  if (names.length === 0) return { fr: 'Écrivez son nom tel que la boîte le montre, sur une seule ligne.', en: 'Write its name as the mailbox shows it, on a single line.' }
  const near = nearestName(folder, names)
  if (near !== null) return { fr: `Vouliez-vous dire « ${near} » ?`, en: `Did you mean “${near}”?` }
  const shown = names.slice(0, 20)
  return { fr: `Dossiers : ${shown.map((name) => `« ${name} »`).join(', ')}.`, en: `Folders: ${shown.map((name) => `“${name}”`).join(', ')}.` }
}

/** What a step needs to read a mailbox. */
export type MailboxContext = MailReach & Pick<NodeContext<unknown>, 'files' | 'log' | 'locale'>
