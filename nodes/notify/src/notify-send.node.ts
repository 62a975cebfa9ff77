import { choiceParam, defineNode, sendOnce, Type, ui, type JsonObject, type NodeContext, type Static } from '@maillon/node-sdk'
import { channelBody, channelLabels, longest, type Channel } from './channel-body.js'
import { addressMissing, channelRefused, messageTooLong } from './notify-errors.js'

const slot = 'address'

const params = Type.Object({
  channel: choiceParam<Channel>(channelLabels, { label: { fr: 'Canal', en: 'Channel' } }, 'slack'),
  message: Type.String({
    minLength: 1,
    ...ui({ label: { fr: 'Message', en: 'Message' }, placeholder: { fr: 'Le rapport du {{today}} est parti.', en: 'The report of {{today}} has been sent.' }, widget: 'text' }),
  }),
  ifUnknown: choiceParam<'stop' | 'again'>(
    { stop: { fr: 's’arrêter et demander', en: 'stop and ask' }, again: { fr: 'envoyer à nouveau', en: 'send again' } },
    {
      label: { fr: 'Si un envoi précédent a été coupé', en: 'If an earlier sending was cut off' },
      help: { fr: 'On ne sait alors pas si le message est parti.', en: 'Nobody then knows whether the message went out.' },
      advanced: true,
    },
    'again',
  ),
})

type Params = Static<typeof params>

export const notifySend = defineNode({
  type: 'notify.send',
  title: { fr: 'Prévenir', en: 'Notify' },
  description: { fr: 'Poste un message dans Slack, Chime ou un autre service.', en: 'Posts a message to Slack, Chime or another service.' },
  keywords: {
    fr: ['notification', 'notifier', 'alerte', 'alerter', 'message', 'slack', 'chime', 'mattermost', 'webhook', 'équipe'],
    en: ['notification', 'notify', 'alert', 'message', 'slack', 'chime', 'mattermost', 'webhook', 'team', 'tell'],
  },
  icon: 'bell-ringing',
  group: 'notify',
  params,
  effects: 'write',
  defaultMode: 'all',
  credentials: [{ slot, types: ['webhook-url'], label: { fr: 'Adresse', en: 'Address' }, required: true }],
  outputShapes: {
    main: {
      kind: 'fixed',
      shape: { fields: [{ name: 'channel', type: 'text' }, { name: 'message', type: 'text' }, { name: 'status', type: 'number' }, { name: 'alreadySentAt', type: 'date' }], open: false },
    },
  },
  examples: [
    {
      title: { fr: 'Prévenir l’équipe dans Slack', en: 'Tell the team on Slack' },
      params: { channel: 'slack', message: 'Le rapport des ventes est parti.' },
      input: { main: [{ fileName: 'ventes.xlsx' }] },
    },
  ],
  sample: { main: [{ channel: 'slack', message: 'Le rapport des ventes est parti.', status: 200, alreadySentAt: null }] },
  words: { fr: 'prévient par {{channel}} : « {{message}} »', en: 'notifies by {{channel}}: “{{message}}”' },
  runItem: (context) => send(context),
  run: async (context) => {
    await context.emit({ json: await send(context) })
  },
  preview: (context) => ({ channel: context.params.channel, body: bodyOf(context) }),
})

async function send(context: NodeContext<Params>): Promise<JsonObject> {
  const { channel, message } = context.params
  if (message.length > longest[channel]) throw messageTooLong(channel, message.length)
  context.signal.throwIfAborted()
  const { outcome, alreadyAt } = await sendOnce(context, context.params.ifUnknown, () => post(context))
  return { channel, message, status: outcome['status'] ?? null, alreadySentAt: alreadyAt }
}

async function post(context: NodeContext<Params>): Promise<JsonObject> {
  const credential = await context.credential(slot)
  const url = credential?.values['url']
  if (typeof url !== 'string' || url === '') throw addressMissing()
  const response = await context.http.request({
    method: 'POST',
    url,
    credential: slot,
    headers: { 'content-type': 'application/json', 'idempotency-key': context.idempotencyKey },
    body: JSON.stringify(bodyOf(context)),
    timeoutMs: 30_000,
    maxBytes: 1024 * 1024,
  })
  const answer = (await response.text()).slice(0, 500)
  if (response.status < 200 || response.status > 299) {
    const wait = response.headers['retry-after'] ?? ''
    throw channelRefused(context.params.channel, { status: response.status, details: answer, waitMs: /^\d{1,6}$/.test(wait) ? Number(wait) * 1000 : undefined })
  }
  return { status: response.status }
}

function bodyOf(context: NodeContext<Params>): JsonObject {
  const { params: given, run } = context
  return channelBody(given.channel, { message: given.message, flow: run.flowName, runId: run.id, at: new Date(context.now()).toISOString() })
}
