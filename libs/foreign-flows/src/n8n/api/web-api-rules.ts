import type { Json, JsonObject } from '@maillon/kernel'
import { at, chosen, firstText, listAt, numberAt, objectAt, textAt, type N8nNode } from '../n8n-node.js'
import type { N8nContext } from '../n8n-context.js'
import { byOperation, type N8nRule, type N8nRules } from '../n8n-rule.js'
import { apiDraft, inPath, type ApiCall, type ApiPlace } from './api-call.js'

const rule = (service: string, make: (place: ApiPlace) => ApiCall): N8nRule => (node, context) => {
  const place: ApiPlace = { service, node, context }
  return apiDraft(place, make(place))
}

const chat = rule('OpenAI', chatCall)

/** Services that are a call of their web interface with an address and a body, hardly more. */
export const webApiRules: N8nRules = {
  facebookGraphApi: rule('Facebook', facebookCall),
  graphql: rule('GraphQL', graphqlCall),
  whatsApp: byOperation(
    {
      'message send': rule('WhatsApp', (place) => ({ method: 'POST', url: `${graph}/${inPath(textOf(place, 'phoneNumberId'))}/messages`, json: whatsappMessage(place) })),
      'media mediaUrlGet': rule('WhatsApp', (place) => ({ url: `${graph}/${inPath(textOf(place, 'mediaGetId'))}` })),
    },
    { resource: 'message', operation: 'send' },
  ),
  '@n8n/n8n-nodes-langchain.openAi': byOperation({ 'text message': chat }, { resource: 'text', operation: 'message' }),
  openAi: byOperation({ 'chat complete': chat, 'chat message': chat }, { resource: 'text', operation: 'complete' }),
}

const graph = 'https://graph.facebook.com/v23.0'

function textOf({ node, context }: ApiPlace, name: string): string {
  return context.text(at(node.params, name))
}

function facebookCall({ node, context }: ApiPlace): ApiCall {
  const { params } = node
  const options = objectAt(params, 'options')
  const version = textAt(params, 'graphApiVersion')
  const path = [version, context.text(at(params, 'node')), context.text(at(params, 'edge'))].filter((part) => part !== '').join('/')
  const method = textAt(params, 'httpRequestMethod') || 'GET'
  const fields = listAt(options, 'fields', 'field').map((field) => textAt(field, 'name')).join(',')
  const given = listAt(options, 'queryParameters', 'parameter').map((one) => [textAt(one, 'name'), context.value(at(one, 'value'))] as const).filter(([name]) => name !== '')
  return { method: method === 'POST' || method === 'DELETE' ? method : 'GET', url: `https://${textAt(params, 'hostUrl') || 'graph.facebook.com'}/${path}`, query: { ...Object.fromEntries(given), fields } }
}

function graphqlCall({ node, context }: ApiPlace): ApiCall {
  const { params } = node
  const variables = at(params, 'variables') === undefined || at(params, 'variables') === '' ? null : context.json(at(params, 'variables'))
  const headers = listAt(params, 'headerParametersUi', 'parameter').map((one) => [textAt(one, 'name'), context.text(at(one, 'value'))] as const).filter(([name]) => name !== '')
  return { method: 'POST', url: context.text(at(params, 'endpoint')), headers: Object.fromEntries(headers), json: { query: context.text(at(params, 'query')), ...(variables === null ? {} : { variables }) } }
}

/** A text, or a template with the values of its body. */
function whatsappMessage(place: ApiPlace): JsonObject {
  const to = { messaging_product: 'whatsapp', to: textOf(place, 'recipientPhoneNumber') }
  const [template = '', code = 'en'] = textOf(place, 'template').split('|')
  if (template === '') return { ...to, type: 'text', text: { body: textOf(place, 'textBody') } }
  const components = listAt(place.node.params, 'components', 'component').flatMap((component): JsonObject[] => {
    const values = listAt(component, 'bodyParameters', 'parameter').map((one): JsonObject => ({ type: 'text', text: place.context.text(at(one, 'text')) }))
    return values.length === 0 ? [] : [{ type: 'body', parameters: values }]
  })
  return { ...to, type: 'template', template: { name: template, language: { code }, components } }
}

/** The answers are rows with their message, as there. */
function chatCall({ node, context }: ApiPlace): ApiCall {
  const { params } = node
  const model = chosen(at(params, 'modelId') ?? at(params, 'model')).value
  const given = listAt(params, 'messages', 'values')
  const messages = (given.length > 0 ? given : listAt(params, 'prompt', 'messages')).map((one): Json => ({ role: firstText(objectAt(one), 'role') || 'user', content: context.text(at(one, 'content')) }))
  return { method: 'POST', url: 'https://api.openai.com/v1/chat/completions', json: { model: context.text(model) || 'gpt-4o-mini', messages, ...chatOptions(node, context) }, itemsPath: 'choices' }
}

const numbers: readonly (readonly [string, string])[] = [['temperature', 'temperature'], ['maxTokens', 'max_tokens'], ['topP', 'top_p']]

function chatOptions({ params }: N8nNode, context: N8nContext): JsonObject {
  if (at(params, 'jsonOutput') === true) context.look('FOREIGN_CHAT_JSON')
  const options = numbers.flatMap(([theirs, ours]) => {
    const value = numberAt(params, 'options', theirs)
    return value === null ? [] : [[ours, value] as const]
  })
  return { ...Object.fromEntries(options), ...(at(params, 'jsonOutput') === true ? { response_format: { type: 'json_object' } } : {}) }
}
