import type { FlowNode } from '@maillon/flow-document'

/** Which rows of an earlier node an expression reads. */
export const rowChoices = ['first', 'same', 'all', 'where'] as const
export type RowChoice = (typeof rowChoices)[number]

/** The row whose field `key` has this value: a path (`item.sku`) or a literal (`"A1"`, `12`). */
export interface RowCondition {
  readonly key: string
  readonly value: string
}

/** A name as a segment of a path: `prix`, `[Prix unitaire]`. */
export function pathSegment(name: string): string {
  return /^[\p{L}_$][\p{L}\p{N}_$-]*$/u.test(name) ? name : `[${name}]`
}

/** The expression for a field of the current row. */
export function itemField(name: string): string {
  return `{{item.${pathSegment(name)}}}`
}

interface NodePort {
  readonly id: string
  /** Null: the first. */
  readonly port: string | null
}

/** The expression for a field of an earlier node's rows; of all rows it gives the list of values. */
export function nodeField(node: NodePort, rows: Exclude<RowChoice, 'where'>, name: string): string {
  return rows === 'all' ? `{{map ${placeOf(node)}.all ${quoted(name)}}}` : `{{${placeOf(node)}.${rows}.${pathSegment(name)}}}`
}

/** The expression for a field of the row that fits; one that fits none is an error when it runs, never an empty value. */
export function fieldWhere(node: NodePort, { key, value }: RowCondition, name: string): string {
  return `{{first (map (where ${placeOf(node)}.all ${quoted(key)} ${value}) ${quoted(name)})}}`
}

function placeOf({ id, port }: NodePort): string {
  return port === null ? `nodes.${id}` : `nodes.${id}.ports.${port}`
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '')}"`
}

/** What a person typed as a value to compare with: a number stays one, everything else is text. */
export function literalOf(typed: string): string {
  return /^-?\d+([.,]\d+)?$/.test(typed.trim()) ? typed.trim().replace(',', '.') : quoted(typed)
}

export interface ReadableWords {
  readonly all: string
  /** `{key}` and `{value}` stand in it. */
  readonly where: string
}

const wholeColumn = /^map (\S+) "([^"]*)"$/
const rowThatFits = /^first \(map \(where (\S+) "([^"]*)" ((?:\[[^\]]*\]|"[^"]*"|[^\s()"])+)\) "([^"]*)"\)$/

/** An expression that the field browser made, as people read it: « Tarifs › Prix, la ligne où sku = sku »; null for any other. */
export function readableExpression(source: string, nodeById: ReadonlyMap<string, FlowNode>, words: ReadableWords): string | null {
  const column = wholeColumn.exec(source)
  if (column !== null) return `${readablePath(column[1] ?? '', nodeById) ?? column[1]} › ${column[2]} (${words.all})`
  const fitting = rowThatFits.exec(source)
  if (fitting === null) return readablePath(source, nodeById)
  const [, path = '', key = '', value = '', field = ''] = fitting
  const condition = words.where.replace('{key}', key).replace('{value}', readablePath(value, nodeById) ?? value.replaceAll('"', ''))
  return `${readablePath(path, nodeById) ?? path} › ${field} (${condition})`
}

/** A path as people read it: « Tarifs › Prix unitaire »; null where it names nothing known. */
export function readablePath(path: string, nodeById: ReadonlyMap<string, FlowNode>): string | null {
  if (/\s/.test(path.replace(/\[[^\]]*\]/g, ''))) return null
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
