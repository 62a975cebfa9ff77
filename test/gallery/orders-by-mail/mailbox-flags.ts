import { ImapFlow } from 'imapflow'
import type { TestImap } from '@maillon/test-kit'

/** The flags of each mail of the inbox by its subject, as another mail program sees them. */
export async function mailboxFlags({ credential }: TestImap): Promise<ReadonlyMap<string, readonly string[]>> {
  const client = new ImapFlow({ host: '127.0.0.1', port: credential.port, secure: false, doSTARTTLS: false, auth: { user: credential.user, pass: credential.password }, logger: false })
  await client.connect()
  try {
    await client.mailboxOpen('INBOX', { readOnly: true })
    const mails = await client.fetchAll('1:*', { flags: true, envelope: true })
    return new Map(mails.map(({ envelope, flags }) => [envelope?.subject ?? '', [...(flags ?? [])]]))
  } finally {
    await client.logout()
  }
}
