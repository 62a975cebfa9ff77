import { defineNode, sayAlreadySent, sendOnce, type Item, type JsonObject, type NodeContext } from '@maillon/node-sdk'
import { directoryAddresses } from './directory-addresses.js'
import { composeMail, type ComposedMail } from './compose-mail.js'
import { deliver } from './deliver.js'
import { smtpAccount } from './mail-account.js'
import { gatherFiles } from './mail-files.js'
import { mailParams, type MailParams } from './mail-params.js'

const slot = 'smtp'

export const mailSend = defineNode({
  type: 'mail.send',
  title: { fr: 'Envoyer un courriel', en: 'Send a mail' },
  description: { fr: 'Envoie un courriel, avec les fichiers reçus en pièces jointes.', en: 'Sends a mail, with the files received as attachments.' },
  keywords: {
    fr: ['courriel', 'mail', 'e-mail', 'email', 'message', 'smtp', 'envoyer', 'pièce jointe', 'expédier', 'relance', 'rappel', 'lettre', 'répondre', 'transférer'],
    en: ['mail', 'e-mail', 'email', 'message', 'smtp', 'send', 'attachment', 'outlook', 'gmail', 'reminder', 'letter', 'newsletter', 'reply', 'forward'],
  },
  icon: 'mail-forward',
  group: 'mail',
  params: mailParams,
  effects: 'write',
  defaultMode: 'all',
  credentials: [{ slot, types: ['smtp'], label: { fr: 'Compte d’envoi', en: 'Mail account' }, required: true }],
  outputShapes: {
    main: {
      kind: 'fixed',
      shape: {
        fields: [
          { name: 'messageId', type: 'text' },
          { name: 'subject', type: 'text' },
          { name: 'accepted', type: 'list' },
          { name: 'rejected', type: 'list' },
          { name: 'alreadySentAt', type: 'date' },
        ],
        open: false,
      },
    },
  },
  examples: [
    {
      title: { fr: 'Envoyer le rapport du jour', en: 'Send the daily report' },
      params: {
        to: ['Jeanne Dupont <jeanne@exemple.fr>'],
        subject: 'Ventes du {{today}}',
        html: '<p>Bonjour,</p><p>Voici les ventes de la veille.</p>',
      },
      input: { main: [{ fileName: 'ventes.xlsx' }] },
    },
  ],
  sample: { main: [{ messageId: '<3f2a…@exemple.fr>', subject: 'Ventes du 15/01/2026', accepted: ['jeanne@exemple.fr'], rejected: [], alreadySentAt: null }] },
  words: { fr: 'envoie le courriel « {{subject}} »', en: 'sends the mail “{{subject}}”' },
  runItem: (context) => send(context, [context.item]),
  run: async (context) => {
    await context.emit({ json: await send(context, await withFiles(context.input())) })
  },
  preview: async (context) => {
    const items = 'item' in context ? [context.item] : await withFiles(context.input())
    const account = smtpAccount(await context.credential(slot))
    const mail = composeMail(context.params, { from: account.from, idempotencyKey: context.idempotencyKey, files: await gatherFiles(items, context), directory: await directoryAddresses(context) })
    const addresses = (list: ComposedMail['to']) => list.map(({ address }) => address)
    return { from: mail.from.address, to: addresses(mail.to), cc: addresses(mail.cc), bcc: addresses(mail.bcc), subject: mail.subject, html: mail.html, text: mail.text, attachments: [...mail.images.map(({ file }) => file), ...mail.attachments].map(({ name, size }) => ({ name, size })), inReplyTo: mail.thread?.inReplyTo ?? null }
  },
})

/** Only the files are needed: the rows themselves are read by expressions. */
async function withFiles(items: AsyncIterable<Item>): Promise<readonly Item[]> {
  const found: Item[] = []
  for await (const item of items) if (item.files !== undefined) found.push({ json: {}, files: item.files })
  return found
}

async function send(context: NodeContext<MailParams>, items: readonly Item[]): Promise<JsonObject> {
  const { params, log, locale } = context
  const account = smtpAccount(await context.credential(slot))
  const mail = composeMail(params, { from: account.from, idempotencyKey: context.idempotencyKey, files: await gatherFiles(items, context), directory: await directoryAddresses(context) })
  context.signal.throwIfAborted()
  const { outcome, alreadyAt } = await sendOnce(context, params.ifUnknown, () => deliver(mail, account, context))
  if (alreadyAt !== null) sayAlreadySent(context, alreadyAt)
  const rejected = Array.isArray(outcome['rejected']) ? (outcome['rejected'] as readonly string[]) : []
  for (const address of rejected) log.warn(locale === 'fr' ? `Le serveur a refusé le destinataire ${address}.` : `The server refused the recipient ${address}.`)
  return { ...outcome, subject: mail.subject, alreadySentAt: alreadyAt }
}
