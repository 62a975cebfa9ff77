import { Readable, Transform } from 'node:stream'
import type { JsonObject, NodeContext } from '@maillon/node-sdk'
import type { ComposedMail } from './compose-mail.js'
import { mailError } from './mail-errors.js'
import type { SmtpAccount } from './smtp-account.js'

/**
 * Hand the mail to the server. The connection goes to the address that the host has checked, under the name of the server.
 * @returns Message-ID, and the recipients that were accepted and refused.
 */
export async function deliver(mail: ComposedMail, account: SmtpAccount, context: Pick<NodeContext<unknown>, 'files' | 'resolveHost' | 'signal'>): Promise<JsonObject> {
  const { createTransport } = await import('nodemailer')
  const { address } = await context.resolveHost(account.host, account.port)
  const transport = createTransport({
    host: address,
    port: account.port,
    secure: account.security === 'tls',
    requireTLS: account.security === 'starttls',
    ignoreTLS: account.security === 'none',
    tls: isAddress(account.host) ? {} : { servername: account.host },
    ...(account.login === null ? {} : { auth: account.login }),
    connectionTimeout: 30_000,
    greetingTimeout: 30_000,
    socketTimeout: 120_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const handedOver = { all: false }
  transport.use('stream', (compiled, done) => {
    compiled.message.transform(() => watchEnd(handedOver))
    done()
  })
  const stop = () => transport.close()
  context.signal.addEventListener('abort', stop, { once: true })
  try {
    const sent = await transport.sendMail(messageOf(mail, context.files))
    return { messageId: mail.messageId, accepted: plainAddresses(sent.accepted), rejected: plainAddresses(sent.rejected) }
  } catch (error) {
    // Once the message is handed over, cancelling doesn't take it back: what became of it is unknown all the same.
    if (!handedOver.all) context.signal.throwIfAborted()
    throw mailError(error, { host: account.host, dataSent: handedOver.all })
  } finally {
    context.signal.removeEventListener('abort', stop)
    transport.close()
  }
}

/** TLS names no server by its address. */
function isAddress(host: string): boolean {
  return host.includes(':') || /^[\d.]+$/.test(host)
}

/** Notes when the last byte of the message has been taken: from then on a lost connection leaves the outcome unknown. */
function watchEnd(handedOver: { all: boolean }): Transform {
  return new Transform({
    transform: (part, _encoding, done) => done(null, part),
    flush: (done) => {
      handedOver.all = true
      done()
    },
  })
}

function messageOf(mail: ComposedMail, files: NodeContext<unknown>['files']) {
  return {
    from: mail.from,
    to: [...mail.to],
    cc: [...mail.cc],
    bcc: [...mail.bcc],
    ...(mail.replyTo === null ? {} : { replyTo: mail.replyTo }),
    subject: mail.subject,
    ...(mail.html === '' ? {} : { html: mail.html }),
    text: mail.text,
    priority: mail.priority,
    messageId: mail.messageId,
    headers: { 'Auto-Submitted': 'auto-generated' },
    attachments: mail.attachments.map((file) => ({ filename: file.name, contentType: file.mediaType, content: Readable.from(files.read(file)) })),
  }
}

function plainAddresses(list: readonly (string | { readonly address: string })[] | undefined): string[] {
  return (list ?? []).map((one) => (typeof one === 'string' ? one : one.address))
}
