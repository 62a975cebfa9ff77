import { createHash } from 'node:crypto'
import { userError, type FileRef } from '@maillon/node-sdk'
import { htmlToText } from './html-to-text.js'
import { placeImages, type InlineImage, type MailFiles } from './mail-files.js'
import type { MailParams } from './mail-params.js'
import { readAddress, readAddresses, type MailAddress } from './read-address.js'
import { readThread, type MailThread } from './read-thread.js'

/** A mail, checked and ready to be handed to the mail library; attachments still by reference. */
export interface ComposedMail {
  readonly from: MailAddress
  readonly to: readonly MailAddress[]
  readonly cc: readonly MailAddress[]
  readonly bcc: readonly MailAddress[]
  readonly replyTo: MailAddress | null
  readonly subject: string
  readonly html: string
  readonly text: string
  readonly priority: MailParams['priority']
  readonly messageId: string
  readonly attachments: readonly FileRef[]
  /** Shown inside the HTML, which names them by `cid`. */
  readonly images: readonly InlineImage[]
  /** Null: the mail begins a thread of its own. */
  readonly thread: MailThread | null
}

const mostRecipients = 500

/** @throws UserError at the field that can't be sent. */
export function composeMail(params: MailParams, about: { readonly from: MailAddress; readonly idempotencyKey: string; readonly files: MailFiles; readonly directory?: readonly MailAddress[] }): ComposedMail {
  // oxlint-disable-next-line no-control-regex
  if (/[\u0000-\u001f\u007f]/.test(params.subject)) throw badSubject()
  const to = withDirectory(readAddresses(params.to, '/to'), about.directory ?? [])
  const cc = readAddresses(params.cc, '/cc')
  const bcc = readAddresses(params.bcc, '/bcc')
  if (to.length + cc.length + bcc.length === 0) throw nobody()
  if (to.length + cc.length + bcc.length > mostRecipients) throw tooManyRecipients(to.length + cc.length + bcc.length)
  const { html, images } = placeImages(params.html, about.files)
  const domain = about.from.address.slice(about.from.address.lastIndexOf('@') + 1)
  return {
    from: about.from,
    to,
    cc,
    bcc,
    replyTo: params.replyTo === undefined || params.replyTo.trim() === '' ? null : readAddress(params.replyTo, '/replyTo'),
    subject: params.subject,
    html,
    text: params.text === undefined || params.text === '' ? htmlToText(params.html) : params.text,
    priority: params.priority,
    // The same over all attempts, so that a mail server or reader can tell a repetition.
    messageId: `<${createHash('sha256').update(about.idempotencyKey).digest('hex').slice(0, 40)}@${domain}>`,
    // What the message shows isn't attached a second time.
    attachments: about.files.attachments.filter(({ id }) => !images.some(({ file }) => file.id === id)),
    images,
    thread: readThread(params, to),
  }
}

/** Nobody gets it twice. */
function withDirectory(to: readonly MailAddress[], directory: readonly MailAddress[]): readonly MailAddress[] {
  const known = new Set(to.map(({ address }) => address.toLowerCase()))
  return [...to, ...directory.filter(({ address }) => !known.has(address.toLowerCase()))]
}

function nobody() {
  return userError({
    code: 'MAIL_RECIPIENT_MISSING',
    text: { fr: 'Ce courriel n’a aucun destinataire.', en: 'This mail has no recipient.' },
    hint: { fr: 'Ajoutez une adresse, ou quelqu’un de l’annuaire qui soit actif.', en: 'Add an address, or somebody of the directory who is active.' },
    field: '/to',
  })
}

function badSubject() {
  return userError({
    code: 'MAIL_SUBJECT_INVALID',
    text: { fr: 'L’objet contient un retour à la ligne ou un autre caractère interdit.', en: 'The subject holds a line break or another forbidden character.' },
    hint: { fr: 'Écrivez-le sur une seule ligne.', en: 'Write it on a single line.' },
    field: '/subject',
  })
}

function tooManyRecipients(count: number) {
  return userError({
    code: 'MAIL_RECIPIENTS_EXCEEDED',
    text: { fr: `Trop de destinataires : ${count}, pour 500 au plus.`, en: `Too many recipients: ${count}, with 500 at most.` },
    hint: { fr: 'Envoyez un courriel par ligne, ou passez par une liste de diffusion.', en: 'Send a mail for each row, or use a mailing list.' },
    field: '/to',
  })
}
