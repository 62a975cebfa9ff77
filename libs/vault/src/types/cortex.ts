import { addressField, fieldsSchema, hostsOfAddress, secretField, textField, type CredentialType } from '../credential-type.js'

/** An account of CORTEX: a login call gives a token for some time. Values: `address`, `loginPath`, `user`, `password`, `lifetimeSeconds`. */
export const cortex: CredentialType = {
  type: 'cortex',
  title: { fr: 'CORTEX', en: 'CORTEX' },
  description: { fr: 'Un compte CORTEX ; la connexion est faite et renouvelée toute seule.', en: 'A CORTEX account; the login is made and renewed by itself.' },
  icon: 'brain',
  ...fieldsSchema([
    addressField(true, { fr: 'Le mot de passe n’est jamais envoyé à un autre hôte.', en: 'The password is never sent to another host.' }),
    textField('loginPath', { label: { fr: 'Chemin de connexion', en: 'Login path' }, advanced: true }, { default: '/auth/login', pattern: '^/[^\\s]*$' }),
    textField('user', { label: { fr: 'Utilisateur', en: 'User' } }),
    secretField('password', { label: { fr: 'Mot de passe', en: 'Password' } }),
    {
      name: 'lifetimeSeconds',
      schema: { type: 'integer', minimum: 1, maximum: 86_400, default: 3600 },
      hints: { label: { fr: 'Durée du jeton (secondes)', en: 'Lifetime of the token (seconds)' }, advanced: true },
    },
  ]),
  hosts: (values) => hostsOfAddress(values['address']),
}
