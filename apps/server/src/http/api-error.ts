import { isMaillonError, MaillonError, type ErrorInfo } from '@maillon/kernel'
import type { Diagnostic } from '@maillon/flow-document'

/** HTTP status by code. What isn't listed follows its kind: user 400, operational 503, bug 500. */
const statuses: { readonly [code: string]: number } = {
  API_ROUTE_UNKNOWN: 404,
  API_RESOURCE_MISSING: 404,
  API_SESSION_MISSING: 401,
  API_SESSION_OTHER: 401,
  API_SECOND_FACTOR_NEEDED: 401,
  API_SECOND_FACTOR_REFUSED: 401,
  API_SECOND_FACTOR_STANDS: 409,
  API_CODE_WRONG: 422,
  API_PASSWORD_WRONG: 422,
  API_PASSWORD_ABSENT: 422,
  API_TOKEN_UNFIT: 403,
  API_RIGHTS_EXCEEDED: 403,
  API_OWNER_LAST: 409,
  API_MEMBER_KNOWN: 409,
  API_EMAIL_TAKEN: 409,
  API_LINK_VOID: 410,
  API_RATE_EXCEEDED: 429,
  API_TOKENS_MANY: 409,
  API_MAIL_ACCOUNT_UNFIT: 422,
  API_OPENID_REFUSED: 401,
  API_OPENID_ABSENT: 404,
  API_LOGIN_REFUSED: 401,
  API_ROLE_INSUFFICIENT: 403,
  API_CSRF_MISSING: 403,
  API_SETUP_DONE: 409,
  API_CHANGE_STALE: 409,
  API_BODY_TOO_LARGE: 413,
  API_CONTENT_UNSUPPORTED: 415,
  API_METHOD_UNSUPPORTED: 405,
  API_LOGIN_THROTTLED: 429,
  API_SERVER_FAILED: 500,
  API_SERVER_BUSY: 503,
  FLOW_DRAFT_STALE: 409,
  FLOW_VERSION_MISSING: 409,
  FLOW_IMPORT_CHANGED: 409,
  VARIABLES_TOO_MANY: 409,
  FLOW_EXPORT_TOO_MANY: 413,
  FLOW_EXPORT_TOO_LARGE: 413,
  FLOW_WEBHOOK_TAKEN: 409,
  FLOW_DOCUMENT_REFUSED: 422,
  FLOW_TESTS_FAILED: 409,
  TEST_COUNT_TOO_LARGE: 409,
  TEST_RUN_UNFINISHED: 409,
  TEST_RUN_ALONE: 422,
  TEST_ROWS_MANY: 422,
  TEST_STEPS_MANY: 422,
  TEST_CUT_UNFIT: 422,
  TEST_REPLAY_UNFIT: 422,
  TEST_EDIT_UNFIT: 409,
  FLOW_TRIGGER_MISSING: 422,
  FILE_UPLOAD_TOO_LARGE: 413,
  FILE_STILL_USED: 409,
  CREDENTIAL_STILL_USED: 409,
  API_DOCUMENT_STILL_USED: 409,
  PACKAGE_STILL_USED: 409,
  PACKAGE_UPDATE_BREAKS: 409,
  PACKAGE_TESTS_FAILED: 409,
  PACKAGE_VERSION_KNOWN: 409,
  PACKAGE_TYPE_TAKEN: 409,
  PACKAGE_DEVELOPMENT_OFF: 403,
  RECIPIENT_STILL_USED: 409,
  RECIPIENT_NAME_TAKEN: 409,
  COLLECTION_STILL_USED: 409,
  COLLECTION_NAME_TAKEN: 409,
  COLLECTION_KEY_TAKEN: 409,
  RUN_STATE_FINAL: 409,
  RUN_NOT_STANDING: 409,
  LANE_NAME_TAKEN: 409,
  LANE_TOO_MANY: 409,
  LANE_LIMITS_MISSING: 422,
  LANE_STILL_USED: 409,
  LANE_NOT_EMPTY: 409,
  PROCESS_SILENT: 409,
  PROCESS_NO_WORKER: 409,
  FAILED_RETRY_BUSY: 409,
  TOFIX_ROW_TAKEN: 409,
  TOFIX_ROW_UNKNOWN: 422,
  ACTION_STATE_KNOWN: 409,
  ENGINE_RUN_NOT_FAILED: 409,
  ENGINE_VERSION_MISSING: 404,
  ENGINE_NODE_UNKNOWN: 409,
  RUN_TIME_OUT_OF_RANGE: 422,
  RUN_ALREADY_PLANNED: 409,
  FLOW_WATCH_MISSING: 409,
  FLOW_CALL_AWAITED: 409,
  FLOW_CALL_ADDRESS_AWAITED: 409,
  FLOW_CALL_TRIGGER_MISSING: 422,
  FORM_CHANGED: 409,
  FLOW_WATCH_BY_HAND: 409,
  FORM_BUSY: 429,
  FLOW_SYSTEM_ONLY: 409,
  FLOW_SYSTEM_KEPT: 409,
  ALERT_STATE_FINAL: 409,
  ALERT_ENDS_ITSELF: 409,
}

/** A refusal with one of the API's own codes (libs/messages, `api.ts`). */
export function apiError(code: string, params: ErrorInfo['params'] = {}, more: { readonly retryAfterMs?: number; readonly cause?: unknown } = {}): MaillonError {
  const { retryAfterMs, cause } = more
  return new MaillonError({ code, kind: 'user', retryable: false, params, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) }, { cause })
}

/** Not known in time whether it was done: to be asked again. */
export function busy(): MaillonError {
  return apiError('API_SERVER_BUSY', {}, { retryAfterMs: 2000 })
}

export function isBusy(error: unknown): boolean {
  return isMaillonError(error) && error.info.code === 'API_SERVER_BUSY'
}

export function missing(): MaillonError {
  return apiError('API_RESOURCE_MISSING')
}

/** A body or query that its schema refuses; one problem for each field. */
export class InvalidRequest extends Error {
  constructor(
    readonly where: 'body' | 'query',
    readonly problems: readonly FieldProblem[],
  ) {
    super(`invalid ${where}`)
  }
}

export interface FieldProblem {
  /** JSON pointer. */
  readonly path: string
  readonly code: string
  readonly params: ErrorInfo['params']
}

/** A document that can't be taken or published: answered with 422 and everything that is wrong. */
export class DocumentRefused extends Error {
  constructor(readonly diagnostics: readonly Diagnostic[]) {
    super('the document has errors')
  }
}

export function statusOf(info: ErrorInfo): number {
  const known = Object.hasOwn(statuses, info.code) ? statuses[info.code] : undefined
  return known ?? { user: 400, operational: 503, bug: 500 }[info.kind]
}
