import { fieldsSchema, hostsOfAddress, secretField, textField, type CredentialType } from '../credential-type.js'

const number = '^\\+[1-9][0-9]{5,14}$'

/** An account of Twilio. Values: `accountSid`, `authToken`, `whatsappFrom`, `smsFrom`, `messagingServiceSid`, `address`. */
export const twilio: CredentialType = {
  type: 'twilio',
  title: { fr: 'Twilio (SMS et WhatsApp)', en: 'Twilio (SMS and WhatsApp)' },
  description: { fr: 'Le compte par lequel partent les SMS et les messages WhatsApp.', en: 'The account by which texts and WhatsApp messages leave.' },
  icon: 'brand-whatsapp',
  ...fieldsSchema([
    textField(
      'accountSid',
      { label: { fr: 'Account SID', en: 'Account SID' }, help: { fr: 'Commence par AC.', en: 'It begins with AC.' } },
      { pattern: '^AC[0-9a-fA-F]{32}$' },
    ),
    secretField('authToken', { label: { fr: 'Auth Token', en: 'Auth Token' } }),
    {
      ...textField('whatsappFrom', {
        label: { fr: 'Numéro d’envoi WhatsApp', en: 'WhatsApp sender' },
        placeholder: { fr: '+33612345678', en: '+15551234567' },
      }),
      required: false,
      schema: { type: 'string', pattern: number },
    },
    {
      ...textField('smsFrom', {
        label: { fr: 'Expéditeur des SMS', en: 'SMS sender' },
        help: {
          fr: 'Un numéro du compte, ou un nom d’au plus 11 lettres là où le pays le permet.',
          en: 'A number of the account, or a name of up to 11 letters where the country allows it.',
        },
      }),
      required: false,
      schema: { type: 'string', pattern: '^(\\+[1-9][0-9]{2,14}|[A-Za-z0-9 ]{1,11})$' },
    },
    {
      ...textField('messagingServiceSid', {
        label: { fr: 'Messaging Service SID', en: 'Messaging Service SID' },
        help: { fr: 'À la place d’un expéditeur. Commence par MG.', en: 'Instead of a sender. It begins with MG.' },
        advanced: true,
      }),
      required: false,
      schema: { type: 'string', pattern: '^MG[0-9a-fA-F]{32}$' },
    },
    textField(
      'address',
      { label: { fr: 'Adresse de l’API', en: 'Address of the API' }, advanced: true },
      { default: 'https://api.twilio.com', pattern: '^https?://[^\\s]+$' },
    ),
  ]),
  hosts: (values) => hostsOfAddress(values['address']),
  derivedSecrets: ({ accountSid, authToken }) => [Buffer.from(`${String(accountSid)}:${String(authToken)}`, 'utf8').toString('base64')],
}
