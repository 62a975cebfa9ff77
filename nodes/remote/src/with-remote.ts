import type { NodeContext } from '@maillon/node-sdk'
import { openFtp } from './ftp-store.js'
import { remoteAccount, type RemoteAccount } from './remote-account.js'
import type { RemoteStore } from './remote-store.js'
import { openSftp } from './sftp-store.js'

/** What an adapter needs of a context. */
export type RemoteReach = Pick<NodeContext<unknown>, 'resolveHost' | 'http' | 'signal' | 'now'> & { readonly idempotencyKey: string; readonly patienceMs?: number }

const standardPatienceMs = 30_000

/** The slot of all nodes of this package. */
export const remoteSlot = { slot: 'server', types: ['ftp', 'sftp', 's3'], label: { fr: 'Serveur de fichiers', en: 'File server' }, required: true } as const

/** Connect to where the step's credential leads, let `work` do its part, and close. @throws MaillonError `REMOTE_…`, `EGRESS_…` */
export async function withRemote<Value>(context: RemoteReach & Pick<NodeContext<unknown>, 'credential'>, work: (store: RemoteStore) => Promise<Value>): Promise<Value> {
  const account = remoteAccount(await context.credential(remoteSlot.slot))
  return withAccount(account, context, work)
}

/** The same for an account at hand. */
export async function withAccount<Value>(account: RemoteAccount, context: RemoteReach, work: (store: RemoteStore) => Promise<Value>): Promise<Value> {
  context.signal.throwIfAborted()
  const store = await open(account, context)
  try {
    return await work(store)
  } catch (error) {
    context.signal.throwIfAborted()
    throw error
  } finally {
    await store.close()
  }
}

async function open(account: RemoteAccount, context: RemoteReach): Promise<RemoteStore> {
  // With its signer and parser, which most servers never need.
  if (account.kind === 's3') return (await import('./s3-store.js')).openS3(account, context)
  const { address } = await context.resolveHost(account.host, account.port)
  const opening = { address, signal: context.signal, key: context.idempotencyKey, patienceMs: context.patienceMs ?? standardPatienceMs }
  return account.kind === 'ftp' ? openFtp(account, opening) : openSftp(account, opening)
}
