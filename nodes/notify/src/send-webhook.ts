import { parseOutsideJson, type Json } from '@maillon/node-sdk'
import type { WebhookChannel } from './channels.js'
import { slotOf, type Delivery, type NotifyContext, type Sent } from './delivery.js'
import { accountMissing, webhookRefused } from './notify-errors.js'
import { postPatiently, waitOf } from './post-patiently.js'
import { webhookBody } from './webhook-body.js'

export async function sendWebhook(delivery: Delivery & { readonly channel: WebhookChannel }, context: NotifyContext): Promise<Sent> {
  const { url, ...account } = await addressOf(delivery, context)
  const response = await postPatiently(context, {
    method: 'POST',
    url: delivery.channel === 'discord' ? waiting(url) : url,
    ...account,
    headers: { 'content-type': 'application/json', 'idempotency-key': [context.idempotencyKey, delivery.index, delivery.recipient?.id ?? []].flat().join('-') },
    body: JSON.stringify(bodyOf(delivery, context)),
    timeoutMs: 30_000,
    maxBytes: 1024 * 1024,
  })
  const answer = (await response.text()).slice(0, 2000)
  if (response.status < 200 || response.status > 299) throw webhookRefused(delivery, { status: response.status, details: answer, waitMs: waitOf(response) })
  // The older connectors of Teams answered 200 and said in words that it had failed.
  if (delivery.channel === 'teams' && /delivery failed/i.test(answer))
    throw webhookRefused(delivery, { status: Number(/error (\d{3})/i.exec(answer)?.[1] ?? 502), details: answer })
  return { reference: referenceIn(answer) }
}

/** A recipient of the directory brings its own address; else it is the account's. */
async function addressOf(delivery: Delivery, context: NotifyContext): Promise<{ readonly url: string; readonly credential?: string }> {
  if (delivery.recipient !== null) return { url: delivery.recipient.address }
  const credential = slotOf(delivery)
  const url = (await context.credential(credential))?.values['url']
  if (typeof url !== 'string' || url === '') throw accountMissing(delivery.channel)
  return { url, credential }
}

export function bodyOf(delivery: Delivery & { readonly channel: WebhookChannel }, { run, now }: Pick<NotifyContext, 'run' | 'now'>) {
  return webhookBody(delivery.channel, { text: delivery.text, subject: delivery.subject, flow: run.flowName, runId: run.id, at: new Date(now()).toISOString() })
}

/** Discord answers with the message only where it is asked to. */
function waiting(address: string): string {
  const url = new URL(address)
  url.searchParams.set('wait', 'true')
  return url.href
}

/** The name that Discord, Google Chat and Chime give to the message. */
function referenceIn(answer: string): string | null {
  const parsed = parseOutsideJson(answer)
  const fields = parsed.ok && typeof parsed.value === 'object' && parsed.value !== null ? (parsed.value as { readonly [name: string]: Json }) : {}
  const reference = fields['id'] ?? fields['name'] ?? fields['MessageId']
  return typeof reference === 'string' ? reference.slice(0, 200) : null
}
