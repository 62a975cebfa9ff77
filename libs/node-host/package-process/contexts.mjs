// The context of a node, as `@maillon/node-sdk` describes it; everything in it is asked of the host, which knows whose attempt it is.
import { errorToPlain } from './errors.mjs'
import { pulled, pulledBytes, put } from './streams.mjs'

const suspendBrand = Symbol.for('maillon.suspend/1')
const emitsAtOnce = 200
let handles = 0

/** What the three kinds of call have in common. */
function shared(data, { ask, tell, signal }) {
  const { params, idempotencyKey, isTest, locale, timeZone, run, roots } = data
  return {
    ...{ params, idempotencyKey, isTest, locale, timeZone, run, signal },
    now: () => Date.now(),
    log: {
      info: (message, more) => tell('log', { level: 'info', message: String(message).slice(0, 10_000), data: more }),
      warn: (message, more) => tell('log', { level: 'warn', message: String(message).slice(0, 10_000), data: more }),
    },
    progress: (done, total) => tell('progress', { done, total }),
    credential: async (slot) => {
      const credential = await ask('credential', { slot })
      return credential === null ? null : { ...credential, renew: (refreshToken) => ask('renew', { slot, refreshToken }) }
    },
    resolveHost: (host, port) => ask('resolveHost', { host, port }),
    state: { get: (key) => ask('state.get', { key }), set: (key, value, expected) => ask('state.set', { key, value, expected }) },
    http: { request: (request) => request_(request, ask) },
    files: filesOf(ask),
    folders: foldersOf(ask, roots),
    workspace: workspaceOf(ask),
  }
}

async function request_({ body, ...request }, ask) {
  if (body === undefined) return responseOf(await ask('http.request', { request }), ask)
  handles += 1
  const sending = put(ask, `out-${handles}`, body)
  const [answer] = await Promise.all([ask('http.request', { request, body: `out-${handles}` }), sending])
  return responseOf(answer, ask)
}

function responseOf({ status, headers, url, handle }, ask) {
  const bytes = async () => {
    const pieces = []
    for await (const piece of pulledBytes(ask, handle)) pieces.push(piece)
    return Buffer.concat(pieces)
  }
  return { status, headers, url, bytes, text: async () => (await bytes()).toString('utf8'), stream: () => pulledBytes(ask, handle) }
}

function filesOf(ask) {
  return {
    read: (ref) => opened(ask, 'files.read', { ref }),
    localPath: (ref) => ask('files.localPath', { ref }),
    chosen: (param) => ask('files.chosen', { param }),
    publish: (ref, options) => ask('files.publish', { ref, options: options ?? {} }),
    create: (about, bytes) => withBytes(ask, { path: 'files.create', args: { about } }, bytes),
  }
}

function foldersOf(ask, roots) {
  return {
    roots: () => roots,
    list: (place, options) => pulledOf(ask, 'folders.list', { place, options: options ?? {} }),
    find: (place) => ask('folders.find', { place }),
    read: (place) => opened(ask, 'folders.read', { place }),
    write: (place, bytes, existing) => withBytes(ask, { path: 'folders.write', args: { place, existing } }, bytes),
    move: (from, to, existing) => ask('folders.move', { from, to, existing }),
    remove: (place) => ask('folders.remove', { place }),
  }
}

/** What the workspace keeps isn't open to packages: asking says so. */
function workspaceOf(ask) {
  const refused = (what) => () => ask('workspace', { what })
  return {
    collections: { find: refused('collections'), rows: () => pulledOf(ask, 'workspace', { what: 'collections' }), change: refused('collections') },
    recipients: { resolve: refused('recipients') },
    history: { runs: () => pulledOf(ask, 'workspace', { what: 'history' }) },
    housekeeping: { backUp: refused('housekeeping'), cleanUp: refused('housekeeping') },
  }
}

async function* opened(ask, path, args) {
  yield* pulledBytes(ask, await ask(path, args))
}

async function* pulledOf(ask, path, args) {
  yield* pulled(ask, await ask(path, args))
}

async function withBytes(ask, { path, args }, bytes) {
  handles += 1
  const handle = `out-${handles}`
  const [answer] = await Promise.all([ask(path, { ...args, handle }), put(ask, handle, bytes)])
  return answer
}

/** For `runItem` and its preview. */
export function itemContext(data, call) {
  return { ...shared(data, call), item: data.item, index: data.index }
}

/** For `run`: what is emitted travels in batches; the next batch waits until the one before it has arrived. */
export function allContext(data, call) {
  const { ask } = call
  let batch = []
  let arriving = Promise.resolve()
  const send = () => {
    const items = batch
    batch = []
    if (items.length > 0) arriving = arriving.then(() => ask('emit', { items }))
    return arriving
  }
  const context = {
    ...shared(data, call),
    input: (port) => pulledOf(ask, 'input', { port }),
    emit: async ({ json, files }, port) => {
      // A copy, as it is now: the node may change its object afterwards.
      batch.push(JSON.parse(JSON.stringify({ json, files, port })))
      if (batch.length >= emitsAtOnce) await send()
    },
    // What was given before it leaves first: the order of the rows is kept.
    refuse: async (error, { item, index }) => {
      await send()
      await ask('refuse', JSON.parse(JSON.stringify({ error: errorToPlain(error), item: { json: item.json, files: item.files }, index })))
    },
    resumed: data.resumed,
    knownFields: (port) => (Object.hasOwn(data.knownFields, port ?? '') ? data.knownFields[port ?? ''] : []),
    suspend: (until) => ({ [suspendBrand]: true, until }),
    answerLinks: () => data.answerLinks ?? refuseLinks(),
  }
  return { context, finish: send }
}

function refuseLinks() {
  throw new Error('There are no answer links here')
}

/** For `look`. */
export function lookContext(data, call) {
  const { params, idempotencyKey, signal, locale, timeZone, now, log, files, folders, http, credential, resolveHost } = shared(data, call)
  return {
    ...{ params, idempotencyKey, signal, locale, timeZone, now, log, files, folders, http, credential, resolveHost },
    ...{ flow: data.flow, cursor: data.cursor, failingSince: data.failingSince, listenMs: data.listenMs },
    known: async (keys) => new Set(await call.ask('known', { keys })),
    take: (event) => call.ask('take', { event }),
  }
}
