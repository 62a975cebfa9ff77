import { fieldsSchema, secretField, textField, type CredentialType } from '../credential-type.js'

/** A database server. Values: `host`, `port`, `database`, `user`, `password`, `encryption`, `authority`. */
function databaseServer(about: Pick<CredentialType, 'type' | 'title' | 'description'> & { readonly port: number }): CredentialType {
  const { port, ...named } = about
  return {
    ...named,
    icon: 'database',
    ...fieldsSchema([
      textField('host', { label: { fr: 'Serveur', en: 'Server' } }, { pattern: '^[A-Za-z0-9._:\\-\\[\\]]+$' }),
      { name: 'port', schema: { type: 'integer', minimum: 1, maximum: 65535, default: port }, hints: { label: { fr: 'Port', en: 'Port' } } },
      textField('database', { label: { fr: 'Base de données', en: 'Database' } }, { pattern: '^[^\\u0000-\\u001f]+$', maxLength: 200 }),
      textField('user', { label: { fr: 'Utilisateur', en: 'User' } }, { pattern: '^[^\\u0000-\\u001f]+$', maxLength: 200 }),
      { ...secretField('password', { label: { fr: 'Mot de passe', en: 'Password' } }), required: false, schema: { type: 'string', maxLength: 2000 } },
      {
        name: 'encryption',
        schema: { type: 'string', enum: ['verified', 'none'], default: 'verified' },
        hints: {
          label: { fr: 'Chiffrement', en: 'Encryption' },
          choices: {
            verified: { fr: 'TLS, avec un certificat vérifié', en: 'TLS, with a verified certificate' },
            none: { fr: 'Aucun (réseau interne seulement)', en: 'None (internal networks only)' },
          },
        },
      },
      {
        name: 'authority',
        schema: { type: 'string', maxLength: 20_000 },
        hints: {
          label: { fr: 'Certificat de l’autorité', en: 'Certificate of the authority' },
          help: {
            fr: 'Le texte du certificat (PEM) de l’autorité ou du serveur lui-même, si elle n’est pas reconnue partout.',
            en: 'The text of the certificate (PEM) of the authority, or of the server itself, where it is not recognised everywhere.',
          },
          advanced: true,
        },
      },
    ]),
    hosts: (values) => (typeof values['host'] === 'string' ? [`${values['host'].toLowerCase()}:${Number(values['port'] ?? port)}`] : []),
  }
}

export const postgres = databaseServer({
  type: 'postgres',
  title: { fr: 'Base PostgreSQL', en: 'PostgreSQL database' },
  description: { fr: 'Une base de données PostgreSQL, pour y lire et y écrire des lignes.', en: 'A PostgreSQL database, to read and write rows.' },
  port: 5432,
})

export const mysql = databaseServer({
  type: 'mysql',
  title: { fr: 'Base MySQL ou MariaDB', en: 'MySQL or MariaDB database' },
  description: { fr: 'Une base de données MySQL ou MariaDB, pour y lire et y écrire des lignes.', en: 'A MySQL or MariaDB database, to read and write rows.' },
  port: 3306,
})
