import { createHash } from 'node:crypto'
import { isMaillonError, MaillonError } from '@maillon/node-sdk'
import { deliver, readAddress, smtpAccount, type ComposedMail } from '@maillon/node-mail/delivery'
import { fieldOf, slotOf, type Delivery, type NotifyContext, type Sent } from './delivery.js'
import { accountMissing } from './notify-errors.js'

export type EmailDelivery = Delivery & { readonly channel: 'email'; readonly to: string }

/** One mail for each recipient: nobody sees who else was told, and each can fail by itself. */
export async function sendEmail(delivery: EmailDelivery, context: NotifyContext): Promise<Sent> {
  const credential = await context.credential(slotOf(delivery))
  if (credential === null) throw accountMissing('email')
  try {
    const account = smtpAccount(credential)
    const to = readAddress(delivery.to, fieldOf(delivery, 'to'))
    const sent = await deliver(mailOf({ ...delivery, from: account.from, to }, context), account, context)
    return { reference: typeof sent['messageId'] === 'string' ? sent['messageId'] : null }
  } catch (error) {
    throw atChannel(error, delivery)
  }
}

function mailOf(
  { from, to, subject, text, index }: Pick<ComposedMail, 'from'> & Pick<EmailDelivery, 'subject' | 'text' | 'index'> & { readonly to: ComposedMail['from'] },
  { idempotencyKey }: NotifyContext,
): ComposedMail {
  const id = createHash('sha256').update(`${idempotencyKey}/${index}/${to.address}`).digest('hex').slice(0, 40)
  return {
    from,
    to: [to],
    cc: [],
    bcc: [],
    replyTo: null,
    subject: subject.slice(0, 500),
    html: '',
    text,
    priority: 'normal',
    messageId: `<${id}@${from.address.slice(from.address.lastIndexOf('@') + 1)}>`,
    attachments: [],
    images: [],
    thread: null,
  }
}

/** The mail package names its own fields; here the recipients stand in the channel. */
function atChannel(error: unknown, delivery: EmailDelivery): unknown {
  if (!isMaillonError(error) || error.info.field?.startsWith('/to') !== true) return error
  return new MaillonError({ ...error.info, field: fieldOf(delivery, 'to') }, { cause: error })
}
