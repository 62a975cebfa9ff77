import type { Draft } from '../conversion.js'
import { foreignTitle } from '../foreign-title.js'
import { slugPath } from '../web-path.js'
import type { N8nContext } from './n8n-context.js'
import { textAt, type N8nNode } from './n8n-node.js'
import type { N8nRule, N8nRules } from './n8n-rule.js'

/** Services that call when something has happened there: n8n gave them an address of its own, here a webhook waits for them. */
const services = [
  'telegramTrigger', 'whatsAppTrigger', 'githubTrigger', 'gitlabTrigger', 'slackTrigger', 'stripeTrigger', 'shopifyTrigger', 'wooCommerceTrigger', 'typeformTrigger', 'jotFormTrigger', 'calendlyTrigger', 'calTrigger',
  'hubspotTrigger', 'linearTrigger', 'jiraTrigger', 'trelloTrigger', 'asanaTrigger', 'clickUpTrigger', 'pipedriveTrigger', 'payPalTrigger', 'mailchimpTrigger', 'facebookTrigger', 'webflowTrigger', 'zendeskTrigger', 'intercomTrigger',
] as const

const rule: N8nRule = (node, context) => webhookOf(node, context)

export const serviceTriggers: N8nRules = Object.fromEntries(services.map((kind) => [kind, rule]))

function webhookOf(node: N8nNode, context: N8nContext): Draft {
  const service = foreignTitle(node.type).replace(/ Trigger$/, '')
  // The id of n8n's own webhook, which nobody guesses, makes the address one that isn't found by trying.
  const id = textAt(node.raw, 'webhookId')
  const path = slugPath(`${service.toLowerCase()}${id === '' ? '' : `-${id}`}`)
  context.look('FOREIGN_SERVICE_WEBHOOK', { service, path })
  return { type: 'core.webhook', params: { method: 'POST', path, authentication: 'none', respond: 'at-once' }, inputs: [], after: [{ type: 'code.javascript', mode: 'each', params: { code: 'return item.body' } }] }
}
