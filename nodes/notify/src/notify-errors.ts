import { fatalError, retryableError, userError, type MaillonError } from '@maillon/node-sdk'
import { channelNames, longest, type Channel } from './channel-body.js'

export function addressMissing(): MaillonError {
  return userError({
    code: 'NOTIFY_ADDRESS_MISSING',
    text: { fr: 'Aucune adresse de webhook n’est choisie.', en: 'No webhook address is chosen.' },
    hint: { fr: 'Choisissez l’adresse donnée par le service où le message doit paraître.', en: 'Choose the address given by the service where the message should appear.' },
  })
}

export function messageTooLong(channel: Channel, length: number): MaillonError {
  return userError({
    code: 'NOTIFY_MESSAGE_TOO_LONG',
    text: {
      fr: `Le message fait ${length} caractères ; ${channelNames[channel]} en accepte ${longest[channel]}.`,
      en: `The message has ${length} characters; ${channelNames[channel]} takes ${longest[channel]}.`,
    },
    hint: { fr: 'Raccourcissez-le.', en: 'Shorten it.' },
    field: '/message',
  })
}

/** What the channel's answer means. `waitMs` undefined: the policy decides. */
export function channelRefused(channel: Channel, { status, details, waitMs }: { readonly status: number; readonly details: string; readonly waitMs?: number | undefined }): MaillonError {
  const name = channelNames[channel]
  if (status === 408 || status === 429 || status >= 500) {
    return retryableError(
      {
        code: 'NOTIFY_CHANNEL_BUSY',
        text: { fr: `${name} ne prend pas le message pour l’instant (${status}).`, en: `${name} does not take the message at the moment (${status}).` },
        hint: { fr: 'Réessayez plus tard, ou envoyez moins de messages à la fois.', en: 'Try again later, or send fewer messages at a time.' },
        details,
      },
      waitMs,
    )
  }
  if ([401, 403, 404, 410].includes(status)) {
    return userError({
      code: 'NOTIFY_ADDRESS_REFUSED',
      text: { fr: `${name} ne connaît plus cette adresse de webhook (${status}).`, en: `${name} no longer knows this webhook address (${status}).` },
      hint: { fr: 'Créez une nouvelle adresse dans ce service et enregistrez-la dans les comptes.', en: 'Make a new address in that service and save it in the accounts.' },
      details,
    })
  }
  return fatalError({
    code: 'NOTIFY_MESSAGE_REFUSED',
    text: { fr: `${name} refuse le message (${status}).`, en: `${name} refuses the message (${status}).` },
    hint: { fr: 'Vérifiez que le canal choisi est bien celui de l’adresse.', en: 'Check that the chosen channel is the one of the address.' },
    field: '/channel',
    details,
  })
}
