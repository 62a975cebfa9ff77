import { fatalError, isMaillonError, retryableError, sayAlreadySent, sendOnce, surelyNotSent, type ErrorInfo } from '@maillon/node-sdk'
import { capitalised } from './notify-errors.js'
import { channelNames } from './channels.js'
import type { Delivery, NotifyContext, Sent } from './delivery.js'
import { sendEmail, type EmailDelivery } from './send-email.js'
import { sendTwilio, type TwilioDelivery } from './send-twilio.js'
import { sendWebhook } from './send-webhook.js'

/** What came of one message. */
export type Outcome =
  | { readonly delivery: Delivery; readonly reference: string | null; readonly alreadyAt: string | null }
  | { readonly delivery: Delivery; readonly error: ErrorInfo }

/** Sends it, once over all attempts; what goes wrong is this message’s own. @throws only where the step itself is over */
export async function sendDelivery(delivery: Delivery, context: NotifyContext): Promise<Outcome> {
  context.signal.throwIfAborted()
  const idempotencyKey = `${context.idempotencyKey}/${delivery.index}/${delivery.to ?? delivery.recipient?.id ?? delivery.channel}`
  try {
    const { outcome, alreadyAt } = await sendOnce({ ...context, idempotencyKey }, context.params.ifUnknown, async () => ({
      ...(await send(delivery, context)),
    }))
    if (alreadyAt !== null) sayAlreadySent(context, alreadyAt)
    return { delivery, reference: typeof outcome['reference'] === 'string' ? outcome['reference'] : null, alreadyAt }
  } catch (error) {
    context.signal.throwIfAborted()
    if (!isMaillonError(error)) throw error
    return { delivery, error: error.info }
  }
}

async function send(delivery: Delivery, context: NotifyContext): Promise<Sent> {
  try {
    return await byChannel(delivery, context)
  } catch (error) {
    throw isBroken(error) ? outcomeUnknown(delivery, context, error) : error
  }
}

function byChannel(delivery: Delivery, context: NotifyContext): Promise<Sent> {
  const { channel } = delivery
  switch (channel) {
    case 'email':
      return sendEmail(delivery as EmailDelivery, context)
    case 'whatsapp':
    case 'sms':
      return sendTwilio(delivery as TwilioDelivery, context)
    default:
      return sendWebhook({ ...delivery, channel }, context)
  }
}

/** The HTTP client’s errors that leave open whether the service has the message; a channel’s own errors say what they mean. */
function isBroken(error: unknown): boolean {
  return isMaillonError(error) && error.info.code.startsWith('EGRESS_') && !surelyNotSent(error)
}

function outcomeUnknown({ channel }: Delivery, { params }: NotifyContext, cause: unknown) {
  const name = channelNames[channel]
  const about = {
    code: 'NOTIFY_SENDING_OUTCOME_UNKNOWN',
    text: {
      fr: `${capitalised(name.fr)} : la liaison s’est rompue pendant l’envoi, on ne sait pas si le message est arrivé.`,
      en: `${capitalised(name.en)}: the connection broke during the sending, nobody knows whether the message arrived.`,
    },
    hint: {
      fr: 'Regardez dans le canal, puis choisissez « envoyer à nouveau » si rien n’y est.',
      en: 'Look in the channel, then choose “send again” if nothing is there.',
    },
    field: '/ifUnknown',
    details: cause instanceof Error ? cause.message : '',
  }
  return params.ifUnknown === 'again' ? retryableError(about) : fatalError(about)
}
