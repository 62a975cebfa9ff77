import { setTimeout as sleep } from 'node:timers/promises'
import { parseOutsideJson, userError, type HttpResponse, type Json, type OpenCredential } from '@maillon/node-sdk'
import type { AddressedChannel } from './channels.js'
import { fieldOf, slotOf, type Delivery, type NotifyContext, type Sent } from './delivery.js'
import { accountMissing } from './notify-errors.js'
import { phoneNumber } from './phone-number.js'
import { postPatiently, waitOf } from './post-patiently.js'
import { twilioError } from './twilio-errors.js'

/** When a WhatsApp message is looked after: refusals by WhatsApp come a moment after Twilio has taken it. */
const looksAfterMs = [500, 1500, 3000]
const pending: ReadonlySet<Json | undefined> = new Set(['accepted', 'queued', 'sending', 'scheduled'])

export type TwilioDelivery = Delivery & { readonly channel: Exclude<AddressedChannel, 'email'>; readonly to: string }

export async function sendTwilio(delivery: TwilioDelivery, context: NotifyContext): Promise<Sent> {
  const slot = slotOf(delivery)
  const credential = await context.credential(slot)
  if (credential === null) throw accountMissing(delivery.channel)
  const messages = `${textOf(credential, 'address').replace(/\/+$/, '') || 'https://api.twilio.com'}/2010-04-01/Accounts/${textOf(credential, 'accountSid')}/Messages`
  const response = await postPatiently(context, {
    method: 'POST',
    url: `${messages}.json`,
    credential: slot,
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    body: new URLSearchParams(twilioForm(delivery, credential)).toString(),
    timeoutMs: 30_000,
    maxBytes: 1024 * 1024,
  })
  const sent = await answerOf(response, delivery)
  const sid = typeof sent['sid'] === 'string' ? sent['sid'] : null
  if (sid !== null && delivery.channel === 'whatsapp') await lookAfter({ sent, url: `${messages}/${sid}.json` }, delivery, context)
  return { reference: sid }
}

/** The form of a message; the account isn’t in it. @throws UserError for numbers, senders and templates that can’t be sent */
export function twilioForm(delivery: TwilioDelivery, credential: OpenCredential): { readonly [field: string]: string } {
  const { channel, params, text } = delivery
  const prefix = channel === 'whatsapp' ? 'whatsapp:' : ''
  const isTemplate = channel === 'whatsapp' && params.whatsappMode === 'template'
  if (isTemplate && params.contentSid === '') throw templateMissing(delivery)
  return {
    To: prefix + phoneNumber(delivery.to, fieldOf(delivery, 'to')),
    ...senderOf(delivery, credential),
    ...(isTemplate ? { ContentSid: params.contentSid, ContentVariables: JSON.stringify(variablesOf(delivery)) } : { Body: text }),
    ...(params.mediaUrl === '' || isTemplate ? {} : { MediaUrl: params.mediaUrl }),
  }
}

function senderOf(delivery: TwilioDelivery, credential: OpenCredential): { readonly [field: string]: string } {
  const from = textOf(credential, delivery.channel === 'whatsapp' ? 'whatsappFrom' : 'smsFrom')
  const service = textOf(credential, 'messagingServiceSid')
  if (from !== '') return { From: delivery.channel === 'whatsapp' ? `whatsapp:${from}` : from }
  if (service !== '') return { MessagingServiceSid: service }
  throw userError({
    code: 'NOTIFY_SENDER_MISSING',
    text: { fr: 'L’identifiant Twilio n’a pas d’expéditeur pour ce canal.', en: 'The Twilio credential has no sender for this channel.' },
    hint: { fr: 'Ajoutez-y un numéro d’envoi, ou un Messaging Service SID.', en: 'Add a sending number to it, or a Messaging Service SID.' },
    field: fieldOf(delivery, 'channel'),
  })
}

/** Twilio takes texts only; an empty one is refused by WhatsApp. */
function variablesOf({ params }: Delivery): { readonly [name: string]: string } {
  return Object.fromEntries(
    params.contentVariables.map(({ name, value }) => [name, typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '')]),
  )
}

async function lookAfter(message: { readonly sent: Answer; readonly url: string }, delivery: TwilioDelivery, context: NotifyContext): Promise<void> {
  let state = message.sent
  for (const wait of looksAfterMs) {
    if (!pending.has(state['status'])) break
    await sleep(wait, undefined, { signal: context.signal }).catch(() => undefined)
    // It has been taken: whatever happens to the looking doesn't undo that.
    const response = await context.http.request({ url: message.url, credential: slotOf(delivery), timeoutMs: 10_000 }).catch(() => null)
    if (response === null || response.status !== 200) return
    state = await answerOf(response, delivery)
  }
  if (state['status'] !== 'failed' && state['status'] !== 'undelivered') return
  throw twilioError(delivery, { status: null, code: numberOf(state['error_code']), message: String(state['error_message'] ?? state['status']) })
}

type Answer = { readonly [field: string]: Json }

async function answerOf(response: HttpResponse, delivery: TwilioDelivery): Promise<Answer> {
  const text = await response.text()
  const parsed = parseOutsideJson(text)
  const answer = parsed.ok && typeof parsed.value === 'object' && parsed.value !== null ? (parsed.value as Answer) : {}
  if (response.status >= 200 && response.status < 300) return answer
  throw twilioError(delivery, {
    status: response.status,
    code: numberOf(answer['code']),
    message: typeof answer['message'] === 'string' ? answer['message'] : text.slice(0, 500),
    waitMs: waitOf(response),
  })
}

function numberOf(value: Json | undefined): number | null {
  return typeof value === 'number' ? value : null
}

function textOf({ values }: OpenCredential, field: string): string {
  const value = values[field]
  return typeof value === 'string' ? value : ''
}

function templateMissing(delivery: Delivery) {
  return userError({
    code: 'NOTIFY_TEMPLATE_MISSING',
    text: { fr: 'Aucun modèle WhatsApp n’est choisi.', en: 'No WhatsApp template is chosen.' },
    hint: { fr: 'Collez le ContentSid que Twilio a donné au modèle approuvé.', en: 'Paste the ContentSid that Twilio gave to the approved template.' },
    field: fieldOf(delivery, 'contentSid'),
  })
}
