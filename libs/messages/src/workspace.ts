import type { MessageMap } from './message-map.js'

/** Texts of the codes of this area: what the workspace keeps for its flows (collections, the directory). */
export const workspaceMessages = {
  HOST_WORKSPACE_MISSING: {
    fr: 'Cette étape utilise ce que le serveur garde (collections, annuaire, historique), et il n’y en a pas ici.',
    en: 'This step uses what the server keeps (collections, directory, history), and there is none here.',
    hint: { fr: 'Exécutez le flux sur le serveur.', en: 'Run the flow on the server.' },
  },
  COLLECTION_MISSING: {
    fr: 'Il n’y a pas de collection « {name} ».',
    en: 'There is no collection “{name}”.',
    hint: { fr: 'Vérifiez son nom sur la page Collections, ou laissez un flux la remplir d’abord.', en: 'Check its name on the page Collections, or let a flow fill it first.' },
  },
  COLLECTION_KEYS_DIFFERENT: {
    fr: 'La collection « {name} » reconnaît ses lignes par {known}, et cette étape par {given}.',
    en: 'The collection “{name}” knows its rows by {known}, and this step by {given}.',
    hint: { fr: 'Mettez les mêmes champs clés, ou utilisez une autre collection.', en: 'Put in the same key fields, or use another collection.' },
  },
  COLLECTION_KEY_MISSING: {
    fr: 'Une ligne n’a pas de valeur dans ses champs clés ({fields}).',
    en: 'A row has no value in its key fields ({fields}).',
    hint: { fr: 'Donnez une valeur simple (texte ou nombre) à chaque champ clé.', en: 'Give each key field a plain value (text or number).' },
  },
  COLLECTION_KEY_TAKEN: {
    fr: 'Une autre ligne de « {name} » porte déjà la clé {key}.',
    en: 'Another row of “{name}” has the key {key} already.',
    hint: { fr: 'Changez la valeur des champs clés, ou modifiez l’autre ligne.', en: 'Change the value of the key fields, or edit the other row.' },
  },
  COLLECTION_ROW_TOO_LARGE: {
    fr: 'La ligne {key} est trop grande pour une collection : {size:size}, pour {limit:size} au plus.',
    en: 'The row {key} is too large for a collection: {size:size}, with {limit:size} at most.',
    hint: { fr: 'Ne gardez que les champs utiles.', en: 'Keep only the fields that are needed.' },
  },
  COLLECTION_NAME_TAKEN: { fr: 'Il y a déjà une collection « {name} ».', en: 'There is a collection “{name}” already.', hint: { fr: 'Choisissez un autre nom.', en: 'Choose another name.' } },
  COLLECTION_STILL_USED: {
    fr: 'Cette collection est utilisée par : {flows}.',
    en: 'This collection is used by: {flows}.',
    hint: { fr: 'Retirez-la de ces flux d’abord.', en: 'Take it out of these flows first.' },
  },
  RECIPIENT_ADDRESS_INVALID: {
    fr: 'Cette adresse ne convient pas à ce type de destinataire.',
    en: 'This address does not fit this kind of recipient.',
    hint: {
      fr: 'Courriel : nom@domaine ; WhatsApp et SMS : le numéro avec son indicatif (+33612345678) ; les autres : l’adresse https:// du webhook.',
      en: 'E-mail: name@domain; WhatsApp and SMS: the number with its country code (+15551234567); the others: the https:// address of the webhook.',
    },
  },
  RECIPIENT_STILL_USED: {
    fr: 'Ce destinataire est utilisé par : {flows}.',
    en: 'This recipient is used by: {flows}.',
    hint: { fr: 'Désactivez-le, ou retirez-le de ces flux d’abord.', en: 'Deactivate it, or take it out of these flows first.' },
  },
  RECIPIENT_NAME_TAKEN: { fr: 'Un destinataire de ce type porte déjà le nom « {name} ».', en: 'A recipient of this kind is called “{name}” already.', hint: { fr: 'Choisissez un autre nom.', en: 'Choose another name.' } },
} as const satisfies MessageMap
