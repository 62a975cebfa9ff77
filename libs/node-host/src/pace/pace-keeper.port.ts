import type { CredentialPace } from '@maillon/vault'

export interface PaceRequest {
  readonly credentialId: string
  readonly pace: CredentialPace
  /** Names the attempt: it takes one place among those at once, however many calls it makes. */
  readonly holder: string
  /** The place is free again after so long at the latest (a worker that died gives nothing back), milliseconds. */
  readonly holdMs: number
}

/** Keeps outside services from being called faster than they allow, over all workers, by one clock. */
export interface PaceKeeper {
  /** Ask for one call. 0: go on; else ask again after so many milliseconds. */
  take(request: PaceRequest): Promise<number>
  /** Give the place among those at once back. */
  release(credentialId: string, holder: string): Promise<void>
  /** The service asked to be left alone for so long. */
  block(credentialId: string, ms: number): Promise<void>
}
