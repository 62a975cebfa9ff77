import { addressField, fieldsSchema, hostsOfAddress, secretField, textField, type CredentialType } from '../credential-type.js'

const onlyThere = { fr: 'L’identifiant n’est jamais envoyé à un autre hôte.', en: 'The credential is never sent to another host.' }
const callersToo = {
  fr: 'L’identifiant n’est jamais envoyé à un autre hôte. Vide : il sert seulement à vérifier qui appelle un webhook.',
  en: 'The credential is never sent to another host. Empty: it only checks who calls a webhook.',
}

/** User and password by HTTP Basic. Values: `address`, `user`, `password`. */
export const httpBasic: CredentialType = {
  type: 'http-basic',
  title: { fr: 'HTTP : utilisateur et mot de passe', en: 'HTTP: user and password' },
  description: { fr: 'Connexion « Basic » à une API ou à un site.', en: 'Basic login to an API or a site.' },
  icon: 'user-key',
  ...fieldsSchema([
    addressField(false, callersToo),
    textField('user', { label: { fr: 'Utilisateur', en: 'User' } }, { pattern: '^[^:\\r\\n]+$' }),
    secretField('password', { label: { fr: 'Mot de passe', en: 'Password' } }),
  ]),
  hosts: (values) => hostsOfAddress(values['address']),
  derivedSecrets: ({ user, password }) => (typeof user === 'string' && typeof password === 'string' ? [Buffer.from(`${user}:${password}`, 'utf8').toString('base64')] : []),
}

/** A token sent as `Authorization: Bearer`. Values: `address`, `token`. */
export const httpBearer: CredentialType = {
  type: 'http-bearer',
  title: { fr: 'HTTP : jeton (Bearer)', en: 'HTTP: token (Bearer)' },
  description: { fr: 'Un jeton d’accès donné par le service.', en: 'An access token given by the service.' },
  icon: 'key',
  ...fieldsSchema([addressField(false, callersToo), secretField('token', { label: { fr: 'Jeton', en: 'Token' } })]),
  hosts: (values) => hostsOfAddress(values['address']),
}

/** A key in a header or in the query. Values: `address`, `place`, `name`, `key`. */
export const httpApiKey: CredentialType = {
  type: 'http-api-key',
  title: { fr: 'HTTP : clé d’API', en: 'HTTP: API key' },
  description: { fr: 'Une clé envoyée dans un en-tête ou dans l’adresse.', en: 'A key sent in a header or in the address.' },
  icon: 'key',
  ...fieldsSchema([
    addressField(true, onlyThere),
    {
      name: 'place',
      schema: { type: 'string', enum: ['header', 'query'], default: 'header' },
      hints: {
        label: { fr: 'Emplacement', en: 'Place' },
        choices: { header: { fr: 'En-tête', en: 'Header' }, query: { fr: 'Paramètre de l’adresse', en: 'Query parameter' } },
      },
    },
    textField(
      'name',
      { label: { fr: 'Nom de l’en-tête ou du paramètre', en: 'Name of the header or parameter' } },
      { default: 'X-API-Key', pattern: '^[A-Za-z0-9!#$%&*+.^_|~-]+$', maxLength: 200 },
    ),
    secretField('key', { label: { fr: 'Clé', en: 'Key' } }),
  ]),
  hosts: (values) => hostsOfAddress(values['address']),
}

/**
 * A login call that gives a token for some time (CORTEX). Values: `address`, `loginPath`, `user`, `password`, `userField`,
 * `passwordField`, `tokenField`, `lifetimeSeconds`, `header`, `prefix`.
 */
export const loginToken: CredentialType = {
  type: 'login-token',
  title: { fr: 'HTTP : connexion avec jeton (CORTEX)', en: 'HTTP: login for a token (CORTEX)' },
  description: {
    fr: 'Un appel de connexion donne un jeton pour un certain temps ; il est gardé et renouvelé tout seul.',
    en: 'A login call gives a token for some time; it is kept and renewed by itself.',
  },
  icon: 'login-2',
  ...fieldsSchema([
    addressField(true, onlyThere),
    textField('loginPath', { label: { fr: 'Chemin de connexion', en: 'Login path' } }, { default: '/auth/login', pattern: '^/[^\\s]*$' }),
    textField('user', { label: { fr: 'Utilisateur', en: 'User' } }),
    secretField('password', { label: { fr: 'Mot de passe', en: 'Password' } }),
    {
      name: 'lifetimeSeconds',
      schema: { type: 'integer', minimum: 1, maximum: 2_592_000, default: 3600 },
      hints: {
        label: { fr: 'Durée du jeton (secondes)', en: 'Lifetime of the token (seconds)' },
        help: { fr: 'Si la réponse contient « expires_in », c’est elle qui compte.', en: 'Where the answer has `expires_in`, that one counts.' },
      },
    },
    textField('userField', { label: { fr: 'Champ de l’utilisateur', en: 'Field of the user' }, advanced: true }, { default: 'user', maxLength: 200 }),
    textField(
      'passwordField',
      { label: { fr: 'Champ du mot de passe', en: 'Field of the password' }, advanced: true },
      { default: 'password', maxLength: 200 },
    ),
    textField(
      'tokenField',
      {
        label: { fr: 'Champ du jeton dans la réponse', en: 'Field of the token in the answer' },
        help: { fr: 'Avec des points pour descendre : data.token', en: 'With dots to go down: data.token' },
        advanced: true,
      },
      { default: 'token', maxLength: 200 },
    ),
    textField(
      'header',
      { label: { fr: 'En-tête', en: 'Header' }, advanced: true },
      { default: 'Authorization', pattern: '^[A-Za-z0-9!#$%&*+.^_|~-]+$', maxLength: 200 },
    ),
    {
      name: 'prefix',
      schema: { type: 'string', maxLength: 50, default: 'Bearer', pattern: '^[\\x20-\\x7e]*$' },
      hints: { label: { fr: 'Mot devant le jeton', en: 'Word before the token' }, advanced: true },
    },
  ]),
  hosts: (values) => hostsOfAddress(values['address']),
}

/** An address that is itself the secret (Slack, Chime, Teams, Discord). Values: `url`. */
export const webhookUrl: CredentialType = {
  type: 'webhook-url',
  title: { fr: 'Adresse de webhook', en: 'Webhook address' },
  description: {
    fr: 'L’adresse donnée par Slack, Chime, Teams ou un autre service pour y poster des messages.',
    en: 'The address that Slack, Chime, Teams or another service gave to post messages to.',
  },
  icon: 'webhook',
  ...fieldsSchema([
    {
      ...secretField('url', {
        label: { fr: 'Adresse', en: 'Address' },
        help: { fr: 'Qui la connaît peut y écrire : elle est gardée secrète.', en: 'Whoever knows it can write there: it is kept secret.' },
      }),
      schema: { type: 'string', maxLength: 2000, pattern: '^https?://[^\\s]+$' },
    },
  ]),
  hosts: (values) => hostsOfAddress(values['url']),
}
