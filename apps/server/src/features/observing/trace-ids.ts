import { createHash } from 'node:crypto'

/**
 * Ids of traces and spans, worked out from the ids of runs and steps: every process finds the same ones by itself, so that the spans of a run
 * that went through several processes meet in one trace without anything being handed on.
 */
export function traceIdOf(runId: string): string {
  const hex = runId.replaceAll('-', '').toLowerCase()
  return /^[0-9a-f]{32}$/.test(hex) ? hex : createHash('sha256').update(runId).digest('hex').slice(0, 32)
}

export function runSpanId(runId: string): string {
  return spanId(`run ${runId}`)
}

export function attemptSpanId(runId: string, node: number, attempt: number): string {
  return spanId(`attempt ${runId} ${node} ${attempt}`)
}

function spanId(of: string): string {
  return createHash('sha256').update(of).digest('hex').slice(0, 16)
}
