import type { Json } from '@maillon/kernel'
import type { Draft } from '../conversion.js'
import type { N8nContext } from './n8n-context.js'
import { accountIn, at, type N8nNode } from './n8n-node.js'
import { byOperation, placeholder, type N8nRule, type N8nRules } from './n8n-rule.js'

/** Channels to people. */
export const serviceRules: N8nRules = {
  slack: byOperation({ 'message post': slackMessage, 'message sendAndWait': () => placeholder('FOREIGN_APPROVAL') }, { resource: 'message', operation: 'post' }),
  discord: byOperation({ 'message send': message('discord', ['content'], ['text']), 'webhook sendLegacy': message('discord', ['content'], ['text']) }, { resource: 'message', operation: 'send' }),
  microsoftTeams: byOperation({ 'channelMessage create': message('teams', ['message']), 'chatMessage create': message('teams', ['message']) }, { resource: 'channel', operation: 'create' }),
  googleChat: byOperation({ 'message create': message('google-chat', ['messageUi', 'text']) }, { resource: 'message', operation: 'create' }),
  mattermost: byOperation({ 'message post': message('mattermost', ['message']) }, { resource: 'message', operation: 'post' }),
  twilio: byOperation({ 'sms send': textMessage }, { resource: 'sms', operation: 'send' }),
  telegram: () => placeholder('FOREIGN_TELEGRAM'),
}

/** A message into a channel; its text stands at the first of these places that has one. */
function message(channel: string, ...places: readonly (readonly string[])[]): N8nRule {
  return (node, context) => notifyDraft(channel, places.map((place) => at(node.params, ...place)).find((text) => text !== undefined), context)
}

function slackMessage(node: N8nNode, context: N8nContext): Draft {
  if (at(node.params, 'messageType') === 'block') context.look('FOREIGN_MESSAGE_BLOCKS')
  return notifyDraft('slack', at(node.params, 'text'), context)
}

function notifyDraft(channel: string, text: Json | undefined, context: N8nContext): Draft {
  context.look('FOREIGN_CHANNEL_ADDRESS')
  return { type: 'notify.send', mode: 'each', params: { message: context.text(text) || '…', channels: [{ channel }] }, outputs: ['main'] }
}

function textMessage(node: N8nNode, context: N8nContext): Draft {
  const channel = at(node.params, 'toWhatsapp') === true ? 'whatsapp' : 'sms'
  return {
    type: 'notify.send', mode: 'each',
    params: { message: context.text(at(node.params, 'message')) || '…', channels: [{ channel, to: [context.text(at(node.params, 'to'))] }] },
    outputs: ['main'],
    ...accountIn('twilio', node),
  }
}
