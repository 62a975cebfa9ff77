import type { Json, JsonObject } from '@maillon/kernel'
import { jsonBody, type OutsideAnswer, type OutsideRequest } from './outside-fake.js'

/**
 * The incoming webhooks of chat services, each at `/{service}/{secret}`, by their documentation: what isn’t exactly their message is
 * refused as they refuse it.
 */
export class FakeChats {
  readonly posts: { readonly service: string; readonly body: JsonObject }[] = []
  /** Answers by service in place of the usual ones, oldest first. */
  readonly trouble: { [service: string]: OutsideAnswer[] } = {}

  readonly answer = (request: OutsideRequest): OutsideAnswer => {
    const [, service = ''] = request.path.split('/')
    const trouble = this.trouble[service]?.shift()
    if (trouble !== undefined) return trouble
    const contract = contracts[service]
    const body = jsonBody(request)
    if (contract === undefined || request.method !== 'POST') return { status: 404, body: 'no_service' }
    if (body === null || !contract.accepts(body)) return contract.refusal
    this.posts.push({ service, body })
    return contract.answer(request)
  }
}

interface Contract {
  readonly accepts: (body: { readonly [field: string]: Json }) => boolean
  readonly refusal: OutsideAnswer
  readonly answer: (request: OutsideRequest) => OutsideAnswer
}

const isText = (value: Json | undefined, longest: number) => typeof value === 'string' && value !== '' && value.length <= longest

const contracts: { readonly [service: string]: Contract } = {
  slack: { accepts: ({ text }) => isText(text, 40_000), refusal: { status: 400, body: 'invalid_payload' }, answer: () => ({ body: 'ok' }) },
  mattermost: {
    accepts: ({ text }) => isText(text, 16_383),
    refusal: { status: 400, json: { id: 'web.incoming_webhook.parse.app_error' } },
    answer: () => ({ body: 'ok' }),
  },
  discord: {
    accepts: ({ content, allowed_mentions: mentions }) => isText(content, 2000) && (mentions === undefined || typeof mentions === 'object'),
    refusal: { status: 400, json: { code: 50006, message: 'Cannot send an empty message' } },
    answer: ({ query }) => (query.get('wait') === 'true' ? { json: { id: '1290000000000000001', type: 0 } } : { status: 204 }),
  },
  'google-chat': {
    accepts: ({ text }) => isText(text, 32_000),
    refusal: { status: 400, json: { error: { code: 400, status: 'INVALID_ARGUMENT' } } },
    answer: () => ({ json: { name: 'spaces/A/messages/B.C' } }),
  },
  chime: {
    accepts: ({ Content: content }) => isText(content, 4096),
    refusal: { status: 400, json: { Message: 'Bad Request' } },
    answer: () => ({ json: { MessageId: 'chime-1', RoomId: 'r' } }),
  },
  teams: { accepts: isCardMessage, refusal: { status: 400, json: { error: { code: 'TriggerInputSchemaMismatch' } } }, answer: () => ({ status: 202 }) },
  webhook: { accepts: () => true, refusal: { status: 400 }, answer: () => ({ json: { ok: true } }) },
}

function isCardMessage({ type, attachments }: { readonly [field: string]: Json }): boolean {
  const [first] = Array.isArray(attachments) ? (attachments as JsonObject[]) : []
  const content = first?.['content'] as JsonObject | undefined
  return (
    type === 'message' &&
    first?.['contentType'] === 'application/vnd.microsoft.card.adaptive' &&
    content?.['type'] === 'AdaptiveCard' &&
    Array.isArray(content['body'])
  )
}
