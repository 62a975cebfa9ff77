import { addressField, fieldsSchema, hostsOfAddress, secretField, type CredentialType } from '../credential-type.js'

/** What a PEM text looks like; line breaks may have been lost on the way through a form. */
const pem = '^\\s*-----BEGIN [A-Z0-9 ]+-----[A-Za-z0-9+/=\\s,:\\-]+-----END [A-Z0-9 ]+-----[\\s\\S]*$'

const pasted = { fr: 'Collez le contenu du fichier .pem, et non son nom.', en: 'Paste the contents of the .pem file, not its name.' }

/** A certificate by which a server knows its caller. Values: `address`, `certificate`, `key`, `passphrase`, `authority`; contents, never paths. */
export const tlsCertificate: CredentialType = {
  type: 'tls-certificate',
  title: { fr: 'Certificat client (TLS)', en: 'Client certificate (TLS)' },
  description: {
    fr: 'Le certificat et sa clé, pour les services qui reconnaissent leurs clients ainsi.',
    en: 'The certificate and its key, for services that know their clients by them.',
  },
  icon: 'certificate',
  ...fieldsSchema([
    addressField(true, { fr: 'Le certificat n’est présenté à aucun autre hôte.', en: 'The certificate is shown to no other host.' }),
    {
      name: 'certificate',
      required: true,
      schema: { type: 'string', maxLength: 50_000, pattern: pem },
      hints: { label: { fr: 'Certificat (PEM)', en: 'Certificate (PEM)' }, help: pasted, widget: 'text' },
    },
    {
      ...secretField('key', { label: { fr: 'Clé privée (PEM)', en: 'Private key (PEM)' }, help: pasted, widget: 'text' }),
      schema: { type: 'string', maxLength: 20_000, pattern: pem },
    },
    { ...secretField('passphrase', { label: { fr: 'Mot de passe de la clé', en: 'Password of the key' } }), required: false },
    {
      name: 'authority',
      schema: { type: 'string', maxLength: 50_000, pattern: pem },
      hints: {
        label: { fr: 'Autorité du serveur (PEM)', en: 'Authority of the server (PEM)' },
        help: {
          fr: 'Seulement si le serveur a un certificat d’une autorité interne.',
          en: 'Only where the certificate of the server is from an internal authority.',
        },
        widget: 'text',
        advanced: true,
      },
    },
  ]),
  hosts: (values) => hostsOfAddress(values['address']),
}
