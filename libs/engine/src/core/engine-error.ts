import { MaillonError, type ErrorInfo } from '@maillon/kernel'

/** The engine's own codes: whose problem, and whether trying again can help. Sentences stand in `@maillon/messages`. */
const table = {
  ENGINE_STORE_UNAVAILABLE: { kind: 'operational', retryable: true, retryAfterMs: 2_000 },
  ENGINE_STEP_TIMED_OUT: { kind: 'operational', retryable: true },
  ENGINE_STEP_INTERRUPTED: { kind: 'operational', retryable: false },
  ENGINE_STEP_UNSTORABLE: { kind: 'bug', retryable: false },
  ENGINE_RUN_TIMED_OUT: { kind: 'operational', retryable: false },
  ENGINE_RUN_REPLACED: { kind: 'operational', retryable: false },
  ENGINE_RUN_OVERLAPS: { kind: 'operational', retryable: false },
  ENGINE_RUN_NOT_FAILED: { kind: 'user', retryable: false },
  ENGINE_RUN_UNKNOWN: { kind: 'user', retryable: false },
  ENGINE_TRIGGER_UNKNOWN: { kind: 'bug', retryable: false },
  ENGINE_PLAN_LOST: { kind: 'operational', retryable: false },
  ENGINE_NODE_UNKNOWN: { kind: 'user', retryable: false },
  ENGINE_ROWS_NONE: { kind: 'user', retryable: false },
  ENGINE_NOTHING_FOUND: { kind: 'user', retryable: false },
  ENGINE_NOTHING_FOUND_YET: { kind: 'user', retryable: false },
  ENGINE_CHILDREN_TOO_MANY: { kind: 'user', retryable: false },
  ENGINE_CALL_TOO_DEEP: { kind: 'user', retryable: false },
  ENGINE_CALL_CIRCULAR: { kind: 'user', retryable: false },
  ENGINE_CALL_MISSING: { kind: 'user', retryable: false },
  ENGINE_TURNS_WARNED: { kind: 'user', retryable: false },
  ENGINE_CALL_WARNED: { kind: 'user', retryable: false },
  ENGINE_CHILD_CANCELLED: { kind: 'operational', retryable: false },
} as const satisfies { readonly [code: string]: Pick<ErrorInfo, 'kind' | 'retryable' | 'retryAfterMs'> }

export type EngineErrorCode = keyof typeof table

export function engineErrorInfo(code: EngineErrorCode, params: ErrorInfo['params'] = {}): ErrorInfo {
  return { code, ...table[code], params }
}

export function engineError(code: EngineErrorCode, params: ErrorInfo['params'] = {}, cause?: unknown): MaillonError {
  return new MaillonError(engineErrorInfo(code, params), cause === undefined ? undefined : { cause })
}
