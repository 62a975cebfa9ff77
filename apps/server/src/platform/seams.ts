import { noFaults, type Engine, type Faults, type RunStore, type StepQueue } from '@maillon/engine'
import type { LocalBlobStore } from '@maillon/file-stores'

/** Where a server under test may be disturbed: what stands around the engine's ports, and the named points inside it. */
export interface Seams {
  readonly faults: Faults
  engine(engine: Engine): Engine
  runStore(store: RunStore): RunStore
  stepQueue(queue: StepQueue): StepQueue
  blobs(blobs: LocalBlobStore): LocalBlobStore
  /** Addresses of node packages besides those of the installation. */
  readonly packages: readonly string[]
}

/** What the program that people start has: everything as it is. */
export const noSeams: Seams = {
  faults: noFaults,
  engine: (engine) => engine,
  runStore: (store) => store,
  stepQueue: (queue) => queue,
  blobs: (blobs) => blobs,
  packages: [],
}
