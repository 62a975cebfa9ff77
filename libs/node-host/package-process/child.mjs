// The program that runs a node package in a process of its own: locked down first, then the package is imported, then one call after the other.
import { pathToFileURL } from 'node:url'
import { openChannel } from './channel.mjs'
import { allContext, itemContext, lookContext } from './contexts.mjs'
import { errorFromPlain, errorToPlain } from './errors.mjs'
import { lockDown } from './lock-down.mjs'

const suspendBrand = Symbol.for('maillon.suspend/1')
const emissionBrand = Symbol.for('maillon.emission/1')
const mostLines = 5000
const open = new Map()
const stop = new AbortController()
let asked = 0
let lines = 0

const send = openChannel((message) => {
  if (message.kind === 'call') void answer(message)
  else if (message.kind === 'describe') void describe()
  else if (message.kind === 'abort') stop.abort(new Error('aborted'))
  else if (message.kind === 'answer') settle(message)
})
lockDown(fall)
const definitions = load(process.argv[2])
definitions.catch(() => undefined)
process.on('uncaughtException', (error) => send({ kind: 'fallen', error: errorToPlain(error) }))
process.on('unhandledRejection', (error) => send({ kind: 'fallen', error: errorToPlain(error) }))

async function load(entry) {
  const module = await import(pathToFileURL(entry).href)
  const exported = Object.values(module).flatMap((value) => (Array.isArray(value) ? value : [value]))
  return [...new Set(exported.filter((value) => typeof value === 'object' && value !== null && value.brand === 'maillon.node/1'))]
}

async function describe() {
  try {
    const found = await definitions
    send({ kind: 'described', definitions: found.map((one) => ({ descriptor: one.descriptor, has: ['run', 'runItem', 'look', 'preview', 'migrate'].filter((name) => typeof one[name] === 'function') })) })
  } catch (error) {
    send({ kind: 'fallen', error: errorToPlain(error) })
  }
}

async function answer({ id, call, type, version, data }) {
  try {
    const definition = (await definitions).find(({ descriptor }) => descriptor.type === type && descriptor.version === version)
    if (definition === undefined) throw new Error(`The package has no ${type} of version ${version}`)
    send({ kind: 'return', id, value: await valueOf(definition, call, { ask: (path, args) => ask(id, path, args), tell: (path, args) => tell(id, path, args), signal: stop.signal, data }) })
  } catch (error) {
    send({ kind: 'throw', id, error: errorToPlain(error) })
  }
}

async function valueOf(definition, call, { data, ...ways }) {
  if (call === 'migrate') return definition.migrate(data.params, data.fromVersion)
  if (call === 'runItem') return plainResult(await definition.runItem(itemContext(data, ways)))
  if (call === 'look') return definition.look(lookContext(data, ways))
  if (call === 'preview' && data.item !== undefined) return definition.preview(itemContext(data, ways))
  const { context, finish } = allContext(data, ways)
  if (call === 'preview') return definition.preview(context)
  const given = await definition.run(context)
  await finish()
  return typeof given === 'object' && given !== null && given[suspendBrand] === true ? { until: given.until } : null
}

/** A stream is taken as a whole: what it holds is held to the memory of this process. */
async function listOf(result) {
  if (Array.isArray(result)) return result
  if (typeof result !== 'object' || result[Symbol.asyncIterator] === undefined) return [result]
  const all = []
  for await (const one of result) all.push(one)
  return all
}

async function plainResult(result) {
  if (result === null || result === undefined) return null
  return (await listOf(result)).map((one) => (one?.[emissionBrand] === true ? { json: one.json, files: one.files, port: one.port } : { plain: one }))
}

function ask(call, path, args) {
  asked += 1
  const id = asked
  return new Promise((resolve, reject) => {
    open.set(id, { resolve, reject })
    send({ kind: 'ask', id, call, path, args })
  })
}

function tell(call, path, args) {
  lines += 1
  if (lines <= mostLines) send({ kind: 'tell', call, path, args })
}

function settle({ id, value, error }) {
  const waiting = open.get(id)
  open.delete(id)
  if (error === undefined) waiting?.resolve(value)
  else waiting?.reject(errorFromPlain(error))
}

function fall(error) {
  send({ kind: 'fallen', error: errorToPlain(error) })
  throw error
}
