import type { Json, JsonObject } from '@maillon/kernel'
import type { Draft } from '../conversion.js'
import { paramsOf } from '../flow-builder.js'
import { shortened } from '../foreign-title.js'
import type { N8nContext } from './n8n-context.js'
import { accountOf, at, listAt, numberAt, objectAt, textAt, type N8nNode } from './n8n-node.js'
import { formFieldNames, formLabel } from './form-fields.js'
import { placeholder, type N8nRule, type N8nRules } from './n8n-rule.js'
import { cronNodePlan, everyX, schedulePlan } from './schedule-params.js'
import { slugPath, methods } from '../web-path.js'

const manual: N8nRule = () => ({ type: 'core.manual', params: {}, inputs: [] })

/** What starts a flow. */
export const triggerRules: N8nRules = {
  manualTrigger: manual,
  start: manual,
  scheduleTrigger: (node, context) => ({ type: 'core.schedule', params: { schedule: schedulePlan(node, context) }, inputs: [] }),
  cron: (node, context) => ({ type: 'core.schedule', params: { schedule: cronNodePlan(node, context) }, inputs: [] }),
  interval: (node, context) => ({
    type: 'core.schedule', params: { schedule: everyX(Math.max(Math.round(numberAt(node.params, 'interval') ?? 1), 1), textAt(node.params, 'unit') || 'seconds', context) }, inputs: [],
  }),
  webhook: webhookDraft,
  formTrigger: formDraft,
  form: (node, context) => {
    if (textAt(node.params, 'operation') !== 'completion') return placeholder('FOREIGN_FORM_PAGE')
    context.look('FOREIGN_FORM_ENDING')
    return { type: 'core.no-op', params: {} }
  },
  errorTrigger: (_node, context) => {
    context.look('FOREIGN_ERROR_FIELDS')
    return { type: 'core.on-error', params: {}, inputs: [] }
  },
  emailReadImap: (node, context) => {
    context.look('FOREIGN_MAIL_FIELDS')
    const rules = textAt(node.params, 'options', 'customEmailConfig')
    if (rules !== '' && !/^\["UNSEEN"\]$/.test(rules.replace(/\s/g, ''))) context.look('FOREIGN_MAIL_SEARCH', { search: shortened(rules, 200) })
    return mailTrigger({ folder: context.plain(at(node.params, 'mailbox')), which: 'unread', attachments: at(node.params, 'downloadAttachments') === true ? undefined : 'none' }, node)
  },
  gmailTrigger: (node, context) => {
    context.look('FOREIGN_MAIL_FIELDS')
    const filters = objectAt(node.params, 'filters')
    const search = context.plain(at(filters, 'q'))
    if (search !== '') context.look('FOREIGN_MAIL_SEARCH', { search: shortened(search, 200) })
    if (listAt(filters, 'labelIds').some((label) => label !== 'INBOX' && label !== 'UNREAD')) context.look('FOREIGN_MAIL_LABELS')
    return mailTrigger({ which: textAt(filters, 'readStatus') === 'unread' || listAt(filters, 'labelIds').includes('UNREAD') ? 'unread' : 'new', sender: context.plain(at(filters, 'sender')) }, node)
  },
}

function mailTrigger({ folder, ...values }: { readonly folder?: string; readonly which: string; readonly sender?: string; readonly attachments?: string | undefined }, node: N8nNode): Draft {
  const account = accountOf(node)
  return {
    type: 'mail.received',
    params: paramsOf({ ...(folder === undefined || folder === '' ? {} : { folder }), ...Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== '')) }),
    inputs: [],
    ...(account === null ? {} : { credentials: { mailbox: account } }),
  }
}

const answers: ReadonlyMap<string, string> = new Map([['onReceived', 'at-once'], ['lastNode', 'when-finished'], ['responseNode', 'by-node']])

function webhookDraft(node: N8nNode, context: N8nContext): Draft {
  const given = context.plain(at(node.params, 'path')) || textAt(node.raw, 'webhookId')
  const path = slugPath(given)
  if (path !== given.replace(/^\/+|\/+$/g, '') || given === '') context.look('FOREIGN_WEBHOOK_PATH', { path: shortened(given, 100), now: path })
  const authentication = textAt(node.params, 'authentication') || 'none'
  const account = accountOf(node)
  const kind = webhookKinds.get(authentication) ?? 'secret'
  if (kind === 'secret') context.look('FOREIGN_WEBHOOK_SECRET')
  const options = objectAt(node.params, 'options')
  const files = [options['rawBody'], options['binaryData']].includes(true)
  if (files) context.look('FOREIGN_WEBHOOK_FILES')
  return {
    type: 'core.webhook',
    params: {
      method: webhookMethod(node, context), path,
      authentication: kind,
      respond: answers.get(textAt(node.params, 'responseMode')) ?? 'at-once',
      ...(files ? { files } : {}),
    },
    inputs: [],
    ...(kind === 'none' || account === null ? {} : { credentials: { caller: account } }),
  }
}

const webhookKinds: ReadonlyMap<string, string> = new Map([['none', 'none'], ['basicAuth', 'basic']])

function webhookMethod(node: N8nNode, context: N8nContext): string {
  const listed = listAt(node.params, 'httpMethod').map((method) => textAt(method))
  const method = listed[0] ?? (textAt(node.params, 'httpMethod') || 'GET')
  if (listed.length > 1 || !methods.has(method)) context.look('FOREIGN_WEBHOOK_METHODS', { methods: (listed.join(', ') || method).slice(0, 100) })
  return methods.has(method) ? method : 'POST'
}

const fieldTypes: ReadonlyMap<string, string> = new Map([['text', 'text'], ['textarea', 'long-text'], ['email', 'email'], ['number', 'number'], ['date', 'date'], ['dropdown', 'choice'], ['radio', 'choice'], ['file', 'file'], ['password', 'text']])

function formDraft(node: N8nNode, context: N8nContext): ReturnType<N8nRule> {
  const names = formFieldNames(node)
  const fields = listAt(node.params, 'formFields', 'values').flatMap((field): readonly JsonObject[] => {
    const label = formLabel(field)
    const type = fieldTypes.get(textAt(field, 'fieldType') || 'text')
    if (label === '' || type === undefined) {
      context.look('FOREIGN_FORM_FIELD', { field: shortened(label || textAt(field, 'fieldType'), 100) })
      return []
    }
    const name = names.get(label) ?? label
    if (name !== label) context.look('FOREIGN_FORM_NAMES')
    const choices = listAt(field, 'fieldOptions', 'values').map((option) => textAt(option, 'option').slice(0, 150)).filter((option) => option !== '')
    if (at(field, 'multiselect') === true) context.look('FOREIGN_FORM_FIELD', { field: shortened(label, 100) })
    return [paramsOf({ name, label: shortened(label, 150), type: type === 'choice' && choices.length === 0 ? 'text' : type, required: at(field, 'requiredField') === true, choices: choices.length === 0 ? undefined : choices.slice(0, 100) as Json })]
  })
  if (fields.length === 0) return placeholder('FOREIGN_FORM_EMPTY')
  const title = context.plain(at(node.params, 'formTitle'), node.name)
  const path = slugPath(context.plain(at(node.params, 'path')) || textAt(node.raw, 'webhookId') || title).replaceAll('/', '-').slice(0, 60)
  return {
    type: 'core.form',
    params: paramsOf({ title: shortened(title, 150), intro: shortened(context.plain(at(node.params, 'formDescription')), 2000) || undefined, path, access: 'public', fields: fields.slice(0, 50) as Json }),
    inputs: [],
  }
}
