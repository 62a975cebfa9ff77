/** The program of a step's thread: the same host as in the server, with its stores at the other end of a message port. */
import { parentPort } from 'node:worker_threads'
import { createDatasetStore } from '@maillon/datasets'
import type { StepAssignment } from '@maillon/engine'
import { MaillonError, silentLogger, toErrorInfo, type ErrorInfo, type Json, type TellError } from '@maillon/kernel'
import { createNodeHost } from '../create-node-host.js'
import type { HostBlobStore, NodeHost, NodeHostOptions, ThreadModule } from '../node-host-options.js'
import { definitionsIn, nodePackagesOf } from '../node-packages.js'
import { giveMemoryBack } from './give-memory-back.js'
import { createThreadRandom } from './thread-random.js'
import { workspaceAtOtherEnd } from './workspace-at-other-end.js'
import type { FromThread, PlainAssignment, ThreadCall, ThreadSettings, ToThread } from './thread-messages.js'

const port = parentPort
if (port === null) throw new Error('This program runs in a thread of the node host')

const clock = { now: () => Date.now() }
const open = new Map<number, { readonly resolve: (value: unknown) => void; readonly reject: (error: Error) => void }>()
const hosts = new Map<string, Promise<NodeHost>>()
let calls = 0
let current: AbortController | null = null
let answerToken = ''

port.on('message', (message: ToThread) => {
  switch (message.kind) {
    case 'run':
      answerToken = message.answerToken
      void run(message.assignment, message.module, message.settings)
      return
    case 'abort':
      current?.abort(new Error('aborted'))
      return
    case 'answer':
      settle(message.call, message.value, message.error)
  }
})

async function run(plain: PlainAssignment, module: string, settings: ThreadSettings): Promise<void> {
  const controller = new AbortController()
  current = controller
  const assignment: StepAssignment = {
    ...plain,
    collected: null,
    signal: controller.signal,
    log: (level, message, data) => send({ kind: 'log', level, message, data: data ?? null }),
    progress: (done, total) => send({ kind: 'progress', done, total: total ?? null }),
  }
  try {
    const host = await hostFor(module, settings)
    send({ kind: 'result', result: await host.run(assignment) })
  } catch (error) {
    send({ kind: 'result', result: { kind: 'failed', error: toErrorInfo(error) } })
  }
  giveMemoryBack()
}

/** One for each package and host that the thread works for: its definitions stay loaded while the thread lives. */
function hostFor(module: string, settings: ThreadSettings): Promise<NodeHost> {
  const key = JSON.stringify([module, settings])
  const known = hosts.get(key) ?? makeHost(module, settings)
  hosts.set(key, known)
  return known
}

async function makeHost(module: string, settings: ThreadSettings): Promise<NodeHost> {
  const blobs = (await call(settings.blobs)) as HostBlobStore
  const tellError = settings.tellError === null ? null : ((await exported(settings.tellError)) as TellError)
  return createNodeHost({
    packages: nodePackagesOf(definitionsIn(await import(module))),
    blobs,
    datasets: createDatasetStore({ blobs }),
    ...stores(settings),
    egress: settings.egress,
    folders: settings.folders,
    clock,
    random: createThreadRandom(clock),
    logger: silentLogger,
    ...(settings.answersUrl === null ? {} : { answers: { baseUrl: settings.answersUrl, sign: () => answerToken } }),
    ...(tellError === null ? {} : { tellError }),
  })
}

function stores(settings: ThreadSettings): Pick<NodeHostOptions, 'files' | 'credentials' | 'state' | 'variables' | 'workspace'> {
  return {
    files: {
      add: (file, owner) => ask({ on: 'file-add', file, ofRun: owner.runId !== null }),
      find: (_workspaceId, id) => ask({ on: 'file-find', id }),
      findByName: (_workspaceId, name) => ask({ on: 'file-find-by-name', name }),
      remove: (_workspaceId, id) => ask({ on: 'file-remove', id }),
    },
    credentials: { open: (_workspaceId, id) => ask({ on: 'credential', id }) },
    state: {
      get: (_flowId, _nodeId, key) => ask({ on: 'state-get', key }),
      set: (entry, expected) => ask({ on: 'state-set', key: entry.key, value: entry.value as Json, expected }),
    },
    ...(settings.workspace ? { workspace: workspaceAtOtherEnd(ask) } : {}),
    ...(settings.variables ? { variables: () => ask({ on: 'variables' }) } : {}),
  }
}

async function exported(from: ThreadModule): Promise<unknown> {
  const module = (await import(from.module)) as { readonly [name: string]: unknown }
  if (!Object.hasOwn(module, from.export)) throw new Error(`${from.module} has no export ${from.export}`)
  return module[from.export]
}

async function call(from: ThreadModule): Promise<unknown> {
  return ((await exported(from)) as (options: unknown) => unknown)(from.options ?? {})
}

function ask<Value>(request: ThreadCall): Promise<Value> {
  calls += 1
  const id = calls
  return new Promise<Value>((resolve, reject) => {
    open.set(id, { resolve: resolve as (value: unknown) => void, reject })
    send({ kind: 'call', call: id, request })
  })
}

function settle(id: number, value: unknown, error: ErrorInfo | null): void {
  const waiting = open.get(id)
  open.delete(id)
  if (error === null) waiting?.resolve(value)
  else waiting?.reject(new MaillonError(error))
}

function send(message: FromThread): void {
  port?.postMessage(message)
}
