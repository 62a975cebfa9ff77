import type { Json } from '@maillon/kernel'
import type { Draft, ForeignSource } from './conversion.js'
import { foreignLimits } from './foreign-limits.js'
import { foreignTitle, shortened } from './foreign-title.js'

export interface Replaced {
  readonly source: ForeignSource
  readonly type: string
  /** The foreign node itself. */
  readonly node: Json
  /** Ids of the ports that lines use. */
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
}

/** The node that stands in for what has no counterpart: it says what it was, keeps its settings, and can't run. */
export function placeholderDraft({ source, type, node, inputs, outputs }: Replaced): Draft {
  const ports = (ids: readonly string[]) => ids.map((id) => ({ id, name: id === 'main' ? '·' : id }))
  return {
    type: 'core.placeholder',
    params: {
      was: foreignTitle(type),
      source: source === 'n8n' ? 'n8n' : 'Node-RED',
      foreignType: shortened(type, 200),
      inputs: ports(inputs),
      outputs: ports(outputs),
      foreign: shortened(JSON.stringify(node, null, 2), foreignLimits.kept),
    },
    inputs,
    outputs,
  }
}
