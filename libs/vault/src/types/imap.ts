import { fieldsSchema, textField, type CredentialType } from '../credential-type.js'
import { mailConsent, mailLoginFields, tokenHosts } from './mail-login.js'

/** A mailbox for reading. Values: `host`, `port`, `security`, and those of `mailLoginFields`. */
export const imap: CredentialType = {
  type: 'imap',
  title: { fr: 'Boîte aux lettres (IMAP)', en: 'Mailbox (IMAP)' },
  description: { fr: 'Une boîte de courriel à lire et à ranger.', en: 'A mailbox to read and to sort.' },
  icon: 'inbox',
  consent: mailConsent,
  ...fieldsSchema([
    textField(
      'host',
      { label: { fr: 'Serveur', en: 'Server' }, placeholder: { fr: 'imap.exemple.fr', en: 'imap.example.com' } },
      { pattern: '^[A-Za-z0-9._:\\-\\[\\]]+$' },
    ),
    {
      name: 'port',
      schema: { type: 'integer', minimum: 1, maximum: 65535, default: 993 },
      hints: { label: { fr: 'Port', en: 'Port' }, help: { fr: '993 avec TLS, 143 avec STARTTLS.', en: '993 with TLS, 143 with STARTTLS.' } },
    },
    {
      name: 'security',
      schema: { type: 'string', enum: ['tls', 'starttls', 'none'], default: 'tls' },
      hints: {
        label: { fr: 'Chiffrement', en: 'Encryption' },
        choices: {
          tls: { fr: 'TLS dès la connexion (le plus courant)', en: 'TLS from the start (most common)' },
          starttls: { fr: 'STARTTLS', en: 'STARTTLS' },
          none: { fr: 'Aucun (réseau interne seulement)', en: 'None (internal networks only)' },
        },
      },
    },
    ...mailLoginFields(true),
  ]),
  hosts: (values) => (typeof values['host'] === 'string' ? [`${values['host'].toLowerCase()}:${Number(values['port'] ?? 993)}`, ...tokenHosts(values)] : []),
}
