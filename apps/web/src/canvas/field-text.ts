import type { FlowNode } from '@maillon/flow-document'

/** Which rows of an earlier node an expression reads. */
export const rowChoices = ['first', 'same', 'all'] as const
export type RowChoice = (typeof rowChoices)[number]

/** A name as a segment of a path: `prix`, `[Prix unitaire]`. */
export function pathSegment(name: string): string {
  return /^[\p{L}_$][\p{L}\p{N}_$-]*$/u.test(name) ? name : `[${name}]`
}

/** The expression for a field of the current row. */
export function itemField(name: string): string {
  return `{{item.${pathSegment(name)}}}`
}

/** The expression for a field of an earlier node's rows; of all rows it gives the list of values. */
export function nodeField(node: { readonly id: string; readonly port: string | null }, rows: RowChoice, name: string): string {
  const place = node.port === null ? `nodes.${node.id}` : `nodes.${node.id}.ports.${node.port}`
  return rows === 'all' ? `{{map ${place}.all "${name.replaceAll('"', '')}"}}` : `{{${place}.${rows}.${pathSegment(name)}}}`
}

/** A path as people read it: « Tarifs › Prix unitaire »; null where it names nothing known. */
export function readablePath(path: string, nodeById: ReadonlyMap<string, FlowNode>): string | null {
  const segments = segmentsOf(path)
  const [root, second] = segments
  if (root === 'item') return segments.slice(1).join(' › ') || null
  if (root === 'trigger' || root === 'run' || root === 'flow' || root === 'variables') return segments.join(' › ')
  if (root !== 'nodes' || second === undefined) return null
  const name = nodeById.get(second)?.name ?? second
  const rest = segments.slice(2).filter((segment, index, all) => !['first', 'same', 'all'].includes(segment) && segment !== 'ports' && all[index - 1] !== 'ports')
  return [name, ...rest].join(' › ')
}

function segmentsOf(path: string): readonly string[] {
  return [...path.matchAll(/\[([^\]]*)\]|([^.[\]]+)/g)].map((match) => match[1] ?? match[2] ?? '')
}
