import type { LocalizedText } from '@maillon/node-sdk'

/** Channels that a webhook address stands for, and those that write to addresses of people. */
export const webhookChannels = ['slack', 'teams', 'google-chat', 'discord', 'mattermost', 'chime', 'webhook'] as const
export const addressedChannels = ['email', 'whatsapp', 'sms'] as const

export type WebhookChannel = (typeof webhookChannels)[number]
export type AddressedChannel = (typeof addressedChannels)[number]
export type Channel = WebhookChannel | AddressedChannel

export const channelLabels: { readonly [C in Channel]: LocalizedText } = {
  email: { fr: 'courriel', en: 'e-mail' },
  whatsapp: { fr: 'WhatsApp (Twilio)', en: 'WhatsApp (Twilio)' },
  sms: { fr: 'SMS (Twilio)', en: 'SMS (Twilio)' },
  slack: { fr: 'Slack', en: 'Slack' },
  teams: { fr: 'Microsoft Teams', en: 'Microsoft Teams' },
  'google-chat': { fr: 'Google Chat', en: 'Google Chat' },
  discord: { fr: 'Discord', en: 'Discord' },
  mattermost: { fr: 'Mattermost', en: 'Mattermost' },
  chime: { fr: 'Amazon Chime (fermé depuis le 20 février 2026)', en: 'Amazon Chime (closed since 20 February 2026)' },
  webhook: { fr: 'autre webhook (JSON)', en: 'another webhook (JSON)' },
}

/** What a sentence calls the channel. */
export const channelNames: { readonly [C in Channel]: LocalizedText } = {
  ...channelLabels,
  email: { fr: 'le courriel', en: 'e-mail' },
  whatsapp: { fr: 'WhatsApp', en: 'WhatsApp' },
  sms: { fr: 'le SMS', en: 'SMS' },
  chime: { fr: 'Chime', en: 'Chime' },
  webhook: { fr: 'le webhook', en: 'the webhook' },
}

/** Slots by which the directory's recipients are told; without one, those of that channel can't be. */
export const directorySlots = { email: 'directory-email', whatsapp: 'directory-twilio', sms: 'directory-twilio' } as const

/** Slot of the credential that each channel uses. */
export const channelSlots: { readonly [C in Channel]: string } = {
  email: 'email',
  whatsapp: 'twilio',
  sms: 'twilio',
  slack: 'slack',
  teams: 'teams',
  'google-chat': 'google-chat',
  discord: 'discord',
  mattermost: 'mattermost',
  chime: 'chime',
  webhook: 'webhook',
}

/** The longest message that each channel takes, in characters. */
export const longest: { readonly [C in Channel]: number } = {
  email: 1_000_000,
  whatsapp: 1600,
  sms: 1600,
  slack: 40_000,
  teams: 20_000,
  // 32,000 bytes, whatever the letters.
  'google-chat': 8000,
  discord: 2000,
  mattermost: 16_383,
  chime: 4096,
  webhook: 100_000,
}

export function isAddressed(channel: Channel): channel is AddressedChannel {
  return (addressedChannels as readonly string[]).includes(channel)
}
