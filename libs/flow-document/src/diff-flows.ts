/**
 * What differs between two versions of a flow, as sentences. Nodes are the same where their ids are.
 * 1. Nothing is left out: no change is reported exactly where the canonical texts are the same.
 * 2. In the order of the newer document: the flow, its nodes, what was removed, edges, notes, groups.
 */
import type { Json, LocalizedText } from '@maillon/kernel'
import type { NodeCatalogue } from '@maillon/node-contract'
import { diffNodes } from './diff-nodes.js'
import { quoted, textWithValues } from './diff-text.js'
import { diffGroups } from './diff-groups.js'
import type { FlowChange } from './flow-change.js'
import type { FlowDocument, FlowEdge, FlowSettings } from './flow-document.js'
import { parseEndpoint } from './flow-document.js'
import { portLabel } from './port-label.js'
import { sameJson } from './same-json.js'

export interface DiffOptions {
  /** Gives parameters the labels of the screen, and says what a new step does. Absent: the names alone. */
  readonly catalogue?: NodeCatalogue
}

/** The differences from one version to another; empty where they say the same. */
export function diffFlows(before: FlowDocument, after: FlowDocument, options: DiffOptions = {}): readonly FlowChange[] {
  return [...diffFlow(before, after), ...diffSettings(before.settings, after.settings), ...diffNodes(before, after, options), ...diffEdges(before, after, options), ...diffNotes(before, after), ...diffGroups(before, after)]
}

function diffFlow(before: FlowDocument, after: FlowDocument): readonly FlowChange[] {
  const changes: FlowChange[] = []
  if (before.name !== after.name) {
    changes.push({ kind: 'flow-renamed', path: '/name', isCosmetic: true, text: { fr: `Le flux «\u00a0${before.name}\u00a0» s’appelle maintenant «\u00a0${after.name}\u00a0»`, en: `The flow “${before.name}” is now called “${after.name}”` } })
  }
  if (before.description !== after.description) changes.push({ kind: 'flow-described', path: '/description', isCosmetic: true, text: { fr: 'La description du flux a changé', en: 'The description of the flow has changed' } })
  if (before.id !== after.id) changes.push({ kind: 'flow-described', path: '/id', isCosmetic: true, text: { fr: 'L’identifiant du flux a changé', en: 'The id of the flow has changed' } })
  if (!sameJson(before.requires, after.requires)) {
    changes.push({ kind: 'setting-changed', path: '/requires', isCosmetic: false, text: { fr: 'La liste des modules nécessaires a changé', en: 'The list of packages needed has changed' } })
  }
  return changes
}

const settingNames: { readonly [K in keyof FlowSettings]-?: readonly [fr: string, en: string] } = {
  timeZone: ['Le fuseau horaire', 'The time zone'],
  locale: ['La langue', 'The language'],
  overlap: ['Le comportement en cas de chevauchement', 'What happens when runs overlap'],
  concurrency: ['Le nombre d’exécutions simultanées', 'The number of runs at once'],
  timeoutMs: ['La durée maximale', 'The time limit'],
  lane: ['La file', 'The lane'],
  priority: ['La priorité', 'The priority'],
  errorFlow: ['Le flux lancé en cas d’échec', 'The flow that is started on failure'],
  keepDays: ['La durée de conservation', 'The days that runs are kept'],
  tags: ['Les étiquettes', 'The tags'],
}

function diffSettings(before: FlowSettings, after: FlowSettings): readonly FlowChange[] {
  const names = Object.keys(settingNames) as (keyof FlowSettings)[]
  return names.filter((name) => !sameJson(before[name] as Json | undefined, after[name] as Json | undefined)).map((name) => {
    const [fr, en] = settingNames[name]
    return { kind: 'setting-changed', path: `/settings/${name}`, isCosmetic: name === 'tags', text: textWithValues({ fr, en }, { was: settingValue(before, name), now: settingValue(after, name) }) }
  })
}

/** A flow with its id too: another one may have the same name. */
function settingValue({ tags, errorFlow, ...settings }: FlowSettings, name: keyof FlowSettings): Json | undefined {
  if (name === 'tags') return tags?.join(', ')
  if (name === 'errorFlow') return errorFlow === undefined ? undefined : `${errorFlow.name} (${errorFlow.id})`
  return settings[name]
}

function diffEdges(before: FlowDocument, after: FlowDocument, { catalogue }: DiffOptions): readonly FlowChange[] {
  const key = (edge: FlowEdge) => `${edge.from}\n${edge.to}`
  const old = new Set(before.edges.map(key))
  const fresh = new Set(after.edges.map(key))
  const added = after.edges.filter((edge) => !old.has(key(edge)))
  const removed = before.edges.filter((edge) => !fresh.has(key(edge)))
  const kept = (edges: readonly FlowEdge[], others: ReadonlySet<string>) => edges.map(key).filter((edge) => others.has(edge))
  const isReordered = kept(before.edges, fresh).join() !== kept(after.edges, old).join()
  return [
    ...added.map((edge): FlowChange => edgeChange('edge-added', edge, { document: after, catalogue })),
    ...removed.map((edge): FlowChange => edgeChange('edge-removed', edge, { document: before, catalogue })),
    ...(isReordered ? [{ kind: 'edges-reordered', isCosmetic: false, text: { fr: 'L’ordre des liaisons a changé', en: 'The order of the connections has changed' } } as const] : []),
  ]
}

interface EdgesOf {
  readonly document: FlowDocument
  readonly catalogue: NodeCatalogue | undefined
}

function edgeChange(kind: 'edge-added' | 'edge-removed', edge: FlowEdge, of: EdgesOf): FlowChange {
  const from = endText(edge.from, 'output', of)
  const to = endText(edge.to, 'input', of)
  const text = kind === 'edge-added'
    ? { fr: `${from.fr} est relié à ${to.fr}`, en: `${from.en} is connected to ${to.en}` }
    : { fr: `${from.fr} n’est plus relié à ${to.fr}`, en: `${from.en} is no longer connected to ${to.en}` }
  return { kind, isCosmetic: false, text }
}

const noTypes: NodeCatalogue = { get: () => null, list: () => [] }

/** The node by its name, with the port where it isn't the usual one. */
function endText(text: string, side: 'input' | 'output', { document, catalogue }: EdgesOf): LocalizedText {
  const end = parseEndpoint(text)
  const node = document.nodes.find(({ id }) => id === end?.node)
  if (end === null || node === undefined) return { fr: text, en: text }
  const { fr, en } = quoted(node.name)
  const port = portLabel(node, { side, port: end.port }, catalogue ?? noTypes)
  return port === null ? { fr, en } : { fr: `${fr} (${port.fr})`, en: `${en} (${port.en})` }
}

function diffNotes(before: FlowDocument, after: FlowDocument): readonly FlowChange[] {
  const old = new Map(before.notes.map((note) => [note.id, note]))
  const fresh = new Set(after.notes.map((note) => note.id))
  const changes = after.notes.flatMap((note): FlowChange[] => {
    const previous = old.get(note.id)
    if (previous === undefined) return [{ kind: 'note-added', node: note.id, isCosmetic: true, text: { fr: 'Une note a été ajoutée', en: 'A note was added' } }]
    return sameJson(previous, note) ? [] : [{ kind: 'note-changed', node: note.id, isCosmetic: true, text: { fr: 'Une note a été modifiée', en: 'A note was changed' } }]
  })
  const removed = before.notes.filter((note) => !fresh.has(note.id))
  const order = (notes: FlowDocument['notes'], others: { has(id: string): boolean }) => notes.map((note) => note.id).filter((id) => others.has(id)).join()
  const isReordered = order(before.notes, fresh) !== order(after.notes, old)
  return [
    ...changes,
    ...removed.map((note): FlowChange => ({ kind: 'note-removed', node: note.id, isCosmetic: true, text: { fr: 'Une note a été supprimée', en: 'A note was removed' } })),
    ...(isReordered ? [{ kind: 'note-changed', isCosmetic: true, text: { fr: 'L’ordre des notes a changé', en: 'The order of the notes has changed' } } as const] : []),
  ]
}
