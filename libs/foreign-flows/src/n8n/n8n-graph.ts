import { isJsonArray, type Json } from '@maillon/kernel'
import { foreignLimits } from '../foreign-limits.js'
import { formFieldNames } from './form-fields.js'
import type { RowSource } from './n8n-roots.js'
import { serviceTriggers } from './service-triggers.js'
import { listAt, numberAt, objectAt, textAt, type N8nNode } from './n8n-node.js'

export interface N8nLink {
  readonly from: number
  readonly output: number
  readonly to: number
  readonly input: number
  /** `main`, or what a part of an agent is for: `ai_languageModel`. */
  readonly kind: string
}

/** The lines of a workflow. What leads nowhere is left out. */
export function linksOf(connections: Json | undefined, placeOf: ReadonlyMap<string, number>): readonly N8nLink[] {
  const links: N8nLink[] = []
  for (const [name, kinds] of Object.entries(objectAt(connections))) {
    const from = placeOf.get(name)
    if (from === undefined) continue
    for (const [kind, outputs] of Object.entries(objectAt(kinds))) {
      for (const [output, targets] of (isJsonArray(outputs) ? outputs : []).entries()) {
        for (const target of listAt(targets)) {
          const to = placeOf.get(textAt(target, 'node'))
          if (to !== undefined && links.length < foreignLimits.edges) links.push({ from, output, to, input: Math.min(Math.max(numberAt(target, 'index') ?? 0, 0), 100), kind })
        }
      }
    }
  }
  return links
}

const triggers: ReadonlySet<string> = new Set(['manualTrigger', 'start', 'scheduleTrigger', 'cron', 'interval', 'webhook', 'formTrigger', 'errorTrigger', 'emailReadImap', 'gmailTrigger', 'localFileTrigger', ...Object.keys(serviceTriggers)])
/** One row in, at most one out. */
const keepers: ReadonlySet<string> = new Set(['set', 'noOp', 'wait', 'if', 'filter', 'switch', 'dateTime', 'html', 'emailSend', 'slack', 'discord', 'respondToWebhook', 'limit', 'sort', 'renameKeys'])
/** The row that leaves is the row that came in. */
const passing: ReadonlySet<string> = new Set(['if', 'switch', 'noOp', 'wait'])
/** The rows that leave are rows that came in, maybe fewer and in another order. */
const unchanging: ReadonlySet<string> = new Set([...passing, 'filter', 'limit', 'sort', 'removeDuplicates'])

/** What is known of the rows of a workflow before its nodes are converted. */
export class N8nGraph {
  private readonly incoming: readonly (readonly N8nLink[])[]

  constructor(
    private readonly nodes: readonly N8nNode[],
    private readonly ids: readonly string[],
    readonly links: readonly N8nLink[],
  ) {
    const incoming = nodes.map((): N8nLink[] => [])
    for (const link of links) if (link.kind === 'main') incoming[link.to]?.push(link)
    this.incoming = incoming
  }

  /** The one output that gives a node its rows; null: none, or several. */
  previous(index: number): RowSource | null {
    const link = this.onlyLink(index)
    if (link === null) return null
    const renamed = renamedFields(this.nodes[this.originOf(link.from, unchanging)])
    return { id: this.ids[link.from] ?? '', port: portOf(this.nodes[link.from], link.output), isSingle: this.isSingle(link.from), ...(renamed === null ? {} : { renamed }) }
  }

  /** The rows that a name stands for, asked at a node. One that only lets rows pass gives those of the one before it. */
  named(index: number, here: number): RowSource {
    const at = this.originOf(index, passing)
    const before = this.onlyLink(here)
    const isHere = before !== null && this.nodes[at]?.kind !== 'splitInBatches' && this.originOf(before.from, unchanging) === at
    const renamed = renamedFields(this.nodes[at])
    return {
      id: this.ids[at] ?? '', port: portOf(this.nodes[at], this.nodes[at]?.kind === 'splitInBatches' ? null : 0), isSingle: this.isSingle(at), isHere,
      ...(renamed === null ? {} : { renamed }),
    }
  }

  /** Back from a node to the one that made its rows. */
  private originOf(index: number, kinds: ReadonlySet<string>): number {
    let here = index
    for (let steps = 0; steps < 50; steps += 1) {
      const node = this.nodes[here]
      const link = node !== undefined && kinds.has(node.kind) ? this.onlyLink(here) : null
      if (link === null) return here
      here = link.from
    }
    return here
  }

  private onlyLink(index: number): N8nLink | null {
    const links = this.incoming[index] ?? []
    const [first] = links
    return first !== undefined && links.every((link) => link.from === first.from && link.output === first.output) ? first : null
  }

  private isSingle(index: number): boolean {
    let here = index
    for (let steps = 0; steps < 50; steps += 1) {
      const node = this.nodes[here]
      if (node === undefined) return false
      if (triggers.has(node.kind) || node.kind === 'aggregate') return true
      if (node.kind === 'splitInBatches') return (numberAt(node.params, 'batchSize') ?? (node.version < 3 ? 10 : 1)) === 1
      const link = keepers.has(node.kind) ? this.onlyLink(here) : null
      if (link === null) return false
      here = link.from
    }
    return false
  }
}

/** The name of an output as our node will have it. Null: the rows of a loop's turn, whatever the output. */
function portOf(node: N8nNode | undefined, output: number | null): string {
  if (node === undefined || output === null) return 'main'
  switch (node.kind) {
    case 'if':
      return output === 1 ? 'false' : 'true'
    case 'filter':
      return 'true'
    case 'switch':
      return `sortie-${output + 1}`
    case 'dataTable':
      return textAt(node.params, 'operation') === 'get' ? 'main' : 'rows'
    case 'splitInBatches':
      return (output === 0) === node.version >= 3 ? 'done' : 'each'
    default:
      return 'main'
  }
}


/** A form's fields, whose labels are no names here. */
function renamedFields(node: N8nNode | undefined): ReadonlyMap<string, string> | null {
  return node?.kind === 'formTrigger' ? formFieldNames(node) : null
}
