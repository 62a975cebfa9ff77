import { addressField, fieldsSchema, hostsOfAddress, secretField, textField, type CredentialField, type CredentialType } from '../credential-type.js'

const host: CredentialField = textField('host', { label: { fr: 'Serveur', en: 'Server' } }, { pattern: '^[A-Za-z0-9._:\\-\\[\\]]+$' })

function port(standard: number): CredentialField {
  return { name: 'port', schema: { type: 'integer', minimum: 1, maximum: 65535, default: standard }, hints: { label: { fr: 'Port', en: 'Port' } } }
}

const user: CredentialField = textField('user', { label: { fr: 'Utilisateur', en: 'User' } }, { pattern: '^[^\\u0000-\\u001f]+$', maxLength: 500 })

/** A file server by FTP or FTPS. Values: `host`, `port`, `security`, `user`, `password`, `certificate`. */
export const ftp: CredentialType = {
  type: 'ftp',
  title: { fr: 'Serveur de fichiers (FTP, FTPS)', en: 'File server (FTP, FTPS)' },
  description: { fr: 'Un serveur d’où l’on prend et où l’on dépose des fichiers.', en: 'A server to take files from and to put files on.' },
  icon: 'server',
  ...fieldsSchema([
    host,
    port(21),
    {
      name: 'security',
      schema: { type: 'string', enum: ['explicit', 'implicit', 'none'], default: 'explicit' },
      hints: {
        label: { fr: 'Chiffrement', en: 'Encryption' },
        choices: {
          explicit: { fr: 'FTPS explicite (port 21, le plus courant)', en: 'Explicit FTPS (port 21, most common)' },
          implicit: { fr: 'FTPS implicite (port 990)', en: 'Implicit FTPS (port 990)' },
          none: { fr: 'Aucun : mot de passe et fichiers passent en clair', en: 'None: password and files travel readable' },
        },
      },
    },
    user,
    { ...secretField('password', { label: { fr: 'Mot de passe', en: 'Password' } }), required: false, schema: { type: 'string', maxLength: 2000, pattern: '^[^\\r\\n]*$' } },
    {
      name: 'certificate',
      schema: { type: 'string', maxLength: 200, pattern: '^([0-9A-Fa-f]{2}:?){32}$' },
      hints: {
        label: { fr: 'Empreinte du certificat (SHA-256)', en: 'Fingerprint of the certificate (SHA-256)' },
        help: {
          fr: 'Seulement si le serveur a un certificat fait par lui-même : l’empreinte que son administrateur vous donne. Vide : le certificat doit être reconnu.',
          en: 'Only where the server made its certificate itself: the fingerprint that its administrator gives you. Empty: the certificate must be a recognised one.',
        },
        advanced: true,
      },
    },
  ]),
  hosts: (values) => (typeof values['host'] === 'string' ? [`${values['host'].toLowerCase()}:${Number(values['port'] ?? 21)}`] : []),
}

/** A file server by SFTP. Values: `host`, `port`, `user`, `password`, `privateKey`, `passphrase`, `hostKey`. */
export const sftp: CredentialType = {
  type: 'sftp',
  title: { fr: 'Serveur de fichiers (SFTP)', en: 'File server (SFTP)' },
  description: { fr: 'Un serveur de fichiers par SSH, avec un mot de passe ou une clé.', en: 'A file server over SSH, with a password or a key.' },
  icon: 'server-bolt',
  ...fieldsSchema([
    host,
    port(22),
    user,
    { ...secretField('password', { label: { fr: 'Mot de passe', en: 'Password' } }), required: false, schema: { type: 'string', maxLength: 2000 } },
    {
      ...secretField('privateKey', {
        label: { fr: 'Clé privée', en: 'Private key' },
        help: { fr: 'Le texte de la clé elle-même (OpenSSH ou PEM), pas le chemin d’un fichier.', en: 'The text of the key itself (OpenSSH or PEM), not the path of a file.' },
        widget: 'text',
      }),
      required: false,
      schema: { type: 'string', maxLength: 20_000 },
    },
    { ...secretField('passphrase', { label: { fr: 'Phrase de la clé', en: 'Passphrase of the key' }, advanced: true }), required: false, schema: { type: 'string', maxLength: 2000 } },
    {
      name: 'hostKey',
      schema: { type: 'string', maxLength: 100, pattern: '^(SHA256:)?[A-Za-z0-9+/]{43}=?$' },
      hints: {
        label: { fr: 'Empreinte du serveur', en: 'Fingerprint of the server' },
        help: {
          fr: 'SHA256:… Laissez vide et appuyez sur « Tester » : le message donne l’empreinte ; comparez-la avec celle que vous donne l’administrateur du serveur avant de la mettre ici.',
          en: 'SHA256:… Leave it empty and press “Test”: the message gives the fingerprint; compare it with the one that the server’s administrator gives you before you put it here.',
        },
        placeholder: { fr: 'SHA256:…', en: 'SHA256:…' },
      },
    },
  ]),
  hosts: (values) => (typeof values['host'] === 'string' ? [`${values['host'].toLowerCase()}:${Number(values['port'] ?? 22)}`] : []),
}

/** A bucket of S3 or of a service that speaks the same. Values: `address`, `region`, `bucket`, `accessKey`, `secretKey`, `style`. */
export const s3: CredentialType = {
  type: 's3',
  title: { fr: 'Stockage S3', en: 'S3 storage' },
  description: { fr: 'Un bucket d’Amazon S3 ou d’un service compatible (MinIO, Scaleway, OVH…).', en: 'A bucket of Amazon S3 or of a compatible service (MinIO, Scaleway, OVH…).' },
  icon: 'bucket',
  ...fieldsSchema([
    addressField(true, { fr: 'Par exemple https://s3.eu-west-3.amazonaws.com', en: 'For example https://s3.eu-west-3.amazonaws.com' }),
    textField('region', { label: { fr: 'Région', en: 'Region' } }, { default: 'us-east-1', pattern: '^[a-z0-9-]+$', maxLength: 100 }),
    textField('bucket', { label: { fr: 'Bucket', en: 'Bucket' } }, { pattern: '^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$', maxLength: 63 }),
    textField('accessKey', { label: { fr: 'Clé d’accès', en: 'Access key' } }, { pattern: '^[\\x21-\\x7e]+$', maxLength: 200 }),
    secretField('secretKey', { label: { fr: 'Clé secrète', en: 'Secret key' } }),
    {
      name: 'style',
      schema: { type: 'string', enum: ['path', 'host'], default: 'path' },
      hints: {
        label: { fr: 'Place du bucket', en: 'Place of the bucket' },
        choices: { path: { fr: 'dans le chemin (adresse/bucket)', en: 'in the path (address/bucket)' }, host: { fr: 'dans le nom (bucket.adresse)', en: 'in the name (bucket.address)' } },
        advanced: true,
      },
    },
  ]),
  hosts: (values) => hostsOfAddress(values['address']).map((known) => (values['style'] === 'host' ? `${String(values['bucket'])}.${known}` : known)),
}
