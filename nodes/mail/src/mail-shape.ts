import type { FieldShape, JsonObject, LocalizedText } from '@maillon/node-sdk'
import type { UnreadableReason } from './read-mails.js'

/** What is known of every mail, readable or not. */
export const knownMailFields: readonly FieldShape[] = [
  { name: 'uid', type: 'number' },
  { name: 'folder', type: 'text' },
  { name: 'uidValidity', type: 'text' },
  { name: 'receivedAt', type: 'date' },
  { name: 'from', type: 'text' },
  { name: 'subject', type: 'text' },
  { name: 'isUnread', type: 'boolean' },
  { name: 'isFlagged', type: 'boolean' },
  { name: 'labels', type: 'list' },
  { name: 'size', type: 'number' },
]

/** What reading it adds. */
export const readMailFields: readonly FieldShape[] = [
  { name: 'messageId', type: 'text' },
  { name: 'inReplyTo', type: 'text' },
  { name: 'references', type: 'list' },
  { name: 'fromName', type: 'text' },
  { name: 'replyTo', type: 'text' },
  { name: 'to', type: 'list' },
  { name: 'cc', type: 'list' },
  { name: 'date', type: 'date' },
  { name: 'text', type: 'text' },
  { name: 'html', type: 'text' },
  { name: 'isAutomatic', type: 'boolean' },
  { name: 'attachments', type: 'list' },
]

export const mailSample: JsonObject = {
  uid: 42, folder: 'INBOX', uidValidity: '1', receivedAt: '2026-01-15T07:31:00.000Z', from: 'jeanne@exemple.fr', subject: 'Commande 4512', isUnread: true, isFlagged: false, labels: [], size: 48_213,
  messageId: '<4512@exemple.fr>', inReplyTo: null, references: [], fromName: 'Jeanne Dupont', replyTo: 'jeanne@exemple.fr', to: ['commandes@exemple.fr'], cc: [], date: '2026-01-15T07:30:58.000Z', text: 'Bonjour, voici notre commande.', html: '', isAutomatic: false,
  attachments: [{ name: 'commande.xlsx', mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', size: 9_120, file: 'attachment1' }],
}

/** Why a mail was not read, as a sentence. */
export const unreadableReasons: { readonly [reason in UnreadableReason]: LocalizedText } = {
  'too-large': { fr: 'il est plus gros que la taille permise.', en: 'it is larger than allowed.' },
  'too-many-parts': { fr: 'il contient trop de parties ou de fichiers.', en: 'it holds too many parts or files.' },
  'too-deep': { fr: 'ses parties sont emboîtées trop profondément.', en: 'its parts are nested too deeply.' },
  'headers-too-large': { fr: 'ses en-têtes sont démesurés.', en: 'its headers are beyond measure.' },
  broken: { fr: 'son contenu est abîmé.', en: 'its content is broken.' },
}
