import type { JsonObject } from '@maillon/kernel'
import { fieldsSchema, hostsOfAddress, secretField, textField, type CredentialType } from '../credential-type.js'

/** A service account of Google. Values: `key` (the JSON key file's contents), `subject`, `scope`, `address`. */
export const googleServiceAccount: CredentialType = {
  type: 'google-service-account',
  title: { fr: 'Google : compte de service', en: 'Google: service account' },
  description: {
    fr: 'Un compte de service Google ; partagez la feuille avec son adresse pour qu’il puisse l’ouvrir.',
    en: 'A Google service account; share the sheet with its address so that it can open it.',
  },
  icon: 'brand-google',
  ...fieldsSchema([
    {
      ...secretField('key', {
        label: { fr: 'Clé (JSON)', en: 'Key (JSON)' },
        help: { fr: 'Collez le contenu du fichier .json téléchargé chez Google.', en: 'Paste the contents of the .json file downloaded from Google.' },
        widget: 'text',
      }),
      schema: { type: 'string', maxLength: 20_000, pattern: '^\\s*\\{[\\s\\S]*"private_key"[\\s\\S]*\\}\\s*$' },
    },
    {
      ...textField('subject', {
        label: { fr: 'Au nom de', en: 'In the name of' },
        help: {
          fr: 'Adresse d’une personne du domaine, si l’administrateur a délégué ce droit. Vide : le compte lui-même.',
          en: 'Address of a person of the domain, where its administrator delegated that right. Empty: the account itself.',
        },
        advanced: true,
      }),
      required: false,
      schema: { type: 'string', maxLength: 320 },
    },
    textField('scope', { label: { fr: 'Droits demandés (scope)', en: 'Scopes' }, advanced: true }, { default: 'https://www.googleapis.com/auth/spreadsheets' }),
    textField(
      'address',
      { label: { fr: 'Adresse de l’API', en: 'Address of the API' }, advanced: true },
      { default: 'https://sheets.googleapis.com', pattern: '^https?://[^\\s]+$' },
    ),
  ]),
  hosts: (values) => [
    ...new Set([...hostsOfAddress(values['address']), ...hostsOfAddress(keyOf(values)['token_uri'] ?? 'https://oauth2.googleapis.com/token')]),
  ],
  derivedSecrets: (values) => {
    const { private_key: privateKey } = keyOf(values)
    return typeof privateKey === 'string' ? [privateKey, privateKey.replace(/-----[^-]+-----|\s/g, '')] : []
  },
}

function keyOf({ key }: JsonObject): JsonObject {
  try {
    const parsed: unknown = JSON.parse(String(key))
    return typeof parsed === 'object' && parsed !== null ? (parsed as JsonObject) : {}
  } catch {
    return {}
  }
}
