import { fieldsSchema, secretField, textField, type CredentialType } from '../credential-type.js'

/** How a sender signs what it sends: what stands in which header, and what it is made over. */
export const signatureFormats = ['standard', 'stripe', 'slack', 'body'] as const
export type SignatureFormat = (typeof signatureFormats)[number]

/** Seconds that a signed call may be old, or ahead, where nothing else is said. */
export const defaultToleranceSeconds = 300

/** By which calls of a webhook are known: signed by their sender (HMAC-SHA256). Sent nowhere. Values: `format`, `secret`, `header`, `toleranceSeconds`. */
export const webhookSignature: CredentialType = {
  type: 'webhook-signature',
  title: { fr: 'Signature de webhook (HMAC)', en: 'Webhook signature (HMAC)' },
  description: {
    fr: 'Le secret par lequel un service signe ses appels : un appel modifié, ancien ou d’un autre est refusé.',
    en: 'The secret by which a service signs its calls: one that was changed, is old or comes from somebody else is refused.',
  },
  icon: 'user-check',
  ...fieldsSchema([
    {
      name: 'format',
      schema: { type: 'string', enum: [...signatureFormats], default: 'standard' },
      hints: {
        label: { fr: 'Façon de signer', en: 'Way of signing' },
        choices: {
          standard: { fr: 'Standard Webhooks (webhook-id, webhook-timestamp, webhook-signature)', en: 'Standard Webhooks (webhook-id, webhook-timestamp, webhook-signature)' },
          stripe: { fr: 'Stripe (Stripe-Signature)', en: 'Stripe (Stripe-Signature)' },
          slack: { fr: 'Slack (X-Slack-Signature)', en: 'Slack (X-Slack-Signature)' },
          body: { fr: 'GitHub, Shopify et d’autres : le contenu seul, dans un en-tête', en: 'GitHub, Shopify and others: the content alone, in a header' },
        },
      },
    },
    secretField('secret', { label: { fr: 'Secret de signature', en: 'Signing secret' }, help: { fr: 'Tel que le service le donne, par exemple whsec_…', en: 'As the service gives it, for example whsec_…' } }),
    textField(
      'header',
      {
        label: { fr: 'En-tête de la signature', en: 'Header of the signature' },
        help: {
          fr: 'En hexadécimal ou en base64, avec ou sans « sha256= ». Une telle signature ne porte pas de date : un appel copié reste valable.',
          en: 'In hexadecimal or base64, with or without “sha256=”. Such a signature carries no date: a call that was copied stays valid.',
        },
        showWhen: { param: 'format', is: ['body'] },
      },
      { default: 'X-Hub-Signature-256', pattern: '^[A-Za-z0-9!#$%&*+.^_|~-]+$', maxLength: 100 },
    ),
    {
      name: 'toleranceSeconds',
      schema: { type: 'integer', minimum: 10, maximum: 3600, default: defaultToleranceSeconds },
      hints: {
        label: { fr: 'Âge d’un appel, au plus (secondes)', en: 'Age of a call, at most (seconds)' },
        help: { fr: 'Un appel signé il y a plus longtemps est refusé ; le même appel, envoyé deux fois, ne fait qu’une exécution.', en: 'A call that was signed longer ago is refused; the same call, sent twice, makes one run.' },
        showWhen: { param: 'format', is: ['standard', 'stripe', 'slack'] },
        advanced: true,
      },
    },
  ]),
  hosts: () => [],
}
