import { isJsonArray, isJsonObject, type Json, type Locale, type LocalizedText } from '@maillon/kernel'
import { alternativesOf, childSchemas, hintsOf, type ParamHints, type ParamSchemas } from '@maillon/node-contract'
import { sentence } from '@maillon/schedule'
import { diffEntries } from './diff-entries.js'
import { plainValueText, quoted, textWithValues } from './diff-text.js'
import type { DiffOptions } from './diff-flows.js'
import type { FlowChange } from './flow-change.js'
import type { FlowDocument, FlowNode } from './flow-document.js'
import { clauseInside } from './node-clause.js'
import { sameJson } from './same-json.js'
import { scheduleOf } from './schedule-of.js'

/** Nodes that came, changed, went or were put in another order. */
export function diffNodes(before: FlowDocument, after: FlowDocument, options: DiffOptions): readonly FlowChange[] {
  const old = new Map(before.nodes.map((node) => [node.id, node]))
  const fresh = new Set(after.nodes.map((node) => node.id))
  const order = (nodes: readonly FlowNode[], others: { has(id: string): boolean }) => nodes.map((node) => node.id).filter((id) => others.has(id)).join()
  return [
    ...after.nodes.flatMap((node) => {
      const previous = old.get(node.id)
      return previous === undefined ? [change('node-added', node, addedText(node, options))] : diffNode(previous, node, options)
    }),
    ...before.nodes.filter((node) => !fresh.has(node.id)).map((node) => change('node-removed', node, { fr: 'supprimée', en: 'removed' })),
    ...(order(before.nodes, fresh) === order(after.nodes, old)
      ? []
      : [{ kind: 'node-moved', isCosmetic: false, text: { fr: 'L’ordre des étapes a changé', en: 'The order of the steps has changed' } } as const]),
  ]
}

/** With what the new step does, where its type is known. */
function addedText(node: FlowNode, { catalogue }: DiffOptions): LocalizedText {
  const descriptor = catalogue?.get(node.type, node.version) ?? null
  const clause = (locale: Locale) => (descriptor === null ? '' : clauseInside(descriptor, node.params, locale))
  const [fr, en] = [clause('fr'), clause('en')]
  return { fr: fr === '' ? 'ajoutée' : `ajoutée, ${fr}`, en: en === '' ? 'added' : `added, ${en}` }
}

function change(kind: FlowChange['kind'], node: FlowNode, text: LocalizedText): FlowChange {
  const { fr, en } = quoted(node.name)
  return { kind, node: node.id, isCosmetic: kind === 'node-moved' || kind === 'node-renamed', text: { fr: `${fr}\u00a0: ${text.fr}`, en: `${en}: ${text.en}` } }
}

function diffNode(before: FlowNode, after: FlowNode, options: DiffOptions): readonly FlowChange[] {
  if (before === after) return []
  const changes: FlowChange[] = []
  if (before.name !== after.name) {
    const { fr, en } = quoted(before.name)
    changes.push(change('node-renamed', after, { fr: `s’appelait ${fr}`, en: `was called ${en}` }))
  }
  if (before.type !== after.type || before.version !== after.version) {
    const [then, now] = [`${before.type} ${before.version}`, `${after.type} ${after.version}`]
    changes.push(change('node-type-changed', after, { fr: `type ${now} au lieu de ${then}`, en: `type ${now} instead of ${then}` }))
  }
  if ((before.disabled === true) !== (after.disabled === true)) {
    changes.push(after.disabled === true ? change('node-disabled', after, { fr: 'désactivée', en: 'disabled' }) : change('node-enabled', after, { fr: 'réactivée', en: 'enabled again' }))
  } else if (before.disabled !== after.disabled) changes.push(change('node-option-changed', after, { fr: 'active, comme avant', en: 'enabled, as before' }))
  changes.push(...diffParams(before, after, options), ...diffOptions(before, after))
  if (!sameJson(before.position, after.position)) changes.push(change('node-moved', after, { fr: 'déplacée', en: 'moved' }))
  return changes
}

const optionNames = {
  mode: ['façon de travailler', 'way of working'],
  retry: ['nouveaux essais', 'retries'],
  untilFound: ['recherche répétée', 'looking again'],
  runOnEmpty: ['exécution sans données', 'running without data'],
  timeoutMs: ['durée maximale (ms)', 'time limit (ms)'],
  onError: ['en cas d’erreur', 'on error'],
  credentials: ['compte', 'account'],
  pinned: ['données épinglées', 'pinned data'],
  parent: ['boucle', 'loop'],
} as const satisfies { readonly [K in keyof FlowNode]?: readonly [fr: string, en: string] }

function diffOptions(before: FlowNode, after: FlowNode): readonly FlowChange[] {
  return (Object.keys(optionNames) as (keyof typeof optionNames)[]).flatMap((name) => {
    if (sameJson(before[name], after[name])) return []
    const [fr, en] = optionNames[name]
    return [change('node-option-changed', after, textWithValues({ fr, en }, { was: optionValue(name, before), now: optionValue(name, after) }))]
  })
}

/** Accounts are known by their names, never by their ids. */
function optionValue(name: keyof typeof optionNames, node: FlowNode): Json | undefined {
  if (name === 'credentials') return node.credentials === undefined ? undefined : Object.values(node.credentials).map((credential) => credential.name).join(', ')
  if (name === 'onError') return node.onError === undefined ? undefined : node.onError.value === undefined ? node.onError.choice : `${node.onError.choice} ${JSON.stringify(node.onError.value)}`
  return node[name] as Json | undefined
}

function diffParams(before: FlowNode, after: FlowNode, options: DiffOptions): readonly FlowChange[] {
  if (sameJson(before.params, after.params)) return []
  const schema = options.catalogue?.get(after.type, after.version)?.params ?? {}
  const found: FlowChange[] = []
  const walk = (place: ParamsPlace): void => {
    const { was, now } = place
    if (sameJson(was, now)) return
    const hints = hintsOf(place.schemas)
    const isLeaf = place.depth >= 4 || (hints?.widget !== undefined && hints.widget !== 'json')
    if (!isLeaf && isJsonObject(was) && isJsonObject(now)) return walkKeys(place, [...new Set([...Object.keys(now), ...Object.keys(was)])])
    if (!isLeaf && isJsonArray(was) && isJsonArray(now)) {
      const entries = diffEntries(was, now)
      found.push(...entries.texts.map(({ index, text }) => ({ ...change('param-changed', after, { fr: `${place.label_fr.join(' › ')}\u00a0: ${text.fr}`, en: `${place.label_en.join(' › ')}: ${text.en}` }), path: `${place.path}/${index}` })))
      return walkKeys(place, entries.changed.map(String))
    }
    const text = textWithValues({ fr: place.label_fr.join(' › '), en: place.label_en.join(' › ') }, { was, now }, (value) => shown(value, hints))
    found.push({ ...change('param-changed', after, text), path: place.path })
  }
  const walkKeys = (place: ParamsPlace, keys: readonly string[]) => {
    for (const key of keys) walk(childPlace(place, key, schema))
  }
  walkKeys({ was: before.params, now: after.params, schemas: alternativesOf(schema, schema), path: '', label_fr: [], label_en: [], depth: 0 }, [...new Set([...Object.keys(after.params), ...Object.keys(before.params)])])
  return found
}

interface ParamsPlace {
  readonly was: Json | undefined
  readonly now: Json | undefined
  readonly schemas: ParamSchemas
  readonly path: string
  readonly label_fr: readonly string[]
  readonly label_en: readonly string[]
  readonly depth: number
}

function childPlace(place: ParamsPlace, key: string, root: Parameters<typeof childSchemas>[2]): ParamsPlace {
  const isElement = isJsonArray(place.now)
  const schemas = childSchemas(place.schemas, key, root)
  const label = isElement ? undefined : hintsOf(schemas)?.label
  const plain = isElement ? String(Number(key) + 1) : key
  return {
    was: own(place.was, key), now: own(place.now, key), schemas, depth: place.depth + 1,
    path: `${place.path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`,
    label_fr: [...place.label_fr, label?.fr ?? plain], label_en: [...place.label_en, label?.en ?? plain],
  }
}

function own(value: Json | undefined, key: string): Json | undefined {
  return (isJsonObject(value) || isJsonArray(value)) && Object.hasOwn(value, key) ? (value as { readonly [key: string]: Json })[key] : undefined
}

function shown(value: Json, hints: ParamHints | null): LocalizedText | null {
  return chosenText(value, hints) ?? plainValueText(value)
}

/** A choice by its label, a file by its name, a schedule as a sentence; null for everything else. */
function chosenText(value: Json, hints: ParamHints | null): LocalizedText | null {
  if (typeof value === 'string') {
    const choice = hints?.choices !== undefined && Object.hasOwn(hints.choices, value) ? hints.choices[value] : undefined
    return choice === undefined ? null : { fr: quoted(choice.fr).fr, en: quoted(choice.en).en }
  }
  if (hints?.widget === 'schedule') return scheduleText(value)
  return hints?.widget === 'file' && isJsonObject(value) && typeof value['name'] === 'string' ? quoted(value['name']) : null
}

function scheduleText(value: Json): LocalizedText | null {
  const schedule = scheduleOf(value)
  return schedule === null ? null : { fr: quoted(sentence(schedule, 'fr')).fr, en: quoted(sentence(schedule, 'en')).en }
}
