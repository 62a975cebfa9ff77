import { userError, type MaillonError } from '@maillon/node-sdk'
import { channelNames, isAddressed, longest, type Channel } from './channels.js'
import { fieldOf, type Delivery } from './delivery.js'
import type { NotifyParams } from './notify-params.js'

/** Every message that is to be sent; recipients that stand there twice get it once. @throws UserError for what no channel could send */
export function planDeliveries(params: NotifyParams, flowName: string): readonly Delivery[] {
  return params.channels.flatMap((own, index): readonly Delivery[] => {
    const { channel } = own
    const text = own.message === '' ? params.message : own.message
    // Neither headers nor cards have lines.
    const subject = (params.subject === '' ? flowName : params.subject).replace(/\s+/g, ' ').trim()
    const shared = { channel, params: own, index, text, subject }
    if (channel !== 'whatsapp' || own.whatsappMode === 'reply') refuseLong(shared)
    if (!isAddressed(channel)) return [{ ...shared, to: null }]
    const recipients = [...new Set(own.to.map((one) => one.trim()).filter((one) => one !== ''))]
    if (recipients.length === 0) throw nobody(channel, index)
    return recipients.map((to) => ({ ...shared, to }))
  })
}

function refuseLong({ channel, text, params, index }: Omit<Delivery, 'to'>): void {
  if (text.length <= longest[channel]) return
  throw userError({
    code: 'NOTIFY_MESSAGE_TOO_LONG',
    text: {
      fr: `Le message fait ${text.length} caractères ; ${channelNames[channel].fr} en accepte ${longest[channel]}.`,
      en: `The message has ${text.length} characters; ${channelNames[channel].en} takes ${longest[channel]}.`,
    },
    hint: { fr: 'Raccourcissez-le, ou donnez un message propre à ce canal.', en: 'Shorten it, or give this channel a message of its own.' },
    field: params.message === '' ? '/message' : fieldOf({ index }, 'message'),
  })
}

function nobody(channel: Channel, index: number): MaillonError {
  return userError({
    code: 'NOTIFY_RECIPIENT_MISSING',
    text: { fr: `Aucun destinataire pour ${channelNames[channel].fr}.`, en: `There is no recipient for ${channelNames[channel].en}.` },
    hint: { fr: 'Ajoutez une adresse ou un numéro, ou retirez ce canal.', en: 'Add an address or a number, or take this channel away.' },
    field: fieldOf({ index }, 'to'),
  })
}
