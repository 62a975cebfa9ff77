import { fatalError, retryableError, userError, type LocalizedText, type MaillonError } from '@maillon/node-sdk'
import { channelNames } from './channels.js'
import { fieldOf, type Delivery } from './delivery.js'
import { capitalised } from './notify-errors.js'
import type { ChannelParams } from './notify-params.js'

interface Meaning {
  readonly code: string
  readonly text: LocalizedText
  readonly hint: LocalizedText
  readonly at?: keyof ChannelParams
}

const number: Meaning = {
  code: 'NOTIFY_NUMBER_REFUSED',
  text: { fr: 'Twilio ne peut pas joindre ce numéro.', en: 'Twilio cannot reach this number.' },
  hint: { fr: 'Vérifiez-le, avec son indicatif ; une ligne fixe ne reçoit pas de SMS.', en: 'Check it, with its country code; a landline receives no texts.' },
  at: 'to',
}
const sender: Meaning = {
  code: 'NOTIFY_SENDER_REFUSED',
  text: { fr: 'Twilio n’accepte pas l’expéditeur de ce compte pour ce canal.', en: 'Twilio does not accept the sender of this account for this channel.' },
  hint: {
    fr: 'Dans l’identifiant Twilio, mettez un numéro qui peut envoyer par ce canal.',
    en: 'In the Twilio credential, put a number that may send by this channel.',
  },
}
const template: Meaning = {
  code: 'NOTIFY_TEMPLATE_REFUSED',
  text: { fr: 'Le modèle WhatsApp ou ses valeurs ne conviennent pas.', en: 'The WhatsApp template or its values do not fit.' },
  hint: {
    fr: 'Vérifiez qu’il est approuvé, et que chaque valeur du modèle est donnée.',
    en: 'Check that it is approved, and that every value of the template is given.',
  },
  at: 'contentSid',
}
const media: Meaning = {
  code: 'NOTIFY_MEDIA_REFUSED',
  text: { fr: 'Twilio ne peut pas ouvrir l’image ou le document.', en: 'Twilio cannot open the picture or document.' },
  hint: {
    fr: 'Son adresse doit s’ouvrir sans connexion, et sa sorte être permise (JPEG, PNG, PDF, …).',
    en: 'Its address has to open without a login, and its kind has to be allowed (JPEG, PNG, PDF, …).',
  },
  at: 'mediaUrl',
}
const account: Meaning = {
  code: 'NOTIFY_ACCOUNT_REFUSED',
  text: { fr: 'Twilio refuse ce compte.', en: 'Twilio refuses this account.' },
  hint: { fr: 'Vérifiez l’Account SID et l’Auth Token dans l’identifiant.', en: 'Check the Account SID and the Auth Token in the credential.' },
}

/** Twilio’s error numbers that a person can do something about (https://www.twilio.com/docs/api/errors). */
const meanings: ReadonlyMap<number, Meaning> = new Map([
  [
    63016,
    {
      code: 'NOTIFY_WHATSAPP_WINDOW_CLOSED',
      text: {
        fr: 'WhatsApp refuse ce texte : le dernier message de cette personne date de plus de 24 heures.',
        en: 'WhatsApp refuses this text: the last message of this person is more than 24 hours old.',
      },
      hint: {
        fr: 'Choisissez « modèle approuvé » : passé 24 heures, seul un modèle est accepté.',
        en: 'Choose “approved template”: after 24 hours only a template is accepted.',
      },
      at: 'whatsappMode',
    },
  ],
  ...[21211, 21214, 21217, 21614, 30003, 30005, 30006, 63003, 63024].map((code) => [code, number] as const),
  ...[21212, 21603, 21606, 21659, 21660, 63007, 63112].map((code) => [code, sender] as const),
  ...[21654, 21655, 21656, 63027, 63028, 63032, 63040, 63041, 63049].map((code) => [code, template] as const),
  ...[12300, 21620, 63005, 63019, 63021].map((code) => [code, media] as const),
  ...[20003, 20404, 20005].map((code) => [code, account] as const),
  [
    21610,
    {
      code: 'NOTIFY_RECIPIENT_UNSUBSCRIBED',
      text: { fr: 'Cette personne a répondu STOP : elle ne veut plus de messages.', en: 'This person answered STOP: they want no more messages.' },
      hint: { fr: 'Retirez-la des destinataires.', en: 'Take them off the recipients.' },
      at: 'to',
    },
  ],
  [
    21608,
    {
      code: 'NOTIFY_RECIPIENT_UNVERIFIED',
      text: { fr: 'Un compte Twilio d’essai n’écrit qu’aux numéros vérifiés.', en: 'A trial account of Twilio writes to verified numbers only.' },
      hint: { fr: 'Vérifiez ce numéro chez Twilio, ou passez à un compte payant.', en: 'Verify this number at Twilio, or upgrade the account.' },
      at: 'to',
    },
  ],
  [
    21408,
    {
      code: 'NOTIFY_COUNTRY_REFUSED',
      text: { fr: 'Ce compte Twilio n’a pas le droit d’écrire dans ce pays.', en: 'This Twilio account may not write to that country.' },
      hint: { fr: 'Ouvrez le pays dans les « Geo permissions » de Twilio.', en: 'Open the country in Twilio’s “Geo permissions”.' },
      at: 'to',
    },
  ],
])

/** Passing trouble: queues that are full, speed limits. */
const passing: ReadonlySet<number> = new Set([20429, 30001, 30022, 63018, 14107])

export interface TwilioFailure {
  /** HTTP status; null: the message was taken and failed later. */
  readonly status: number | null
  /** Null: Twilio gave none. */
  readonly code: number | null
  readonly message: string
  readonly waitMs?: number | undefined
}

/** What Twilio’s failure means for a person. */
export function twilioError(delivery: Delivery, failure: TwilioFailure): MaillonError {
  const { status, code, message } = failure
  const details = [code === null ? '' : `Twilio ${code}`, message].filter((part) => part !== '').join(': ')
  const known = code === null ? undefined : meanings.get(code)
  if (known !== undefined)
    return userError({
      code: known.code,
      text: known.text,
      hint: known.hint,
      details,
      ...(known.at === undefined ? {} : { field: fieldOf(delivery, known.at) }),
    })
  if (status === 401 || status === 403) return userError({ ...account, details })
  return isPassing(failure) ? busy(failure, details) : refused(delivery, { name: String(code ?? status ?? '?'), details })
}

function isPassing({ status, code }: TwilioFailure): boolean {
  return (code !== null && passing.has(code)) || status === 429 || (status !== null && status >= 500)
}

function busy({ status, code, waitMs }: TwilioFailure, details: string): MaillonError {
  return retryableError(
    {
      code: 'NOTIFY_CHANNEL_BUSY',
      text: {
        fr: `Twilio ne prend pas le message pour l’instant (${code ?? status}).`,
        en: `Twilio does not take the message at the moment (${code ?? status}).`,
      },
      hint: { fr: 'Réessayez plus tard, ou envoyez moins de messages à la fois.', en: 'Try again later, or send fewer messages at a time.' },
      details,
    },
    waitMs,
  )
}

function refused({ channel }: Delivery, { name, details }: { readonly name: string; readonly details: string }): MaillonError {
  const shown = channelNames[channel]
  return fatalError({
    code: 'NOTIFY_MESSAGE_REFUSED',
    text: { fr: `${capitalised(shown.fr)} n’a pas pu être envoyé (Twilio ${name}).`, en: `${capitalised(shown.en)} could not be sent (Twilio ${name}).` },
    hint: {
      fr: 'Cherchez ce numéro dans la documentation de Twilio ; les détails disent son message.',
      en: 'Look this number up in the documentation of Twilio; its message is in the details.',
    },
    details,
  })
}
