import type { Json } from '@maillon/kernel'

/** A call as a service gets it. */
export interface OutsideRequest {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  /** Lower-case names. */
  readonly headers: { readonly [name: string]: string | undefined }
  readonly body: string
}

/** Default: 200, empty. */
export interface OutsideAnswer {
  readonly status?: number
  readonly headers?: { readonly [name: string]: string }
  /** Sent as JSON, with its content type. */
  readonly json?: Json
  readonly body?: string | Uint8Array
}

/** A service of the outside world, by its documented contract and in memory: what it wouldn't take, it refuses in its own way. */
export type OutsideFake = (request: OutsideRequest) => OutsideAnswer

/** The JSON of a body; null where it is none, or no object. */
export function jsonBody({ body }: OutsideRequest): { readonly [field: string]: Json } | null {
  try {
    const value = JSON.parse(body) as Json
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as { readonly [field: string]: Json }) : null
  } catch {
    return null
  }
}
