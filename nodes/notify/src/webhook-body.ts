import type { JsonObject } from '@maillon/node-sdk'
import type { WebhookChannel } from './channels.js'

export interface WebhookFacts {
  readonly text: string
  readonly subject: string
  readonly flow: string
  readonly runId: string
  /** ISO 8601. */
  readonly at: string
}

/**
 * The JSON that each service documents for its incoming webhooks. Data comes from outside: what a service would take for its own
 * markup or for a call to everybody is only text.
 */
export function webhookBody(channel: WebhookChannel, { text, subject, flow, runId, at }: WebhookFacts): JsonObject {
  switch (channel) {
    case 'slack':
      return { text: text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;') }
    case 'teams':
      return { type: 'message', attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content: card(subject, text) }] }
    case 'google-chat':
      return { text: text.replaceAll('<users/', '<\u200busers/') }
    case 'discord':
      return { content: text, allowed_mentions: { parse: [] } }
    case 'mattermost':
      return { text: text.replace(/@(channel|all|here)\b/gi, '@\u200b$1') }
    case 'chime':
      return { Content: text.replace(/@(All|Present)\b/gi, '@\u200b$1') }
    case 'webhook':
      return { message: text, subject, flow, run: runId, at }
  }
}

/** An adaptive card, as the workflows that took the place of Teams connectors take it. */
function card(subject: string, text: string): JsonObject {
  return {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    body: [
      { type: 'TextBlock', text: subject, weight: 'Bolder', wrap: true },
      { type: 'TextBlock', text, wrap: true },
    ],
  }
}
