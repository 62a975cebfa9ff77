import type { Draft } from '../conversion.js'
import { fittingCode, lackingNames } from '../code-text.js'
import { paramsOf } from '../flow-builder.js'
import { shortened } from '../foreign-title.js'
import { lastPart } from '../n8n/file-rules.js'
import { listAt, numberAt, textAt } from '../read-json.js'
import { methods, slugPath } from '../web-path.js'
import { mustacheText } from './mustache.js'
import type { RedContext } from './red-context.js'
import type { RedNode } from './red-node.js'
import { eachMessage, placeholder, setMessage, type RedRule, type RedRules } from './red-rule.js'
import type { JsonObject } from '@maillon/kernel'

/** Code, texts, the web, mails and files. */
export const contentRules: RedRules = {
  function: functionDraft,
  template,
  'http in': httpIn,
  'http response': httpResponse,
  'http request': httpRequest,
  json: (node, context) => {
    if (textAt(node.raw, 'schema') !== '') context.look('FOREIGN_JSON_SCHEMA')
    const property = textAt(node.raw, 'property') || 'payload'
    if (!/^[A-Za-z_]\w*$/.test(property)) return placeholder('FOREIGN_FIELD_DEEP', { field: property.slice(0, 100) })
    const action = textAt(node.raw, 'action')
    const indent = node.raw['pretty'] === true ? ', null, 4' : ''
    const read = `typeof item.${property} === 'string' ? JSON.parse(item.${property}) : item.${property}`
    const write = `typeof item.${property} === 'string' ? item.${property} : JSON.stringify(item.${property}${indent})`
    return eachMessage(`return { ...item, ${property}: ${action === 'obj' ? read : action === 'str' ? write : `typeof item.${property} === 'string' ? JSON.parse(item.${property}) : JSON.stringify(item.${property}${indent})`} }`)
  },
  csv,
  'file in': (node, context) => {
    const path = textAt(node.raw, 'filename')
    context.look('FOREIGN_FOLDER', { path: shortened(path, 200) })
    return {
      type: 'folder.list', params: paramsOf({ root: '', ...lastPart(textAt(node.raw, 'filenameType') === 'msg' ? '' : path, 'pattern') }),
      after: [{ type: 'files.read', params: { source: 'item', as: 'text' } }, setMessage({ payload: '{{item.text}}', filename: '{{item.fileName}}' }, false)],
    }
  },
  file: (node, context) => {
    context.look('FOREIGN_FOLDER', { path: shortened(textAt(node.raw, 'filename'), 200) })
    context.look('FOREIGN_FILE_CONTENT')
    return { type: 'folder.write', params: paramsOf({ root: '', ...lastPart(textAt(node.raw, 'filenameType') === 'msg' ? '' : textAt(node.raw, 'filename'), 'name'), existing: 'replace' }) }
  },
  'e-mail': (node, context) => {
    context.look('FOREIGN_MAIL_ACCOUNT')
    const to = textAt(node.raw, 'name')
    return { type: 'mail.send', mode: 'each', params: { to: to.includes('@') ? to.split(/[,;]/).map((one) => one.trim()).filter((one) => one !== '') : ['{{item.to}}'], subject: '{{default item.topic "Node-RED"}}', text: '{{toText item.payload}}', attach: 'none' }, credentials: { smtp: textAt(node.raw, 'server') || 'SMTP' } }
  },
  'e-mail in': (node, context) => {
    context.look('FOREIGN_MAIL_FIELDS')
    return { type: 'mail.received', params: { which: 'unread', folder: textAt(node.raw, 'box') || 'INBOX' }, inputs: [], credentials: { mailbox: textAt(node.raw, 'server') || 'IMAP' } }
  },
  exec: () => placeholder('FOREIGN_COMMAND'),
  status: () => placeholder('FOREIGN_STATUS'),
  yaml: () => placeholder('FOREIGN_FILE_FORMAT', { format: 'YAML' }),
  xml: () => placeholder('FOREIGN_FILE_FORMAT', { format: 'XML' }),
  html: () => placeholder('FOREIGN_HTML_PICK'),
}

const lacking: readonly (readonly [RegExp, string])[] = [
  [/\bnode\.send\b/, 'node.send()'], [/\bnode\.(status|done|on)\b/, 'node.status()'], [/\b(context|flow|global)\s*\.\s*(get|set|keys)\b/, 'flow.get()'], [/\benv\.get\b/, 'env.get()'], [/\bRED\./, 'RED'], [/\bmsg\.(req|res)\b/, 'msg.req'],
]

/** The code is given the message as `msg`; with several outputs a switch behind it sends each message where it belongs. */
function functionDraft(node: RedNode, context: RedContext): ReturnType<RedRule> {
  const code = fittingCode(textAt(node.raw, 'func'))
  if (code === null) return { type: 'core.no-op', params: {} }
  const names = [...lackingNames(code, lacking), ...(['initialize', 'finalize'] as const).filter((part) => textAt(node.raw, part).replace(/\/\/[^\n]*/g, '').trim() !== ''), ...(listAt(node.raw, 'libs').length > 0 ? ['libs'] : [])]
  if (names.length > 0) context.look('FOREIGN_CODE_LACKING', { names: names.slice(0, 5).join(', ') })
  const outputs = Math.min(Math.max(numberAt(node.raw, 'outputs') ?? node.wires.length, 0), 50)
  const shell = (give: string) => `const msg = item
const node = { log: console.log, warn: console.warn, error: console.warn, debug: console.log, trace: console.log, name: '' }
const given = (function (msg) {
${code}
})(msg)
${give}`
  if (outputs <= 1) return { ...eachMessage(shell('return Array.isArray(given) ? given.flat().filter((one) => one) : given')), ...(outputs === 0 ? { outputs: [] } : {}) }
  context.look('FOREIGN_CODE_OUTPUTS', { field: 'nodeRedOutput' })
  const give = 'return (Array.isArray(given) ? given : [given]).flatMap((one, index) => [one].flat().filter((message) => message).map((message) => ({ ...message, nodeRedOutput: index + 1 })))'
  const ports = Array.from({ length: outputs }, (_, index) => `sortie-${index + 1}`)
  return {
    type: 'core.switch',
    params: { cases: ports.map((id, index) => ({ id, name: String(index + 1), rules: [{ left: '{{item.nodeRedOutput}}', operator: 'number-equals', value: index + 1 }], match: 'all' })), several: 'first' },
    outputs: ports,
    before: [eachMessage(shell(give))],
  }
}

function template(node: RedNode, context: RedContext): ReturnType<RedRule> {
  const field = textAt(node.raw, 'field') || 'payload'
  const text = textAt(node.raw, 'template')
  if ((textAt(node.raw, 'fieldType') || 'msg') !== 'msg') return placeholder('FOREIGN_CONTEXT_STORE', { name: field.slice(0, 100) })
  if (!/^[\p{L}_][\p{L}\p{N}_-]*$/u.test(field)) return placeholder('FOREIGN_FIELD_DEEP', { field: field.slice(0, 100) })
  const made = textAt(node.raw, 'syntax') === 'plain' ? context.plainText(text) : mustacheText(text, () => context.look('FOREIGN_TEMPLATE_ESCAPES'))
  if (made === null) return placeholder('FOREIGN_TEMPLATE_SECTIONS')
  const output = textAt(node.raw, 'output') || 'str'
  if (output === 'yaml') return placeholder('FOREIGN_FILE_FORMAT', { format: 'YAML' })
  const draft: Draft = { type: 'core.set', params: { fields: [{ name: field, type: 'text', value: made }] } }
  return output === 'json' ? { ...draft, after: [eachMessage(`return { ...item, ${JSON.stringify(field)}: JSON.parse(item[${JSON.stringify(field)}]) }`)] } : draft
}

function httpIn(node: RedNode, context: RedContext): Draft {
  const given = textAt(node.raw, 'url')
  const method = textAt(node.raw, 'method').toUpperCase() || 'GET'
  const path = slugPath(given)
  if (path !== given.replace(/^\/+|\/+$/g, '')) context.look('FOREIGN_WEBHOOK_PATH', { path: shortened(given, 100), now: path })
  if (!methods.has(method)) context.look('FOREIGN_WEBHOOK_METHODS', { methods: method.slice(0, 20) })
  const files = node.raw['upload'] === true
  if (files) context.look('FOREIGN_WEBHOOK_FILES')
  const payload = method === 'GET' ? '{{item.query}}' : '{{item.body}}'
  return {
    type: 'core.webhook',
    params: { method: methods.has(method) ? method : 'POST', path, respond: 'by-node', ...(files ? { files } : {}) },
    inputs: [],
    after: [setMessage({ payload, req: { method: '{{item.method}}', query: '{{item.query}}', headers: '{{item.headers}}', body: '{{item.body}}', params: {} } }, false)],
  }
}

const textual: ReadonlySet<string> = new Set(['template', 'yaml', 'html'])

function httpResponse(node: RedNode, context: RedContext): Draft {
  const status = numberAt(node.raw, 'statusCode')
  const isText = context.typesBefore.length > 0 && context.typesBefore.every((type) => textual.has(type))
  if (!isText) context.look('FOREIGN_RESPONSE_KIND')
  const listed = Object.entries(typeof node.raw['headers'] === 'object' && node.raw['headers'] !== null ? node.raw['headers'] : {}).map(([name, value]): JsonObject => ({ name: name.slice(0, 100), value: textAt(value).slice(0, 4000) }))
  const hasType = listed.some(({ name }) => String(name).toLowerCase() === 'content-type')
  const headers = isText && !hasType ? [...listed, { name: 'content-type', value: 'text/html; charset=utf-8' }] : listed
  return {
    type: 'core.respond',
    params: paramsOf({ status: status === null ? undefined : Math.min(Math.max(Math.round(status), 200), 599), ...(isText ? { bodyKind: 'text', text: '{{toText item.payload}}' } : { bodyKind: 'json', json: '{{item.payload}}' }), headers: headers.slice(0, 50) }),
    outputs: [],
  }
}

function httpRequest(node: RedNode, context: RedContext): ReturnType<RedRule> {
  const method = textAt(node.raw, 'method') || 'GET'
  if (method === 'use' || (method !== 'HEAD' && !methods.has(method))) return placeholder('FOREIGN_HTTP_METHOD', { method: method.slice(0, 20) })
  const url = textAt(node.raw, 'url') === '' ? '{{item.url}}' : mustacheText(textAt(node.raw, 'url'), () => undefined)
  if (url === null) return placeholder('FOREIGN_TEMPLATE_SECTIONS')
  context.look('FOREIGN_MESSAGE_LOST')
  if (textAt(node.raw, 'paytoqs') === 'query' || node.raw['paytoqs'] === true) context.look('FOREIGN_HTTP_QUERY')
  const answer = answers.get(textAt(node.raw, 'ret')) ?? answerOfText
  return {
    type: 'http.request', mode: 'each',
    params: paramsOf({ method, url, headers: requestHeaders(node, context), ...answer.params, ...sentPayload(method, context) }),
    ...(/^(none)?$/.test(textAt(node.raw, 'authType')) ? {} : { credentials: { auth: node.name } }),
    ...(answer.message === null ? {} : { after: [setMessage(answer.message, false)] }),
  }
}

function sentPayload(method: string, context: RedContext): JsonObject {
  if (method === 'GET' || method === 'HEAD') return {}
  context.look('FOREIGN_HTTP_PAYLOAD')
  return { bodyKind: 'json', json: '{{item.payload}}' }
}

function requestHeaders(node: RedNode, context: RedContext): JsonObject[] {
  return listAt(node.raw, 'headers').slice(0, 200).flatMap((header): JsonObject[] => {
    const name = textAt(header, 'keyType') === 'other' ? textAt(header, 'keyValue') : textAt(header, 'keyType')
    const isMessage = textAt(header, 'valueType') === 'msg'
    const value = isMessage || textAt(header, 'valueType') === 'other' ? textAt(header, 'valueValue') : textAt(header, 'valueType')
    return name === '' || value === '' ? [] : [{ name: name.slice(0, 100), value: isMessage ? context.propertyValue(value) : context.plainText(value) }]
  })
}

/** How the answer is asked for, and the message that it becomes. */
interface AnswerKind {
  readonly params: JsonObject
  readonly message: { readonly [name: string]: string } | null
}

const answerOfText: AnswerKind = { params: { response: 'text' }, message: { payload: '{{item.text}}', statusCode: '{{item.status}}' } }
const answers: ReadonlyMap<string, AnswerKind> = new Map<string, AnswerKind>([
  ['obj', { params: { onStatus: 'pass' }, message: { payload: '{{item.body}}', statusCode: '{{item.status}}', headers: '{{item.headers}}' } }],
  ['bin', { params: { response: 'file' }, message: null }],
])

const separators: ReadonlyMap<string, string> = new Map([[',', ','], [';', ';'], ['\\t', 'tab'], ['|', '|']])

/** The node works in both directions; which one is meant can't be seen in the file. */
function csv(node: RedNode, context: RedContext): ReturnType<RedRule> {
  const text = context.ofFirst('payload')
  if (text === null) return placeholder('FOREIGN_CSV')
  context.look('FOREIGN_CSV')
  const isList = textAt(node.raw, 'multi') === 'mult'
  const read = { type: 'files.read', params: { source: 'text', text, as: 'csv', delimiter: separators.get(textAt(node.raw, 'sep') || ',') ?? 'auto', numbers: node.raw['strings'] === false ? 'text' : 'point' } }
  if (!isList) return { ...read, after: [setMessage({ payload: '{{item}}' }, false)] }
  return { ...read, after: [{ type: 'table.batch', params: { size: 10_000 } }, setMessage({ payload: '{{item.rows}}' }, false)] }
}
