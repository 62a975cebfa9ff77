import type { ForeignReason } from '../conversion.js'
import type { Ends } from '../flow-builder.js'
import type { RedNode } from './red-node.js'

/** A node of Node-RED with what it became. */
export interface MadeNode {
  readonly node: RedNode
  readonly ends: Ends
  readonly nodeType: string
  readonly reasons: ForeignReason[]
  readonly isPlaceholder: boolean
}
