import { fatalError, retryableError, userError, type MaillonError } from '@maillon/node-sdk'
import { channelLabels, channelNames, type Channel } from './channels.js'
import { fieldOf, type Delivery } from './delivery.js'

export function accountMissing(channel: Channel): MaillonError {
  return userError({
    code: 'NOTIFY_ACCOUNT_MISSING',
    text: { fr: `Aucun compte n’est choisi pour ${channelNames[channel].fr}.`, en: `No account is chosen for ${channelNames[channel].en}.` },
    hint: { fr: `Choisissez-en un à côté de « ${channelLabels[channel].fr} ».`, en: `Choose one beside “${channelLabels[channel].en}”.` },
    field: '/channels',
  })
}

/** What the answer of a webhook means. `waitMs` undefined: the policy decides. */
export function webhookRefused(
  delivery: Delivery,
  { status, details, waitMs }: { readonly status: number; readonly details: string; readonly waitMs?: number | undefined },
): MaillonError {
  const name = channelNames[delivery.channel]
  const capital = { fr: capitalised(name.fr), en: capitalised(name.en) }
  if (status === 408 || status === 429 || status >= 500) {
    return retryableError(
      {
        code: 'NOTIFY_CHANNEL_BUSY',
        text: {
          fr: `${capital.fr} ne prend pas le message pour l’instant (${status}).`,
          en: `${capital.en} does not take the message at the moment (${status}).`,
        },
        hint: { fr: 'Réessayez plus tard, ou envoyez moins de messages à la fois.', en: 'Try again later, or send fewer messages at a time.' },
        details,
      },
      waitMs,
    )
  }
  if ([401, 403, 404, 410].includes(status)) {
    return userError({
      code: 'NOTIFY_ADDRESS_REFUSED',
      text: {
        fr: `${capital.fr} ne connaît plus cette adresse de webhook (${status}).`,
        en: `${capital.en} no longer knows this webhook address (${status}).`,
      },
      hint:
        delivery.channel === 'chime'
          ? {
              fr: 'Amazon a fermé Chime le 20 février 2026 : choisissez un autre canal.',
              en: 'Amazon closed Chime on 20 February 2026: choose another channel.',
            }
          : {
              fr: 'Créez une nouvelle adresse dans ce service et enregistrez-la dans les comptes.',
              en: 'Make a new address in that service and save it in the accounts.',
            },
      details,
    })
  }
  return fatalError({
    code: 'NOTIFY_MESSAGE_REFUSED',
    text: { fr: `${capital.fr} refuse le message (${status}).`, en: `${capital.en} refuses the message (${status}).` },
    hint: { fr: 'Vérifiez que le canal choisi est bien celui de l’adresse.', en: 'Check that the chosen channel is the one of the address.' },
    field: fieldOf(delivery, 'channel'),
    details,
  })
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
