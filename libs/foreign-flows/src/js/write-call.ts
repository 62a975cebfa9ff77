import type { Js } from './js-tree.js'
import { writeDateMethod } from './write-date-method.js'
import type { Roots } from './write-js.js'
import { call, literal, type Written } from './written.js'

type Write = (js: Js, roots: Roots) => Written | null

/** Calls of functions, methods and constructors that have a counterpart of exactly the same meaning. */
export function writeCall(js: Js & { kind: 'call' | 'new' }, roots: Roots, write: Write): Written | null {
  if (js.kind === 'new') return writeNew(js, roots, write)
  if (js.of.kind === 'name') return writeFunction(js.of.name, js, { roots, write })
  if (js.of.kind !== 'member' || typeof js.of.key !== 'string') return null
  const owner = js.of.of.kind === 'name' ? js.of.of.name : ''
  const named = statics.get(`${owner}.${js.of.key}`)
  if (named !== undefined) return withArguments(js, { roots, write }, named)
  if (js.of.of.kind === 'pattern') return writeTest(js.of.of, js, { roots, write })
  const of = write(js.of.of, roots)
  return of === null ? null : writeMethod(of, js.of.key, { js, roots, write })
}

interface Writing {
  readonly roots: Roots
  readonly write: Write
}

type Make = (args: readonly Written[]) => Written | null

function withArguments(js: Js & { kind: 'call' | 'new' }, { roots, write }: Writing, make: Make): Written | null {
  const args = js.args.map((arg) => write(arg, roots))
  return args.some((arg) => arg === null) ? null : make(args as readonly Written[])
}

const asNumber: Make = ([of, ...more]) => (of === undefined || more.length > 0 ? null : call('number', [of], 'number'))
const asText: Make = ([of]) => (of === undefined ? null : call('toText', [of], 'text'))

const now: Written = { text: 'now', form: 'path', type: 'date' }

/** One argument, with a function of ours of that name. */
function one(name: string, type: Written['type']): Make {
  return ([of, ...more]) => (of === undefined || more.length > 0 ? null : call(name, [of], type))
}

const statics: ReadonlyMap<string, Make> = new Map<string, Make>([
  ['Math.round', one('round', 'number')], ['Math.floor', one('floor', 'number')], ['Math.ceil', one('ceil', 'number')], ['Math.abs', one('abs', 'number')],
  ['Math.max', (args) => (args.length === 0 ? null : call('max', args, 'number'))],
  ['Math.min', (args) => (args.length === 0 ? null : call('min', args, 'number'))],
  ['Number.parseFloat', asNumber],
  ['Date.now', (args) => (args.length === 0 ? writeDateMethod(now, 'toMillis', []) : null)],
  ['DateTime.now', () => now], ['DateTime.local', (args) => (args.length === 0 ? now : null)],
  ['DateTime.fromISO', ([of, ...more]) => (of === undefined || more.length > 0 ? null : { ...of, type: 'date' })],
])

const functions: ReadonlyMap<string, Make> = new Map<string, Make>([
  ['Number', asNumber], ['parseFloat', asNumber], ['String', asText], ['encodeURIComponent', one('urlEncode', 'text')],
  ['$if', (args) => (args.length === 3 ? call('if', args) : null)],
  ['$ifEmpty', (args) => (args.length === 2 ? call('default', args) : null)],
  ['$max', (args) => call('max', args, 'number')], ['$min', (args) => call('min', args, 'number')],
])

function writeFunction(name: string, js: Js & { kind: 'call' }, writing: Writing): Written | null {
  const make = functions.get(name)
  return make === undefined ? null : withArguments(js, writing, make)
}

function writeNew(js: Js & { kind: 'new' }, roots: Roots, write: Write): Written | null {
  if (js.of.kind !== 'name' || js.of.name !== 'Date') return null
  return withArguments(js, { roots, write }, ([of, ...more]) => (of === undefined ? now : more.length > 0 || of.type === 'number' ? null : { ...of, type: 'date' }))
}

/** `/x/.test(text)` */
function writeTest(pattern: Js & { kind: 'pattern' }, js: Js & { kind: 'call' }, writing: Writing): Written | null {
  const source = patternText(pattern)
  if (source === null || js.of.kind !== 'member' || js.of.key !== 'test') return null
  return withArguments(js, writing, ([of]) => (of === undefined ? null : call('matches', [of, source], 'boolean')))
}

/** The source of a pattern with its flags; null where a flag has no counterpart. `g` is the caller's to understand. */
function patternText({ source, flags }: Js & { kind: 'pattern' }): Written | null {
  const rest = flags.replace(/[gu]/g, '')
  return rest === '' ? literal(source) : rest === 'i' ? literal(`(?i)${source}`) : null
}

interface MethodCall extends Writing {
  readonly js: Js & { kind: 'call' }
}

function writeMethod(of: Written, name: string, { js, roots, write }: MethodCall): Written | null {
  if (of.type === 'date') return writeDateMethod(of, name, js.args)
  if (name === 'replace' || name === 'replaceAll') return writeReplace(of, name, { js, roots, write })
  const method = methods.get(name)
  return method === undefined ? null : withArguments(js, { roots, write }, (args) => method(of, args))
}

type Method = (of: Written, args: readonly Written[]) => Written | null

/** A method without arguments, with a function of ours. */
function plain(name: string, type: Written['type']): Method {
  return (of, args) => (args.length > 0 ? null : call(name, [of], type))
}

function oneArgument(name: string, type: Written['type']): Method {
  return (of, args) => (args.length !== 1 ? null : call(name, [of, ...args], type))
}

/** JavaScript takes all spaces at both ends off, and none inside. */
const trimmed: Method = (of) => {
  const [pattern, nothing] = [literal('^\\s+|\\s+$'), literal('')]
  return pattern === null || nothing === null ? null : call('replacePattern', [of, pattern, nothing], 'text')
}

/** From the end, or the other way round, means something else in the two languages. */
function isForward([from, to, ...more]: readonly Written[]): boolean {
  const [start, end] = [from?.value, to?.value]
  return more.length === 0 && typeof start === 'number' && start >= 0 && (to === undefined || (typeof end === 'number' && end >= start))
}

const methods: ReadonlyMap<string, Method> = new Map<string, Method>([
  ['toUpperCase', plain('upper', 'text')], ['toLowerCase', plain('lower', 'text')], ['trim', trimmed],
  ['toString', plain('toText', 'text')], ['toJsonString', plain('toText', 'text')],
  ['includes', oneArgument('contains', 'boolean')], ['startsWith', oneArgument('startsWith', 'boolean')], ['endsWith', oneArgument('endsWith', 'boolean')],
  ['split', oneArgument('split', 'list')],
  ['substring', (of, args) => (isForward(args) ? call('substring', [of, ...args], 'text') : null)],
  ['slice', (of, args) => (of.type === 'text' && isForward(args) ? call('substring', [of, ...args], 'text') : of.type === 'list' && isForward(args) ? call('slice', [of, ...args], 'list') : null)],
  ['join', (of, args) => joined(of, args)],
  ['first', plain('first', 'unknown')], ['last', plain('last', 'unknown')],
  ['isEmpty', plain('isEmpty', 'boolean')], ['isNotEmpty', (of, args) => (args.length > 0 ? null : call('not', [call('isEmpty', [of])], 'boolean'))],
  ['toNumber', plain('number', 'number')], ['toFloat', plain('number', 'number')], ['round', (of, args) => call('round', [of, ...args], 'number')],
  ['floor', plain('floor', 'number')], ['ceil', plain('ceil', 'number')], ['abs', plain('abs', 'number')],
  ['toDateTime', (of, args) => (args.length > 0 ? null : { ...of, type: 'date' })],
  ['urlEncode', plain('urlEncode', 'text')],
])

function joined(of: Written, args: readonly Written[]): Written | null {
  const separator = args[0] ?? literal(',')
  return separator === null || args.length > 1 ? null : call('join', [of, separator], 'text')
}

/** Replacing only the first is something that ours don't do. */
function writeReplace(of: Written, name: string, { js, roots, write }: MethodCall): Written | null {
  const [search, replacement, ...more] = js.args
  const by = replacement === undefined ? null : write(replacement, roots)
  if (search === undefined || by === null || more.length > 0) return null
  if (search.kind === 'pattern') {
    const pattern = patternText(search)
    // `$1` is written the same way in both; anything else with a dollar isn't.
    const isPlain = typeof by.value === 'string' && !/\$(?!\d)/.test(by.value)
    return pattern === null || !search.flags.includes('g') || !isPlain ? null : call('replacePattern', [of, pattern, by], 'text')
  }
  const what = write(search, roots)
  return name !== 'replaceAll' || what === null ? null : call('replace', [of, what, by], 'text')
}
