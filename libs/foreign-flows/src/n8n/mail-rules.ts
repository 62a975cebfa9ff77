import type { JsonObject } from '@maillon/kernel'
import type { Draft } from '../conversion.js'
import { paramsOf } from '../flow-builder.js'
import type { N8nContext } from './n8n-context.js'
import { accountOf, at, listAt, numberAt, objectAt, textAt, type N8nNode } from './n8n-node.js'
import { placeholder, type N8nRule, type N8nRules } from './n8n-rule.js'

/** Mails that are sent and read. */
export const mailRules: N8nRules = {
  emailSend: (node, context) => {
    const { params } = node
    const options = objectAt(params, 'options')
    const operation = textAt(params, 'operation') || 'send'
    if (operation !== 'send') return placeholder('FOREIGN_OPERATION_UNKNOWN', { operation: operation.slice(0, 60) })
    if (textAt(params, 'fromEmail') !== '') context.look('FOREIGN_MAIL_FROM', { from: textAt(params, 'fromEmail').slice(0, 150) })
    const format = textAt(params, 'emailFormat') || (node.version >= 2 ? 'html' : 'both')
    return sendDraft(node, {
      to: addresses(at(params, 'toEmail'), context),
      cc: addresses(at(options, 'ccEmail') ?? at(params, 'ccEmail'), context),
      bcc: addresses(at(options, 'bccEmail') ?? at(params, 'bccEmail'), context),
      replyTo: context.text(at(options, 'replyTo')),
      subject: context.text(at(params, 'subject')),
      html: format === 'text' ? '' : context.text(at(params, 'html')),
      text: format === 'html' ? '' : context.text(at(params, 'text')),
      attaches: textAt(options, 'attachments') !== '' || textAt(params, 'attachments') !== '',
    })
  },
  gmail: gmailDraft,
  microsoftOutlook: outlookDraft,
}

interface Mail {
  readonly to: readonly string[]
  readonly cc: readonly string[]
  readonly bcc: readonly string[]
  readonly replyTo: string
  readonly subject: string
  readonly html: string
  readonly text: string
  readonly attaches: boolean
}

function sendDraft(node: N8nNode, mail: Mail): Draft {
  const account = accountOf(node)
  return {
    type: 'mail.send',
    params: paramsOf({
      to: [...mail.to], cc: mail.cc.length === 0 ? undefined : [...mail.cc], bcc: mail.bcc.length === 0 ? undefined : [...mail.bcc], replyTo: mail.replyTo || undefined,
      subject: mail.subject, html: mail.html || undefined, text: mail.text || undefined, attach: mail.attaches ? 'all' : 'none',
    }),
    mode: 'each',
    ...(account === null ? {} : { credentials: { smtp: account } }),
  }
}

/** Addresses in a text, apart; an expression is one of them. */
function addresses(value: Parameters<typeof textAt>[0], context: N8nContext): readonly string[] {
  const text = context.text(value)
  const parts = text.includes('{{') && !/^[^{}]*(\{\{[^{}]*\}\}[^{}]*)*$/.test(text) ? [text] : text.split(/[,;](?![^{]*\}\})/)
  return parts.map((part) => part.trim()).filter((part) => part !== '').slice(0, 500)
}

function gmailDraft(node: N8nNode, context: N8nContext): ReturnType<N8nRule> {
  const { params } = node
  const resource = textAt(params, 'resource') || 'message'
  const operation = textAt(params, 'operation') || 'send'
  if (resource === 'message' && (operation === 'getAll' || operation === 'search')) return readDraft(node, context)
  if (resource !== 'message' || operation !== 'send') return placeholder('FOREIGN_OPERATION_UNKNOWN', { operation: `${resource} ${operation}`.slice(0, 60) })
  const options = objectAt(params, node.version >= 2 ? 'options' : 'additionalFields')
  const isText = textAt(params, 'emailType') === 'text' || (node.version < 2 && at(params, 'includeHtml') !== true)
  const body = context.text(node.version >= 2 ? at(params, 'message') : at(params, isText ? 'message' : 'htmlMessage'))
  context.look('FOREIGN_MAIL_ACCOUNT')
  return sendDraft(node, {
    to: addresses(node.version >= 2 ? at(params, 'sendTo') : listAt(params, 'toList').map((one) => textAt(one)).join(','), context),
    cc: addresses(at(options, 'ccList'), context), bcc: addresses(at(options, 'bccList'), context), replyTo: context.text(at(options, 'replyTo')),
    subject: context.text(at(params, 'subject')), html: isText ? '' : body, text: isText ? body : '',
    attaches: Object.keys(objectAt(options, 'attachmentsUi')).length > 0,
  })
}

function readDraft(node: N8nNode, context: N8nContext): Draft {
  const filters: JsonObject = { ...objectAt(node.params, 'filters'), ...objectAt(node.params, 'filtersUI', 'values', 'filters') }
  const search = textAt(filters, 'q') || textAt(filters, 'search')
  const subject = /(?:^|\s)subject:(?:"([^"]+)"|(\S+))/.exec(search.startsWith('=') ? '' : search)
  const account = accountOf(node)
  if (search !== '') context.look('FOREIGN_MAIL_SEARCH', { search: search.slice(0, 200) })
  if (listAt(filters, 'labelIds').length > 0) context.look('FOREIGN_MAIL_LABELS')
  context.look('FOREIGN_MAIL_FIELDS')
  const limit = at(node.params, 'returnAll') === true ? 5000 : (numberAt(node.params, 'limit') ?? 50)
  return {
    type: 'mail.read',
    params: paramsOf({
      onlyUnread: textAt(filters, 'readStatus') === 'unread' || /is:unread/.test(search), sender: context.textOfAll(at(filters, 'sender')) || undefined, subject: subject?.[1] ?? subject?.[2],
      limit: Math.min(Math.max(Math.round(limit), 1), 5000), order: 'newest',
    }),
    outputs: ['main'],
    ...(account === null ? {} : { credentials: { mailbox: account } }),
  }
}

function outlookDraft(node: N8nNode, context: N8nContext): ReturnType<N8nRule> {
  const { params } = node
  const resource = textAt(params, 'resource') || 'message'
  const operation = textAt(params, 'operation') || 'send'
  if (resource === 'message' && operation === 'getAll') return readDraft(node, context)
  if (resource !== 'message' || operation !== 'send') return placeholder('FOREIGN_OPERATION_UNKNOWN', { operation: `${resource} ${operation}`.slice(0, 60) })
  const more = objectAt(params, 'additionalFields')
  const isHtml = textAt(more, 'bodyContentType') === 'html'
  const body = context.text(at(params, 'bodyContent'))
  context.look('FOREIGN_MAIL_ACCOUNT')
  return sendDraft(node, {
    to: addresses(at(params, 'toRecipients'), context), cc: addresses(at(more, 'ccRecipients'), context), bcc: addresses(at(more, 'bccRecipients'), context), replyTo: context.text(at(more, 'replyTo')),
    subject: context.text(at(params, 'subject')), html: isHtml ? body : '', text: isHtml ? '' : body, attaches: Object.keys(objectAt(more, 'attachments')).length > 0,
  })
}
