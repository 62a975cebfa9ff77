import type { NodeContext } from '@maillon/node-sdk'
import type { Channel } from './channels.js'
import type { ChannelParams, NotifyParams } from './notify-params.js'

export type NotifyContext = NodeContext<NotifyParams>

/** One message to one place. */
export interface Delivery {
  readonly channel: Channel
  readonly params: ChannelParams
  /** Position among the channels of the node. */
  readonly index: number
  /** A mail address or a number; null: the address is the channel’s own webhook. */
  readonly to: string | null
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
