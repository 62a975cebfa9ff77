import type { DirectoryRecipient, NodeContext } from '@maillon/node-sdk'
import { channelSlots, directorySlots, isAddressed, type Channel } from './channels.js'
import type { ChannelParams, NotifyParams } from './notify-params.js'

export type NotifyContext = NodeContext<NotifyParams>

/** One message to one place. */
export interface Delivery {
  readonly channel: Channel
  readonly params: ChannelParams
  /** Position among the channels of the node. */
  readonly index: number
  /** A mail address or a number; null: the address is a webhook. */
  readonly to: string | null
  /** Who of the directory it goes to; null: somebody written down in the step. */
  readonly recipient: DirectoryRecipient | null
  /** The account is the one for the directory, and a webhook's address the recipient's own. */
  readonly byDirectory: boolean
  readonly text: string
  readonly subject: string
}

/** What a channel says of a message that it has taken. */
export interface Sent {
  /** Its name for the message; null: it gives none. */
  readonly reference: string | null
}

/** The parameter of the channel where a person mends something. */
export function fieldOf({ index }: Pick<Delivery, 'index'>, name: keyof ChannelParams): string {
  return `/channels/${index}/${name}`
}

/** Slot of the credential that it is sent with. */
export function slotOf({ channel, byDirectory }: Pick<Delivery, 'channel' | 'byDirectory'>): string {
  return byDirectory && isAddressed(channel) ? directorySlots[channel] : channelSlots[channel]
}
