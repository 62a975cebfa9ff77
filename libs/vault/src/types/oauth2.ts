import { addressField, fieldsSchema, hostsOfAddress, secretField, textField, type CredentialField, type CredentialType } from '../credential-type.js'

const onlyThere = { fr: 'Le jeton n’est jamais envoyé à un autre hôte.', en: 'The token is never sent to another host.' }

const tokenUrl = textField(
  'tokenUrl',
  {
    label: { fr: 'Adresse du jeton', en: 'Token address' },
    help: { fr: '« Token URL » dans la documentation du service.', en: 'The “token URL” in the documentation of the service.' },
    placeholder: { fr: 'https://login.exemple.fr/oauth2/token', en: 'https://login.example.com/oauth2/token' },
  },
  { pattern: '^https?://[^\\s]+$' },
)

const scope: CredentialField = {
  ...textField('scope', {
    label: { fr: 'Droits demandés (scope)', en: 'Scopes' },
    help: { fr: 'Séparés par des espaces, comme le service les nomme.', en: 'Separated by blanks, as the service names them.' },
  }),
  required: false,
  schema: { type: 'string', maxLength: 2000 },
}

const clientPlace: CredentialField = {
  name: 'clientPlace',
  schema: { type: 'string', enum: ['basic', 'body'], default: 'basic' },
  hints: {
    label: { fr: 'Le secret du client est envoyé', en: 'The client secret is sent' },
    choices: { basic: { fr: 'dans l’en-tête (Basic)', en: 'in the header (Basic)' }, body: { fr: 'dans le formulaire', en: 'in the form' } },
    advanced: true,
  },
}

const clientId = textField('clientId', { label: { fr: 'Identifiant du client (client ID)', en: 'Client ID' } })
const clientSecret = secretField('clientSecret', { label: { fr: 'Secret du client', en: 'Client secret' } })

/** OAuth2 without a person: the program itself is the client. Values: `address`, `tokenUrl`, `clientId`, `clientSecret`, `scope`, `audience`, `clientPlace`. */
export const oauth2Client: CredentialType = {
  type: 'oauth2-client',
  title: { fr: 'OAuth2 : programme (client credentials)', en: 'OAuth2: program (client credentials)' },
  description: {
    fr: 'Le service donne un jeton au programme lui-même, sans personne devant l’écran.',
    en: 'The service gives a token to the program itself, without anybody at a screen.',
  },
  icon: 'robot',
  ...fieldsSchema([
    addressField(true, onlyThere),
    tokenUrl,
    clientId,
    clientSecret,
    scope,
    {
      ...textField('audience', { label: { fr: 'Destinataire (audience)', en: 'Audience' }, advanced: true }),
      required: false,
      schema: { type: 'string', maxLength: 2000 },
    },
    clientPlace,
  ]),
  hosts: (values) => [...new Set([...hostsOfAddress(values['address']), ...hostsOfAddress(values['tokenUrl'])])],
}

/**
 * OAuth2 in the name of a person who agreed once. Values: `address`, `authorizationUrl`, `tokenUrl`, `clientId`, `clientSecret`, `scope`,
 * `refreshToken`, `clientPlace`.
 */
export const oauth2Code: CredentialType = {
  type: 'oauth2-code',
  title: { fr: 'OAuth2 : accord d’une personne', en: 'OAuth2: a person’s consent' },
  description: {
    fr: 'Une personne donne son accord une fois ; le jeton est ensuite renouvelé tout seul.',
    en: 'A person agrees once; from then on the token is renewed by itself.',
  },
  icon: 'user-check',
  consent: 'always',
  ...fieldsSchema([
    addressField(true, onlyThere),
    {
      ...textField(
        'authorizationUrl',
        {
          label: { fr: 'Adresse de l’accord', en: 'Authorisation address' },
          help: { fr: '« Authorization URL » dans la documentation du service.', en: 'The “authorization URL” in the documentation of the service.' },
        },
        { pattern: '^https?://[^\\s]+$' },
      ),
      required: false,
    },
    tokenUrl,
    clientId,
    { ...clientSecret, required: false },
    scope,
    {
      ...secretField('refreshToken', {
        label: { fr: 'Jeton de renouvellement (refresh token)', en: 'Refresh token' },
        help: { fr: 'Laissez-le vide : « Connecter » le demande au service.', en: 'Leave it empty: “Connect” asks the service for it.' },
      }),
      required: false,
    },
    clientPlace,
  ]),
  hosts: (values) => [...new Set([...hostsOfAddress(values['address']), ...hostsOfAddress(values['tokenUrl'])])],
}
