import type { JsonObject, LocalizedText } from '@maillon/node-sdk'

export const channels = ['slack', 'chime', 'webhook'] as const
export type Channel = (typeof channels)[number]

export const channelLabels: { readonly [C in Channel]: LocalizedText } = {
  slack: { fr: 'Slack, Mattermost ou compatible', en: 'Slack, Mattermost or compatible' },
  chime: { fr: 'Amazon Chime ou compatible', en: 'Amazon Chime or compatible' },
  webhook: { fr: 'webhook (JSON)', en: 'webhook (JSON)' },
}

/** What a sentence calls the channel. */
export const channelNames: { readonly [C in Channel]: string } = { slack: 'Slack', chime: 'Chime', webhook: 'Webhook' }

export interface NotifyFacts {
  readonly message: string
  readonly flow: string
  readonly runId: string
  /** ISO 8601. */
  readonly at: string
}

/** The longest message that each channel takes, in characters. */
export const longest: { readonly [C in Channel]: number } = { slack: 40_000, chime: 4096, webhook: 100_000 }

/** The JSON that a channel wants. Slack's own markup characters in the message are only text. */
export function channelBody(channel: Channel, { message, flow, runId, at }: NotifyFacts): JsonObject {
  switch (channel) {
    case 'slack':
      return { text: message.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;') }
    case 'chime':
      return { Content: message }
    case 'webhook':
      return { message, flow, run: runId, at }
  }
}
