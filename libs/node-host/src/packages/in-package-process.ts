import { MaillonError } from '@maillon/kernel'
import type { NodeDefinition } from '@maillon/node-sdk'
import type { LoadedDefinition } from '../node-packages.js'
import type { HostParts } from '../step/host-parts.js'
import { openPackageRun } from './open-package-run.js'

interface Attempt {
  readonly signal: AbortSignal
  readonly heapMiB: number | null
}

/** Does something with a definition; that of an installed package gets a process for as long as it lasts. */
export async function inPackageProcess<Value>({ processes }: HostParts, { loaded, attempt }: { readonly loaded: LoadedDefinition; readonly attempt: Attempt }, use: (definition: NodeDefinition) => Promise<Value>): Promise<Value> {
  const { definition, isolated } = loaded
  if (isolated === undefined) return use(definition)
  if (!(await processes.take(attempt.signal))) throw new MaillonError({ code: 'NODE_RUN_ABORTED', kind: 'operational', retryable: true, params: {} })
  try {
    const run = await openPackageRun({ described: definition, isolated, ...attempt })
    try {
      return await use(run.definition)
    } finally {
      await run.close()
    }
  } finally {
    processes.giveBack()
  }
}
