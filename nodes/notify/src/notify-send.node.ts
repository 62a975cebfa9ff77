import { defineNode, out, type Emission, type JsonObject, type OutputShape } from '@maillon/node-sdk'
import { channelLabels, channelSlots, directorySlots, isAddressed, webhookChannels, type Channel } from './channels.js'
import type { NotifyContext } from './delivery.js'
import { judgeOutcomes, placeOf, sentenceOf } from './judge-outcomes.js'
import { notifyParams } from './notify-params.js'
import { planDeliveries } from './plan-deliveries.js'
import { resolveDirectory } from './resolve-directory.js'
import { sendDelivery, type Outcome } from './send-delivery.js'
import { bodyOf } from './send-webhook.js'

const rows: OutputShape = {
  kind: 'fixed',
  shape: {
    fields: [
      { name: 'channel', type: 'text' },
      { name: 'to', type: 'text' },
      { name: 'recipient', type: 'text' },
      { name: 'message', type: 'text' },
      { name: 'reference', type: 'text' },
      { name: 'alreadySentAt', type: 'date' },
      { name: 'error', type: 'text' },
      { name: 'code', type: 'text' },
    ],
    open: false,
  },
}

function chosen(...channels: readonly (Channel | 'directory')[]) {
  return { param: 'channels', key: 'channel', is: channels }
}

export const notifySend = defineNode({
  type: 'notify.send',
  title: { fr: 'Prévenir', en: 'Notify' },
  description: {
    fr: 'Prévient par courriel, WhatsApp, SMS, Slack, Teams ou un autre canal, plusieurs à la fois.',
    en: 'Tells people by e-mail, WhatsApp, SMS, Slack, Teams or another channel, several at once.',
  },
  keywords: {
    fr: [
      'notification',
      'notifier',
      'alerte',
      'alerter',
      'message',
      'whatsapp',
      'sms',
      'texto',
      'twilio',
      'slack',
      'teams',
      'google chat',
      'discord',
      'mattermost',
      'chime',
      'courriel',
      'webhook',
      'équipe', 'rappel', 'relance',
    ],
    en: [
      'notification',
      'notify',
      'alert',
      'message',
      'whatsapp',
      'sms',
      'text',
      'twilio',
      'slack',
      'teams',
      'google chat',
      'discord',
      'mattermost',
      'chime',
      'e-mail',
      'webhook',
      'team',
      'tell', 'reminder', 'text message',
    ],
  },
  icon: 'bell-ringing',
  group: 'notify',
  params: notifyParams,
  outputs: [
    { id: 'main', label: { fr: 'Envoyés', en: 'Sent' } },
    { id: 'failed', label: { fr: 'Échecs', en: 'Failed' } },
  ],
  effects: 'write',
  defaultMode: 'all',
  credentials: [
    {
      slot: channelSlots.email,
      types: ['smtp'],
      label: { fr: 'Courriel : compte d’envoi', en: 'E-mail: mail account' },
      required: true,
      usedWhen: chosen('email'),
    },
    {
      slot: channelSlots.whatsapp,
      types: ['twilio'],
      label: { fr: 'WhatsApp et SMS : Twilio', en: 'WhatsApp and SMS: Twilio' },
      required: true,
      usedWhen: chosen('whatsapp', 'sms'),
    },
    {
      slot: directorySlots.email,
      types: ['smtp'],
      label: { fr: 'Annuaire : compte d’envoi des courriels', en: 'Directory: mail account' },
      required: false,
      usedWhen: chosen('directory'),
    },
    {
      slot: directorySlots.sms,
      types: ['twilio'],
      label: { fr: 'Annuaire : Twilio (WhatsApp et SMS)', en: 'Directory: Twilio (WhatsApp and SMS)' },
      required: false,
      usedWhen: chosen('directory'),
    },
    ...webhookChannels.map((channel) => ({
      slot: channelSlots[channel],
      types: ['webhook-url'],
      label: channelLabels[channel],
      required: true,
      usedWhen: chosen(channel),
    })),
  ],
  outputShapes: { main: rows, failed: rows },
  examples: [
    {
      title: { fr: 'Prévenir l’équipe dans Slack', en: 'Tell the team on Slack' },
      params: { channels: [{ channel: 'slack' }], message: 'Le rapport des ventes est parti.' },
      input: { main: [{ fileName: 'ventes.xlsx' }] },
    },
    {
      title: { fr: 'WhatsApp à la gérante, Teams pour l’équipe', en: 'WhatsApp to the manager, Teams for the team' },
      params: {
        message: 'Nouvelle commande {{item.reference}}',
        channels: [{ channel: 'teams' }, { channel: 'whatsapp', to: ['+33612345678'], message: 'Commande {{item.reference}} : {{item.total}} €' }],
      },
      input: { main: [{ reference: 'C-1042', total: 129.9 }] },
    },
    {
      title: { fr: 'Tout un groupe de l’annuaire, chacun par son canal', en: 'A whole group of the directory, each by their own channel' },
      params: { message: 'La synchronisation a échoué.', channels: [{ channel: 'directory', recipients: [{ kind: 'group', id: 'Astreinte', name: 'Astreinte' }] }] },
      input: { main: [{}] },
    },
  ],
  sample: {
    main: [{ channel: 'slack', to: null, recipient: null, message: 'Le rapport des ventes est parti.', reference: null, alreadySentAt: null, error: null, code: null }],
  },
  words: {
    fr: 'prévient{{#each channels}} par {{this.channel}}{{/each}} : « {{message}} »',
    en: 'notifies{{#each channels}} by {{this.channel}}{{/each}}: “{{message}}”',
  },
  runItem: (context) => tellAll(context),
  run: async (context) => {
    for (const { json, port } of await tellAll(context)) await context.emit({ json }, port)
  },
  preview: async (context) => ({ messages: planDeliveries(context.params, context.run.flowName, await resolveDirectory(context)).map((delivery) => shown(delivery, context)) }),
})

/** Every message is tried, whatever becomes of the others. */
async function tellAll(context: NotifyContext): Promise<readonly Emission[]> {
  const outcomes: Outcome[] = []
  for (const delivery of planDeliveries(context.params, context.run.flowName, await resolveDirectory(context))) outcomes.push(await sendDelivery(delivery, context))
  const problem = judgeOutcomes(outcomes, context.params.ifFailed)
  if (problem !== null) throw problem
  return outcomes.map((outcome) => rowOf(outcome, context))
}

function rowOf(outcome: Outcome, { locale, log }: NotifyContext): Emission {
  const { channel, to, text } = outcome.delivery
  const recipient = outcome.delivery.recipient?.name ?? null
  if (!('error' in outcome)) return out({ channel, to, recipient, message: text, reference: outcome.reference, alreadySentAt: outcome.alreadyAt, error: null, code: null })
  const sentence = sentenceOf(outcome.error, locale)
  log.warn(`${placeOf(outcome, locale)}${locale === 'fr' ? ' :' : ':'} ${sentence}`, {
    code: outcome.error.code,
    ...(outcome.error.details === undefined ? {} : { details: outcome.error.details }),
  })
  return out({ channel, to, recipient, message: text, reference: null, alreadySentAt: null, error: sentence, code: outcome.error.code }, { port: 'failed' })
}

function shown(delivery: ReturnType<typeof planDeliveries>[number], context: NotifyContext): JsonObject {
  const { channel, to, text, subject, params } = delivery
  const who = delivery.recipient === null ? {} : { recipient: delivery.recipient.name }
  if (!isAddressed(channel)) return { channel, ...who, body: bodyOf({ ...delivery, channel }, context) }
  const isTemplate = channel === 'whatsapp' && params.whatsappMode === 'template'
  return { channel, to, ...who, ...(channel === 'email' ? { subject } : {}), ...(isTemplate ? { template: params.contentSid } : { text }) }
}
