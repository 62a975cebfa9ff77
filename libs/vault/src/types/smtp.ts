import { fieldsSchema, textField, type CredentialType } from '../credential-type.js'
import { mailConsent, mailLoginFields, tokenHosts } from './mail-login.js'

/** A mail server for sending. Values: `host`, `port`, `security`, `from`, `fromName`, and those of `mailLoginFields`. */
export const smtp: CredentialType = {
  type: 'smtp',
  title: { fr: 'Serveur d’envoi de courriel (SMTP)', en: 'Mail server for sending (SMTP)' },
  description: {
    fr: 'Le serveur par lequel les courriels partent, et l’adresse d’expéditeur.',
    en: 'The server that mail leaves by, and the sender’s address.',
  },
  icon: 'mail',
  consent: mailConsent,
  ...fieldsSchema([
    textField(
      'host',
      { label: { fr: 'Serveur', en: 'Server' }, placeholder: { fr: 'smtp.exemple.fr', en: 'smtp.example.com' } },
      { pattern: '^[A-Za-z0-9._:\\-\\[\\]]+$' },
    ),
    {
      name: 'port',
      schema: { type: 'integer', minimum: 1, maximum: 65535, default: 587 },
      hints: { label: { fr: 'Port', en: 'Port' }, help: { fr: '587 avec STARTTLS, 465 avec TLS.', en: '587 with STARTTLS, 465 with TLS.' } },
    },
    {
      name: 'security',
      schema: { type: 'string', enum: ['starttls', 'tls', 'none'], default: 'starttls' },
      hints: {
        label: { fr: 'Chiffrement', en: 'Encryption' },
        choices: {
          starttls: { fr: 'STARTTLS (le plus courant)', en: 'STARTTLS (most common)' },
          tls: { fr: 'TLS dès la connexion', en: 'TLS from the start' },
          none: { fr: 'Aucun (réseau interne seulement)', en: 'None (internal networks only)' },
        },
      },
    },
    ...mailLoginFields(false),
    textField(
      'from',
      { label: { fr: 'Adresse de l’expéditeur', en: 'Sender’s address' }, placeholder: { fr: 'rapports@exemple.fr', en: 'reports@example.com' } },
      { pattern: '^[^\\s@<>,;]+@[^\\s@<>,;]+$', maxLength: 320 },
    ),
    {
      ...textField('fromName', { label: { fr: 'Nom de l’expéditeur', en: 'Sender’s name' } }),
      required: false,
      schema: { type: 'string', maxLength: 200, pattern: '^[^\\r\\n]*$' },
    },
  ]),
  hosts: (values) => (typeof values['host'] === 'string' ? [`${values['host'].toLowerCase()}:${Number(values['port'] ?? 587)}`, ...tokenHosts(values)] : []),
}
