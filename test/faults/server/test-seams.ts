import type { JournalBatch, PreparedRun } from '@maillon/engine'
import { MaillonError } from '@maillon/kernel'
import type { Seams } from '@maillon/server'
import { around, type Disturbance } from './around.js'
import type { FaultDesk } from './fault-desk.js'

export interface StoreTrouble {
  /** Of 100 calls of the run store, so many fail before they do anything; and so many do their work and then lose the answer. */
  readonly percent: () => number
  /** 0 <= x < 1, seeded. */
  readonly fraction: () => number
}

/** The seams of a test server: the desk's faults at their points, a run store that fails at random, a disk that is full on demand. */
export function testSeams(desk: FaultDesk, options: { readonly trouble: StoreTrouble | null; readonly isDiskFull: () => boolean; readonly packages: readonly string[] }): Seams {
  return {
    faults: { at: (point, runId, node) => desk.at(point, runId, node) },
    engine: (engine) => around(engine, aroundEngine(desk)),
    runStore: (store) => around(store, aroundStore(desk, options.trouble)),
    stepQueue: (queue) => around(queue, (method, _args, go) => (method === 'ring' ? ring(desk, go) : go())),
    blobs: (blobs) => around(blobs, (method, _args, go) => {
      if (method !== 'write') return go()
      if (options.isDiskFull()) return Promise.reject(blobStoreFull())
      const fault = desk.at('S7', '', -1)
      return fault === undefined ? go() : fault.then(go)
    }),
    packages: options.packages,
  }
}

function aroundEngine(desk: FaultDesk): Disturbance {
  // Others answer as they do: not all of them by a promise.
  return (method, _args, go) => (method === 'accept' ? accept(desk, go) : method === 'prepare' ? prepare(desk, go) : go())
}

async function accept(desk: FaultDesk, go: () => unknown): Promise<unknown> {
  await desk.at('T2', '', -1)
  return go()
}

/** A schedule's run is written in the transaction that moves the schedule on; it is confirmed when that is committed. */
async function prepare(desk: FaultDesk, go: () => unknown): Promise<unknown> {
  const prepared = (await go()) as PreparedRun
  await desk.at('T3', '', -1)
  return around(prepared, (name, _, confirm) => {
    if (name === 'confirm') void desk.at('T4', '', -1)
    return confirm()
  })
}

async function ring(desk: FaultDesk, go: () => unknown): Promise<void> {
  await desk.at('T6', '', -1)
  await go()
  await desk.at('T7', '', -1)
}

function aroundStore(desk: FaultDesk, trouble: StoreTrouble | null): Disturbance {
  return async (method, args, go) => {
    if (method === 'heartbeat') desk.isWorker(String(args[0]))
    const isAccept = method === 'write' && (args[0] as JournalBatch).accepts.length > 0
    if (isAccept) await desk.at('T3', '', -1)
    const answer = await (trouble === null ? go() : withTrouble(trouble, method, go))
    if (isAccept) await desk.at('T4', '', -1)
    return answer
  }
}

async function withTrouble({ percent, fraction }: StoreTrouble, method: string, go: () => unknown): Promise<unknown> {
  if (fraction() * 100 < percent()) throw unavailable(`${method} was not sent`)
  const answer = await go()
  if (fraction() * 100 < percent()) throw unavailable(`${method} was done and its answer lost`)
  return answer
}

/** What the local folder says of a full disk. */
function blobStoreFull(): MaillonError {
  return new MaillonError({ code: 'BLOB_STORE_FULL', kind: 'operational', retryable: true })
}

/** What a lost connection looks like. */
function unavailable(what: string): Error {
  return Object.assign(new Error(`Connection terminated unexpectedly: ${what}`), { code: '08006' })
}
