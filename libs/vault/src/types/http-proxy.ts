import { fieldsSchema, hostsOfAddress, secretField, textField, type CredentialType } from '../credential-type.js'

/** A proxy that outgoing calls go through. Values: `address`, `user`, `password`. */
export const httpProxy: CredentialType = {
  type: 'http-proxy',
  title: { fr: 'Proxy HTTP', en: 'HTTP proxy' },
  description: { fr: 'Le relais par lequel les appels sortent du réseau.', en: 'The relay by which calls leave the network.' },
  icon: 'route',
  ...fieldsSchema([
    textField(
      'address',
      {
        label: { fr: 'Adresse du proxy', en: 'Address of the proxy' },
        placeholder: { fr: 'http://proxy.exemple.fr:3128', en: 'http://proxy.example.com:3128' },
      },
      { pattern: '^https?://[^\\s/]+/?$' },
    ),
    {
      ...textField('user', { label: { fr: 'Utilisateur', en: 'User' } }),
      required: false,
      schema: { type: 'string', maxLength: 500, pattern: '^[^:\\r\\n]*$' },
    },
    { ...secretField('password', { label: { fr: 'Mot de passe', en: 'Password' } }), required: false },
  ]),
  hosts: (values) => hostsOfAddress(values['address']),
  derivedSecrets: ({ user, password }) =>
    typeof password === 'string' ? [Buffer.from(`${typeof user === 'string' ? user : ''}:${password}`, 'utf8').toString('base64')] : [],
}
