import type { JsonObject } from '@maillon/kernel'
import type { Draft } from '../conversion.js'
import { paramsOf } from '../flow-builder.js'
import type { N8nContext } from './n8n-context.js'
import { accountIn, at, listAt, numberAt, objectAt, textAt, type N8nNode } from './n8n-node.js'
import { byOperation, placeholder, type N8nRule, type N8nRules } from './n8n-rule.js'

/** Mails that are sent, read and sorted. */
export const mailRules: N8nRules = {
  emailSend: byOperation({ send: smtpMail, sendAndWait: approval }, { operation: 'send' }),
  gmail: byOperation(
    {
      'message send': gmailMail, 'message sendEmail': gmailMail, 'message getAll': mailsRead, 'message search': mailsRead, 'message sendAndWait': approval,
      'message markAsRead': mailChanged('seen'), 'message markAsUnread': mailChanged('unseen'), 'message delete': mailChanged('delete'),
      'message addLabels': mailChanged('label'), 'message removeLabels': mailChanged('unlabel'),
    },
    { resource: 'message', operation: 'send' },
  ),
  microsoftOutlook: byOperation({ 'message send': outlookMail, 'message getAll': mailsRead, 'message sendAndWait': approval }, { resource: 'message', operation: 'send' }),
}

function approval(): ReturnType<N8nRule> {
  return placeholder('FOREIGN_APPROVAL')
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
  const listed = (addresses: readonly string[]) => (addresses.length === 0 ? undefined : [...addresses])
  return {
    type: 'mail.send',
    params: paramsOf({
      to: [...mail.to], cc: listed(mail.cc), bcc: listed(mail.bcc), replyTo: mail.replyTo || undefined,
      subject: mail.subject, html: mail.html || undefined, text: mail.text || undefined, attach: mail.attaches ? 'all' : 'none',
    }),
    mode: 'each',
    ...accountIn('smtp', node),
  }
}

/** Addresses in a text, apart; an expression is one of them. */
function addresses(value: Parameters<typeof textAt>[0], context: N8nContext): readonly string[] {
  const text = context.text(value)
  const parts = text.includes('{{') && !/^[^{}]*(\{\{[^{}]*\}\}[^{}]*)*$/.test(text) ? [text] : text.split(/[,;](?![^{]*\}\})/)
  return parts.map((part) => part.trim()).filter((part) => part !== '').slice(0, 500)
}

function smtpMail(node: N8nNode, context: N8nContext): Draft {
  const { params } = node
  const options = objectAt(params, 'options')
  const optional = (name: string) => at(options, name) ?? at(params, name)
  const from = textAt(params, 'fromEmail')
  if (from !== '') context.look('FOREIGN_MAIL_FROM', { from: from.slice(0, 150) })
  return sendDraft(node, {
    to: addresses(at(params, 'toEmail'), context),
    cc: addresses(optional('ccEmail'), context),
    bcc: addresses(optional('bccEmail'), context),
    replyTo: context.text(at(options, 'replyTo')),
    subject: context.text(at(params, 'subject')),
    ...smtpContent(node, context),
    attaches: textAt(optional('attachments')) !== '',
  })
}

function smtpContent({ params, version }: N8nNode, context: N8nContext): Pick<Mail, 'html' | 'text'> {
  const format = textAt(params, 'emailFormat') || (version >= 2 ? 'html' : 'both')
  const part = (name: 'html' | 'text', other: string) => (format === other ? '' : context.text(at(params, name)))
  return { html: part('html', 'text'), text: part('text', 'html') }
}

/** Where the two generations of Gmail's node keep what. */
interface GmailPlaces {
  readonly options: string
  readonly to: (params: JsonObject) => Parameters<typeof textAt>[0]
  readonly isText: (params: JsonObject) => boolean
  readonly body: (isText: boolean) => string
}

const newGmail: GmailPlaces = { options: 'options', to: (params) => at(params, 'sendTo'), isText: (params) => textAt(params, 'emailType') === 'text', body: () => 'message' }
const oldGmail: GmailPlaces = {
  options: 'additionalFields', to: (params) => listAt(params, 'toList').map((one) => textAt(one)).join(','),
  isText: (params) => at(params, 'includeHtml') !== true, body: (isText) => (isText ? 'message' : 'htmlMessage'),
}

function gmailMail(node: N8nNode, context: N8nContext): Draft {
  const { params } = node
  const places = node.version >= 2 ? newGmail : oldGmail
  const options = objectAt(params, places.options)
  const isText = places.isText(params)
  const body = context.text(at(params, places.body(isText)))
  context.look('FOREIGN_MAIL_ACCOUNT')
  return sendDraft(node, {
    to: addresses(places.to(params), context),
    cc: addresses(at(options, 'ccList'), context), bcc: addresses(at(options, 'bccList'), context), replyTo: context.text(at(options, 'replyTo')),
    subject: context.text(at(params, 'subject')), html: isText ? '' : body, text: isText ? body : '',
    attaches: Object.keys(objectAt(options, 'attachmentsUi')).length > 0,
  })
}

function outlookMail(node: N8nNode, context: N8nContext): Draft {
  const { params } = node
  const more = objectAt(params, 'additionalFields')
  const isHtml = textAt(more, 'bodyContentType') === 'html'
  const body = context.text(at(params, 'bodyContent'))
  context.look('FOREIGN_MAIL_ACCOUNT')
  return sendDraft(node, {
    to: addresses(at(params, 'toRecipients'), context), cc: addresses(at(more, 'ccRecipients'), context), bcc: addresses(at(more, 'bccRecipients'), context), replyTo: context.text(at(more, 'replyTo')),
    subject: context.text(at(params, 'subject')), html: isHtml ? body : '', text: isHtml ? '' : body, attaches: Object.keys(objectAt(more, 'attachments')).length > 0,
  })
}

function mailsRead(node: N8nNode, context: N8nContext): Draft {
  const filters: JsonObject = { ...objectAt(node.params, 'filters'), ...objectAt(node.params, 'filtersUI', 'values', 'filters') }
  const search = textAt(filters, 'q') || textAt(filters, 'search')
  if (search !== '') context.look('FOREIGN_MAIL_SEARCH', { search: search.slice(0, 200) })
  if (listAt(filters, 'labelIds').length > 0) context.look('FOREIGN_MAIL_LABELS')
  context.look('FOREIGN_MAIL_FIELDS')
  const limit = at(node.params, 'returnAll') === true ? 5000 : (numberAt(node.params, 'limit') ?? 50)
  return {
    type: 'mail.read',
    params: paramsOf({
      onlyUnread: textAt(filters, 'readStatus') === 'unread' || /is:unread/.test(search), sender: context.textOfAll(at(filters, 'sender')) || undefined, subject: subjectIn(search),
      limit: Math.min(Math.max(Math.round(limit), 1), 5000), order: 'newest',
    }),
    outputs: ['main'],
    ...accountIn('mailbox', node),
  }
}

function subjectIn(search: string): string | undefined {
  const subject = /(?:^|\s)subject:(?:"([^"]+)"|(\S+))/.exec(search.startsWith('=') ? '' : search)
  return subject?.[1] ?? subject?.[2]
}

/** Mails are changed as rows that were read here: a mail that is named in another way can't be found. */
function mailChanged(action: string): N8nRule {
  return (node, context) => {
    if (context.text(at(node.params, 'messageId')) !== '{{item.id}}') return placeholder('FOREIGN_MAIL_CHANGE')
    context.look('FOREIGN_MAIL_ROWS')
    if (action !== 'label' && action !== 'unlabel') return { type: 'mail.change', params: { action }, ...accountIn('mailbox', node) }
    context.look('FOREIGN_MAIL_LABELS')
    return { type: 'mail.change', params: { action, label: '' }, ...accountIn('mailbox', node) }
  }
}
