import { assertNever, type Locale } from '@maillon/kernel'
import type { NodeCatalogue, NodeDescriptor } from '@maillon/node-contract'
import { parseEndpoint, type FlowDocument, type FlowNode } from './flow-document.js'
import { clauseInside } from './node-clause.js'
import { portLabel } from './port-label.js'

export interface Telling {
  readonly catalogue: NodeCatalogue
  readonly locale: Locale
}

/**
 * The flow as a text: a numbered line for each step in running order, saying what it does and after which steps.
 * For documentation, for those who can't see the canvas, and for a quick look at what will happen.
 */
export function flowInWords(document: FlowDocument, telling: Telling): string {
  const nodes = inRunningOrder(document)
  const numberOf = new Map(nodes.map((node, index) => [node.id, index + 1]))
  const title = telling.locale === 'fr' ? `Flux «\u00a0${document.name}\u00a0»` : `Flow “${document.name}”`
  const lines = nodes.map((node, index) => `${'   '.repeat(depthOf(node, document))}${index + 1}. ${stepText(node, telling)}${afterText({ document, numberOf, nodes, telling }, index)}.`)
  const rest = document.description === undefined || document.description.trim() === '' ? [] : [document.description.trim(), '']
  return [title, '', ...rest, ...lines, ''].join('\n')
}

function stepText(node: FlowNode, telling: Telling): string {
  const { locale, catalogue } = telling
  const descriptor = catalogue.get(node.type, node.version)
  const name = locale === 'fr' ? `«\u00a0${node.name}\u00a0»` : `“${node.name}”`
  const clause = descriptor === null ? unknownType(node, locale) : clauseOf(node, descriptor, locale)
  const off = node.disabled === true ? (locale === 'fr' ? ' (désactivé : laisse passer les données)' : ' (disabled: lets the data pass)') : ''
  return `${name} ${clause}${off}${errorText(node, locale)}`
}

function unknownType(node: FlowNode, locale: Locale): string {
  return locale === 'fr' ? `est d’un type inconnu ici (${node.type})` : `is of a type that isn’t known here (${node.type})`
}

/** A half-drawn step is told by what its type does, or by its title. */
function clauseOf(node: FlowNode, descriptor: NodeDescriptor, locale: Locale): string {
  const clause = clauseInside(descriptor, node.params, locale)
  return clause === '' ? `(${descriptor.title[locale]})` : clause
}

function errorText({ onError }: FlowNode, locale: Locale): string {
  const fr = locale === 'fr'
  const choice = onError?.choice
  switch (choice) {
    case undefined:
    case 'stop':
      return ''
    case 'skip':
      return fr ? ', en passant les lignes en erreur' : ', passing over rows that fail'
    case 'replace':
      return fr ? ', avec une valeur de remplacement en cas d’erreur' : ', with a replacement value where a row fails'
    case 'set-aside':
      return fr ? ', en mettant de côté les lignes en erreur' : ', setting aside rows that fail'
    case 'branch':
      return fr ? ', les erreurs sortant à part' : ', with errors leaving by a port of their own'
    default:
      return assertNever(choice)
  }
}

interface Told {
  readonly document: FlowDocument
  readonly numberOf: ReadonlyMap<string, number>
  readonly nodes: readonly FlowNode[]
  readonly telling: Telling
}

/** « après les étapes 2 et 3 », with the port where it isn't the usual one; nothing where it is simply the line above. */
function afterText({ document, numberOf, nodes, telling }: Told, index: number): string {
  const id = nodes[index]?.id
  const sources = document.edges.flatMap((edge) => {
    const from = parseEndpoint(edge.from)
    const number = numberOf.get(from?.node ?? '')
    return from === null || number === undefined || parseEndpoint(edge.to)?.node !== id ? [] : [{ number, port: portName(nodes[number - 1], from.port, telling) }]
  })
  const [first, ...others] = [...new Map(sources.map((source) => [`${source.number} ${source.port ?? ''}`, source])).values()].sort((a, b) => a.number - b.number)
  if (first === undefined || (others.length === 0 && first.number === index && first.port === null)) return ''
  const numbers = [first, ...others].map((source) => (source.port === null ? String(source.number) : `${source.number} (${source.port})`))
  const list = new Intl.ListFormat(telling.locale, { type: 'conjunction' }).format(numbers)
  if (telling.locale === 'fr') return others.length === 0 ? `, après l’étape ${list}` : `, après les étapes ${list}`
  return others.length === 0 ? `, after step ${list}` : `, after steps ${list}`
}

function portName(node: FlowNode | undefined, port: string, { catalogue, locale }: Telling): string | null {
  return node === undefined ? port : (portLabel(node, { side: 'output', port }, catalogue)?.[locale] ?? null)
}

/** How many loops a node stands in. */
function depthOf(node: FlowNode, { nodes }: FlowDocument): number {
  let depth = 0
  for (let at = node.parent; at !== undefined && depth < 10; depth += 1) at = nodes.find(({ id }) => id === at)?.parent
  return depth
}

/** Each after what leads to it, the body of a loop right behind the loop, otherwise as in the document; nodes on a circle come last, in document order. */
export function inRunningOrder(document: FlowDocument): readonly FlowNode[] {
  const { waiting, next } = countedEdges(document)
  const left = new Map(document.nodes.map((node) => [node.id, node]))
  const containers = new Set(document.nodes.map(({ parent }) => parent))
  const opened: string[] = []
  const order: FlowNode[] = []
  for (;;) {
    const free = [...left.values()].filter((node) => waiting.get(node.id) === 0)
    // Inside the latest loop that still has something to be told, if anything there is ready.
    const ready = opened.reduceRight<FlowNode | undefined>((found, id) => found ?? free.find((node) => node.parent === id), undefined) ?? free[0]
    if (ready === undefined) return [...order, ...left.values()]
    left.delete(ready.id)
    order.push(ready)
    if (containers.has(ready.id)) opened.push(ready.id)
    for (const to of next.get(ready.id) ?? []) waiting.set(to, (waiting.get(to) ?? 0) - 1)
  }
}

/** For each node how many edges lead to it, and to which nodes its own lead. */
function countedEdges(document: FlowDocument): { readonly waiting: Map<string, number>; readonly next: ReadonlyMap<string, readonly string[]> } {
  const waiting = new Map(document.nodes.map((node) => [node.id, 0]))
  const next = new Map<string, string[]>()
  for (const edge of document.edges) {
    const from = parseEndpoint(edge.from)?.node ?? ''
    const to = parseEndpoint(edge.to)?.node ?? ''
    if (!waiting.has(from) || !waiting.has(to)) continue
    waiting.set(to, (waiting.get(to) ?? 0) + 1)
    next.set(from, [...(next.get(from) ?? []), to])
  }
  return { waiting, next }
}
