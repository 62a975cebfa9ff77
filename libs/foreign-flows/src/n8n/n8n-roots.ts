import type { Js } from '../js/js-tree.js'
import type { Roots } from '../js/write-js.js'
import { call, fieldOf, path, type Written } from '../js/written.js'

/** A node of ours, or one of its outputs, whose rows are read. */
export interface RowSource {
  readonly id: string
  readonly port: string
  /** It gives one row: what starts a run. */
  readonly isSingle: boolean
  /** Its row is the very row that stands here: what lies between only lets rows pass. */
  readonly isHere?: boolean
  /** Its fields that have another name here, by the one that they had. */
  readonly renamed?: ReadonlyMap<string, string>
}

export interface N8nPlace {
  readonly nodeNamed: (name: string) => RowSource | null
  readonly previous: RowSource | null
  /** How the row is called here; null: there is none. */
  readonly row: string | null
}

/** What n8n's names stand for. */
export function n8nRoots(place: N8nPlace): Roots {
  return { resolve: (js) => resolved(js, place) }
}

function resolved(js: Js, place: N8nPlace): Written | null {
  switch (js.kind) {
    case 'name':
      return named(js.name, place)
    case 'member':
      return member(js, place)
    default:
      return null
  }
}

function named(name: string, { row }: N8nPlace): Written | null {
  switch (name) {
    case '$json':
      return row === null ? null : path(row)
    case '$now':
      return path('now', 'date')
    case '$today':
      return call('startOf', [path('now', 'date'), { text: '"day"', form: 'literal', type: 'text', value: 'day' }], 'date')
    case '$itemIndex':
      return row === 'item' ? path('index', 'number') : null
    case '$vars':
      return path('variables')
    default:
      return null
  }
}

const members: ReadonlyMap<string, string> = new Map([['$execution.id', 'run.id'], ['$workflow.name', 'flow.name'], ['$workflow.id', 'flow.id']])

function member(js: Js & { kind: 'member' }, place: N8nPlace): Written | null {
  const { of, key } = js
  if (typeof key !== 'string') return null
  const known = of.kind === 'name' ? members.get(`${of.name}.${key}`) : undefined
  if (known !== undefined) return path(known)
  if (key === 'length') return countOf(of, place)
  const renamed = key === 'json' ? undefined : sourceOfRow(of, place)?.renamed?.get(key)
  if (renamed !== undefined) {
    const row = resolved(of, place)
    return row === null ? null : fieldOf(row, renamed)
  }
  return key === 'json' ? rowBehind(of, place) : null
}

/** What `.json` is asked of: an item. */
function rowBehind(of: Js, place: N8nPlace): Written | null {
  if (of.kind === 'member' && of.key === 'item') return itemOf(of.of, place)
  if (of.kind === 'call' && of.of.kind === 'member' && (of.of.key === 'first' || of.of.key === 'last') && of.args.length === 0) return edgeRow(of.of.of, of.of.key, place)
  if (of.kind === 'member' && typeof of.key === 'string' && /^\d+$/.test(of.key)) return rowAt(of.of, Number(of.key), place)
  // `$node["A"].json`
  const name = nodeName(of)
  return name === null ? null : sameRow(place.nodeNamed(name), place)
}

/** `$input.item`, `$('A').item` */
function itemOf(of: Js, place: N8nPlace): Written | null {
  if (isInput(of)) return place.row === null ? null : path(place.row)
  const name = nodeCall(of)
  return name === null ? null : sameRow(place.nodeNamed(name), place)
}

/** `$input.first()`, `$('A').last()` */
function edgeRow(of: Js, which: 'first' | 'last', place: N8nPlace): Written | null {
  const source = isInput(of) ? place.previous : namedSource(of, place)
  if (source === null) return null
  return which === 'first' ? path(rows(source, 'first')) : call('last', [path(rows(source, 'all'), 'list')])
}

/** `$items("A")[0]`, `$('A').all()[2]` */
function rowAt(of: Js, index: number, place: N8nPlace): Written | null {
  const source = sourceOfAll(of, place)
  return source === null ? null : path(index === 0 ? rows(source, 'first') : `${rows(source, 'all')}.[${index}]`)
}

/** `$input.all().length`. The list itself isn't written: there its rows stand below `json`, and here they don't. */
function countOf(of: Js, place: N8nPlace): Written | null {
  const source = sourceOfAll(of, place)
  return source === null ? null : call('count', [path(rows(source, 'all'), 'list')], 'number')
}

function sourceOfAll(js: Js, place: N8nPlace): RowSource | null {
  if (js.kind !== 'call') return null
  if (js.of.kind === 'name' && js.of.name === '$items') return js.args.length === 0 ? place.previous : placeNamed(js.args[0], place)
  if (js.of.kind !== 'member' || js.of.key !== 'all' || js.args.length > 0) return null
  return isInput(js.of.of) ? place.previous : namedSource(js.of.of, place)
}

function namedSource(of: Js, place: N8nPlace): RowSource | null {
  const name = nodeCall(of)
  return name === null ? null : place.nodeNamed(name)
}

function placeNamed(js: Js | undefined, place: N8nPlace): RowSource | null {
  return js?.kind === 'literal' && typeof js.value === 'string' ? place.nodeNamed(js.value) : null
}

function isInput(js: Js): boolean {
  return js.kind === 'name' && js.name === '$input'
}

/** `$('A')` */
function nodeCall(js: Js): string | null {
  if (js.kind !== 'call' || js.of.kind !== 'name' || js.of.name !== '$' || js.args.length !== 1) return null
  const [name] = js.args
  return name?.kind === 'literal' && typeof name.value === 'string' ? name.value : null
}

/** `$node["A"]`, `$node.A` */
function nodeName(js: Js): string | null {
  return js.kind === 'member' && js.of.kind === 'name' && js.of.name === '$node' && typeof js.key === 'string' ? js.key : null
}

/** The row that this one was made from. Where it can't be traced, the compiler says so. */
function sameRow(source: RowSource | null, place: N8nPlace): Written | null {
  if (source?.isHere === true && place.row === 'item') return path('item')
  return source === null ? null : path(rows(source, source.isSingle ? 'first' : 'same'))
}

/** The node that gave the row that is asked: of `$json`, `$input.item.json`, `$('A').item.json`, `$('A').first().json`, `$node["A"].json`. */
function sourceOfRow(js: Js, place: N8nPlace): RowSource | null {
  if (js.kind === 'name') return js.name === '$json' ? place.previous : null
  if (js.kind !== 'member' || js.key !== 'json') return null
  const name = nodeName(js.of)
  if (name !== null) return place.nodeNamed(name)
  const owner = js.of.kind === 'call' && js.of.of.kind === 'member' ? js.of.of.of : js.of.kind === 'member' ? js.of.of : null
  return owner === null ? null : isInput(owner) ? place.previous : namedSource(owner, place)
}

function rows({ id, port }: RowSource, use: 'first' | 'same' | 'all'): string {
  return port === 'main' ? `nodes.${id}.${use}` : `nodes.${id}.ports.${port}.${use}`
}
