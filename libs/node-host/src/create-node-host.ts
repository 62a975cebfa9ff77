import { createParamsChecker } from '@maillon/node-sdk/host'
import { createEgress } from './egress/egress.js'
import type { NodeHost, NodeHostOptions } from './node-host-options.js'
import type { HostParts } from './step/host-parts.js'
import { runStep } from './step/run-step.js'
import { createThreadPool } from './threads/thread-pool.js'
import { Slots } from './threads/slots.js'
import { runLook } from './watch/run-look.js'

/** Runs the code of nodes for the engine: parameters, item loop, credentials, files, network, error choices, isolation. */
export function createNodeHost(options: NodeHostOptions): NodeHost {
  const egress = createEgress({ rules: options.egress, clock: options.clock, ...(options.lookup === undefined ? {} : { lookup: options.lookup }) })
  const threads = options.threads === undefined ? null : createThreadPool(options, options.threads)
  const host: HostParts = { options, egress, threads, checker: createParamsChecker(), bound: new WeakMap(), processes: new Slots(options.maxPackageProcesses ?? 4) }
  return {
    catalogue: options.packages.catalogue,
    run: (assignment) => runStep(host, assignment),
    look: (assignment) => runLook(host, assignment),
    async close() {
      threads?.close()
      await egress.close()
    },
  }
}
