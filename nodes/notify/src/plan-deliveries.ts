import { userError, type DirectoryRecipient, type MaillonError } from '@maillon/node-sdk'
import { channelNames, isAddressed, longest, type Channel } from './channels.js'
import { fieldOf, type Delivery } from './delivery.js'
import type { ChannelParams, NotifyParams } from './notify-params.js'
import type { Directory } from './resolve-directory.js'

type Message = Pick<Delivery, 'params' | 'index' | 'text' | 'subject'>

/** Every message that is to be sent; recipients that stand there twice get it once. @throws UserError for what no channel could send */
export function planDeliveries(params: NotifyParams, flowName: string, directory: Directory): readonly Delivery[] {
  return params.channels.flatMap((own, index): readonly Delivery[] => {
    const text = own.message === '' ? params.message : own.message
    // Neither headers nor cards have lines.
    const subject = (params.subject === '' ? flowName : params.subject).replace(/\s+/g, ' ').trim()
    const message = { params: own, index, text, subject }
    const { active = [], skipped = 0 } = directory.get(index) ?? {}
    const deliveries = own.channel === 'directory' ? byDirectory(active, message) : byChannel(own.channel, active, message)
    for (const delivery of deliveries) refuseLong(delivery)
    // Nobody is left because all of them are inactive: that is what was wanted.
    if (deliveries.length === 0 && skipped === 0) throw nobody(own, index)
    return deliveries
  })
}

function byDirectory(active: readonly DirectoryRecipient[], message: Message): readonly Delivery[] {
  return active.map((recipient) => ({ ...message, channel: recipient.type, to: isAddressed(recipient.type) ? recipient.address : null, recipient, byDirectory: true }))
}

function byChannel(channel: Channel, active: readonly DirectoryRecipient[], message: Message): readonly Delivery[] {
  if (!isAddressed(channel)) return [{ ...message, channel, to: null, recipient: null, byDirectory: false }]
  const byAddress = new Map<string, DirectoryRecipient | null>(message.params.to.map((one) => [one.trim(), null]))
  for (const recipient of active) if (recipient.type === channel && !byAddress.has(recipient.address)) byAddress.set(recipient.address, recipient)
  byAddress.delete('')
  return [...byAddress].map(([to, recipient]) => ({ ...message, channel, to, recipient, byDirectory: false }))
}

function refuseLong({ channel, text, params, index }: Delivery): void {
  if (text.length <= longest[channel] || (channel === 'whatsapp' && params.whatsappMode === 'template')) return
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

function nobody({ channel }: ChannelParams, index: number): MaillonError {
  const name = channel === 'directory' ? { fr: 'l’annuaire', en: 'the directory' } : channelNames[channel]
  return userError({
    code: 'NOTIFY_RECIPIENT_MISSING',
    text: { fr: `Aucun destinataire pour ${name.fr}.`, en: `There is no recipient for ${name.en}.` },
    hint: { fr: 'Ajoutez une adresse, un numéro ou quelqu’un de l’annuaire, ou retirez ce canal.', en: 'Add an address, a number or somebody of the directory, or take this channel away.' },
    field: fieldOf({ index }, channel === 'directory' ? 'recipients' : 'to'),
  })
}
