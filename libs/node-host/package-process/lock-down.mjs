// What is taken away from a package before any of its code is read. Files, child processes, threads and native code are refused by Node's own
// permission model (`--experimental-permission`); that model doesn't know of the network, so the ways out are made unusable here, in place,
// in every built-in module that has one. Where the machine allows it the process has no network of its own besides (see `process-command.ts`).
import { createRequire, syncBuiltinESMExports } from 'node:module'

const waysOut = [
  ...['net', 'tls', 'http', 'https', 'http2', 'dgram', 'dns', 'dns/promises', 'tty', 'repl', 'cluster', 'inspector', 'inspector/promises'],
  ...['child_process', 'worker_threads', 'wasi', 'trace_events'],
  ...['_http_agent', '_http_client', '_http_common', '_http_incoming', '_http_outgoing', '_http_server', '_tls_common', '_tls_wrap', '_stream_wrap'],
]
const processWays = ['kill', '_kill', '_debugProcess', '_debugEnd', '_startProfilerIdleNotifier', 'binding', '_linkedBinding', 'dlopen', 'abort', 'chdir', 'report', '_getActiveHandles', '_getActiveRequests', 'setSourceMapsEnabled']
/** A loader's hooks, and flags of the engine, would undo all of this. */
const single = [
  ['module', 'register'],
  ['v8', 'setFlagsFromString'],
]
const globals = ['fetch', 'WebSocket', 'EventSource', 'navigator']

/**
 * Call once, before the package is imported.
 * @param {(error: Error) => void} fall what ends the process for the package: it can't end it unseen
 */
export function lockDown(fall) {
  const require = createRequire(import.meta.url)
  // All loaded first: some are made of others.
  for (const [name, module] of waysOut.map((each) => [each, require(each)])) emptied(module, name)
  for (const [name, key] of single) hide(require(name), key, refusing(`${name}.${key}`))
  syncBuiltinESMExports()
  // Standard input and output are sockets, and a socket leads to the class that makes others.
  for (const name of ['stdin', 'stdout', 'stderr']) hide(process, name, undefined)
  for (const name of processWays) hide(process, name, refusing(`process.${name}`))
  for (const name of globals) hide(globalThis, name, name === 'navigator' ? undefined : refusing(name))
  for (const name of ['exit', 'reallyExit']) hide(process, name, () => fall(new Error(`the package called process.${name}`)))
  const quiet = () => undefined
  for (const name of Object.keys(console)) if (typeof console[name] === 'function') console[name] = quiet
}

function emptied(module, name) {
  for (const key of Object.keys(module)) if (typeof module[key] === 'function') hide(module, key, refusing(`${name}.${key}`))
}

function hide(owner, name, value) {
  try {
    Object.defineProperty(owner, name, { value, writable: false, configurable: false, enumerable: true })
  } catch {
    owner[name] = value
  }
}

/** A function, not an arrow: a library may derive a class of it and never use that. */
function refusing(what) {
  return function refused() {
    throw Object.assign(new Error(`A node package has no ${what}: it reaches other services by context.http only`), { code: 'ERR_ACCESS_DENIED' })
  }
}
