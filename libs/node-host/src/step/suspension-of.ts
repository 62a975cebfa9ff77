import type { Suspension } from '@maillon/engine'
import type { JsonObject } from '@maillon/kernel'
import type { SuspendUntil } from '@maillon/node-sdk'
import type { StepSecrets } from './step-secrets.js'

/** What a node asked to wait for, as the engine keeps it: plain JSON, masked like everything that leaves a step. */
export function suspensionOf(until: SuspendUntil, secrets: StepSecrets): Suspension {
  if (until.for === 'time') return 'at' in until ? { for: 'time', at: new Date(until.at).toISOString() } : { for: 'time', afterMs: Math.round(until.afterMs) }
  const about = until.about === undefined ? null : secrets.object(JSON.parse(JSON.stringify(until.about)) as JsonObject)
  return { for: 'answer', deadlineMs: until.deadlineMs === undefined ? null : Math.round(until.deadlineMs), about }
}
