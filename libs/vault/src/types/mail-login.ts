import type { JsonObject } from '@maillon/kernel'
import { hostsOfAddress, secretField, textField, type CredentialField } from '../credential-type.js'

const withPassword = { param: 'login', is: ['password'] }
/** Logins by which a person agrees. */
export const mailConsent = { field: 'login', is: ['microsoft', 'google', 'oauth2'] } as const

const withToken = { param: 'login', is: ['microsoft', 'google', 'oauth2'] }

/**
 * How a mailbox is opened: by password, or by a token that is renewed at the token address of Microsoft, of Google or of another service.
 * Values: `login`, `user`, `password`; `tenant`, `authorizationUrl`, `tokenUrl`, `scope`, `clientId`, `clientSecret`, `refreshToken`.
 * Without a `refreshToken` the token is asked for in the name of the application itself.
 */
export function mailLoginFields(isUserRequired: boolean): readonly CredentialField[] {
  return [
    {
      name: 'login',
      schema: { type: 'string', enum: ['password', 'microsoft', 'google', 'oauth2'], default: 'password' },
      hints: {
        label: { fr: 'Connexion', en: 'Login' },
        help: {
          fr: 'Microsoft 365 et Outlook.com refusent les mots de passe. Gmail veut un mot de passe d’application, ou OAuth2.',
          en: 'Microsoft 365 and Outlook.com refuse passwords. Gmail wants an app password, or OAuth2.',
        },
        choices: {
          password: { fr: 'Mot de passe', en: 'Password' },
          microsoft: { fr: 'Microsoft (OAuth2)', en: 'Microsoft (OAuth2)' },
          google: { fr: 'Google (OAuth2)', en: 'Google (OAuth2)' },
          oauth2: { fr: 'Autre service OAuth2', en: 'Another OAuth2 service' },
        },
      },
    },
    {
      ...textField('user', {
        label: { fr: 'Utilisateur', en: 'User' },
        help: isUserRequired
          ? { fr: 'Souvent l’adresse complète.', en: 'Often the whole address.' }
          : { fr: 'Vide : le serveur ne demande pas de connexion.', en: 'Empty: the server asks for no login.' },
      }),
      required: isUserRequired,
      schema: { type: 'string', maxLength: 500, pattern: '^[^\\u0000-\\u001f]*$' },
    },
    { ...secretField('password', { label: { fr: 'Mot de passe', en: 'Password' }, showWhen: withPassword }), required: false, schema: { type: 'string', maxLength: 2000 } },
    optional('tenant', { fr: 'Annuaire Microsoft (tenant)', en: 'Microsoft directory (tenant)' }, {
      more: { pattern: '^[A-Za-z0-9.-]+$', maxLength: 200 },
      help: { fr: 'Vide : « common ». Sans jeton de renouvellement, l’identifiant de votre annuaire est nécessaire.', en: 'Empty: “common”. Without a refresh token the id of your directory is needed.' },
      showWhen: { param: 'login', is: ['microsoft'] },
    }),
    optional('authorizationUrl', { fr: 'Adresse de l’accord', en: 'Authorisation address' }, {
      more: { pattern: '^https?://[^\\s]+$' },
      help: { fr: 'L’adresse « authorize » du service, où une personne donne son accord.', en: 'The “authorize” address of the service, where a person agrees.' },
      showWhen: { param: 'login', is: ['oauth2'] },
    }),
    optional('tokenUrl', { fr: 'Adresse des jetons', en: 'Token address' }, {
      more: { pattern: '^https?://[^\\s]+$' },
      help: { fr: 'L’adresse « token » du service.', en: 'The “token” address of the service.' },
      showWhen: { param: 'login', is: ['oauth2'] },
    }),
    optional('clientId', { fr: 'Identifiant de l’application (client ID)', en: 'Application (client) ID' }, { showWhen: withToken }),
    optionalSecret('clientSecret', { label: { fr: 'Secret de l’application (client secret)', en: 'Application (client) secret' } }),
    optionalSecret('refreshToken', {
      label: { fr: 'Jeton de renouvellement (refresh token)', en: 'Refresh token' },
      help: { fr: 'Laissez-le vide : « Connecter » le demande au service.', en: 'Leave it empty: “Connect” asks the service for it.' },
    }),
    optional('scope', { fr: 'Étendue (scope)', en: 'Scope' }, { help: { fr: 'Vide : celle qui convient au service.', en: 'Empty: the one that fits the service.' }, showWhen: withToken, isAdvanced: true }),
  ]
}

/** Where the secrets of the login may be sent besides the mail server. */
export function tokenHosts(values: JsonObject): readonly string[] {
  switch (values['login']) {
    case 'microsoft':
      return ['login.microsoftonline.com:443']
    case 'google':
      return ['oauth2.googleapis.com:443']
    case 'oauth2':
      return hostsOfAddress(values['tokenUrl'])
    default:
      return []
  }
}

interface Optional {
  readonly more?: JsonObject
  readonly help?: CredentialField['hints']['help']
  readonly showWhen: NonNullable<CredentialField['hints']['showWhen']>
  /** Folded until asked for. Default false: whoever chose a login by token needs the field. */
  readonly isAdvanced?: boolean
}

function optional(name: string, label: CredentialField['hints']['label'], about: Optional): CredentialField {
  const { more = {}, help, showWhen, isAdvanced = false } = about
  return { name, schema: { type: 'string', maxLength: 2000, ...more }, hints: { label, ...(help === undefined ? {} : { help }), showWhen, ...(isAdvanced ? { advanced: true } : {}) } }
}

function optionalSecret(name: string, hints: Pick<CredentialField['hints'], 'label' | 'help'>): CredentialField {
  return { ...secretField(name, { ...hints, showWhen: withToken }), required: false, schema: { type: 'string', maxLength: 20_000 } }
}
