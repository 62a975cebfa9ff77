import type { Role } from '@maillon/api-contract'
import type { Permission } from '@maillon/kernel'
import type { TSchema } from 'typebox'

/** Who may use a route, and what it takes. */
export interface RoutePolicy {
  /** `public`, or the least role. */
  readonly access: 'public' | Role
  /** Whoever was given this one may use it too, with a role below `access`. */
  readonly permission?: Permission
  /** `only`: tokens of the API don't reach it. Default: both do. */
  readonly session?: 'only'
  readonly body?: TSchema
  readonly query?: TSchema
  /** Bytes of the body. Default 256 KiB. */
  readonly bodyLimit?: number
  /** The address itself is the secret, so that no other site can send a form there; programs call it without our header. Default false. */
  readonly isSecretAddress?: boolean
  /** It starts a run: answered in time, or refused (`RunStartInterceptor`). Default false. */
  readonly startsRun?: true
  /** So many of these may one person have under way in this process; what comes besides is answered 429 at once. Default: any. */
  readonly atOnce?: number
  /** Of a good answer. Default: 200. */
  readonly status?: number
}
