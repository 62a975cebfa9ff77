import type { CallNode, Part, PathNode, ValueNode } from './expression.js'
import { findFunction } from './functions/function-table.js'
import type { Reference } from './reference.js'

/** What a block's value was read from, so that fields read inside the block can be told as fields of that list's rows. */
interface Walk {
  readonly references: Reference[]
  /** By slot: the path that the block goes through or stands at. Null: a computed value. */
  readonly sources: readonly (Source | null)[]
  readonly optional: boolean
}

interface Source {
  readonly path: PathNode
  readonly isEach: boolean
}

/** Everything that the parts read from their surroundings, in the order of the text. */
export function collectReferences(parts: readonly Part[]): readonly Reference[] {
  const references: Reference[] = []
  walkParts({ references, sources: [], optional: false }, parts)
  return references
}

function walkParts(walk: Walk, parts: readonly Part[]): void {
  for (const part of parts) {
    if (part.kind === 'text') continue
    if (part.kind === 'output') {
      walkValue(walk, part.value)
      continue
    }
    const value = part.kind === 'if' ? part.condition : part.value
    walkValue(walk, value)
    walkParts(part.kind === 'if' ? walk : { ...walk, sources: [...walk.sources.slice(0, part.slot), sourceOf(walk, value, part.kind === 'each')] }, part.body)
    walkParts(walk, part.otherwise)
  }
}

function sourceOf(walk: Walk, value: ValueNode, isEach: boolean): Source | null {
  const path = value.kind === 'path' ? resolved(walk, value) : null
  return path === null || path.eachFields !== null ? null : { path: path.path, isEach }
}

function walkValue(walk: Walk, node: ValueNode): void {
  if (node.kind === 'path') walkPath(walk, node)
  else if (node.kind === 'call') walkCall(walk, node)
}

function walkCall(walk: Walk, call: CallNode): void {
  const parameters = findFunction(call.name)?.parameters ?? []
  call.args.forEach((arg, at) => {
    if (arg === null) return
    const parameter = parameters[Math.min(at, parameters.length - 1)]
    walkValue(parameter?.tolerant === true ? { ...walk, optional: true } : walk, arg)
  })
  const rowsAt = parameters.findIndex((parameter) => parameter.role === 'rows')
  const fieldAt = parameters.findIndex((parameter) => parameter.role === 'field')
  const rows = call.args[rowsAt]
  const field = call.args[fieldAt]
  if (rows?.kind !== 'path' || field?.kind !== 'literal' || typeof field.value !== 'string') return
  const source = resolved(walk, rows)
  if (source === null || source.eachFields !== null) return
  add(walk, { path: source.path, eachFields: [field.value], written: { ...rows, position: field.position } })
}

function walkPath(walk: Walk, node: PathNode): void {
  if (node.origin.from === 'call') return walkCall(walk, node.origin.call)
  const found = resolved(walk, node)
  if (found !== null) add(walk, { ...found, written: node })
}

interface Resolved {
  /** Begins at a root or a node. */
  readonly path: PathNode
  /** Fields read in each row of `path`; null: `path` itself is read. */
  readonly eachFields: readonly string[] | null
}

/** A path that begins at a block's value, traced back to where that value came from. Null: it can't be told, or it is the place in a list. */
function resolved(walk: Walk, node: PathNode): Resolved | null {
  if (node.origin.from === 'root' || node.origin.from === 'node') return { path: node, eachFields: null }
  if (node.origin.from === 'call' || node.origin.part !== 'value') return null
  const source = walk.sources[node.origin.slot] ?? null
  if (source === null) return null
  if (source.isEach) return { path: source.path, eachFields: node.fields }
  return { path: { ...source.path, fields: [...source.path.fields, ...node.fields] }, eachFields: null }
}

function add(walk: Walk, { path, eachFields, written }: Resolved & { readonly written: PathNode }): void {
  const { origin } = path
  if (origin.from !== 'root' && origin.from !== 'node') return
  walk.references.push({
    root: origin.from === 'root' ? origin.root : 'nodes',
    nodeId: origin.from === 'node' ? origin.nodeId : null,
    port: origin.from === 'node' ? origin.port : null,
    use: origin.from === 'node' ? origin.use : null,
    path: path.fields,
    eachPath: eachFields,
    optional: walk.optional,
    text: written.text,
    position: written.position,
  })
}
