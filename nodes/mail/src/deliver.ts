import { Readable, Transform } from 'node:stream'
import { htmlPage, htmlSpaces, type JsonObject, type NodeContext } from '@maillon/node-sdk'
import type { ComposedMail } from './compose-mail.js'
import type { SmtpAccount } from './mail-account.js'
import { mailError } from './mail-errors.js'
import { openSmtp, type MailReach } from './smtp-transport.js'

/** Hand the mail to the server. @returns Message-ID, and the recipients that were accepted and refused. */
export async function deliver(mail: ComposedMail, account: SmtpAccount, context: MailReach & Pick<NodeContext<unknown>, 'files' | 'locale'>): Promise<JsonObject> {
  const transport = await openSmtp(account, context)
  const handedOver = { all: false }
  transport.use('stream', (compiled, done) => {
    compiled.message.transform(() => watchEnd(handedOver))
    done()
  })
  const stop = () => transport.close()
  context.signal.addEventListener('abort', stop, { once: true })
  try {
    const sent = await transport.sendMail(messageOf(mail, context))
    return { messageId: mail.messageId, accepted: plainAddresses(sent.accepted), rejected: plainAddresses(sent.rejected) }
  } catch (error) {
    // Once the message is handed over, cancelling doesn't take it back: what became of it is unknown all the same.
    if (!handedOver.all) context.signal.throwIfAborted()
    throw mailError(error, { server: account, dataSent: handedOver.all })
  } finally {
    context.signal.removeEventListener('abort', stop)
    transport.close()
  }
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

function messageOf(mail: ComposedMail, { files, locale }: Pick<NodeContext<unknown>, 'files' | 'locale'>) {
  return {
    from: mail.from,
    to: [...mail.to],
    cc: [...mail.cc],
    bcc: [...mail.bcc],
    ...(mail.replyTo === null ? {} : { replyTo: mail.replyTo }),
    subject: mail.subject,
    ...(mail.html === '' ? {} : { html: htmlSpaces(htmlPage(mail.html, { locale }), locale) }),
    text: mail.text,
    priority: mail.priority,
    messageId: mail.messageId,
    ...(mail.thread === null ? {} : { inReplyTo: mail.thread.inReplyTo, references: [...mail.thread.references] }),
    headers: { 'Auto-Submitted': mail.thread === null ? 'auto-generated' : 'auto-replied' },
    attachments: [
      ...mail.images.map(({ file, cid }) => ({ filename: file.name, contentType: file.mediaType, cid, contentDisposition: 'inline' as const, content: Readable.from(files.read(file)) })),
      ...mail.attachments.map((file) => ({ filename: file.name, contentType: file.mediaType, content: Readable.from(files.read(file)) })),
    ],
  }
}

function plainAddresses(list: readonly (string | { readonly address: string })[] | undefined): string[] {
  return (list ?? []).map((one) => (typeof one === 'string' ? one : one.address))
}
