import type { Json } from '@maillon/kernel'

/** A credential opened for one attempt. Never stored, logged or sent to a screen. */
export interface OpenedCredential {
  readonly id: string
  readonly name: string
  readonly type: string
  readonly values: { readonly [field: string]: Json }
  /** Hosts (`host` or `host:port`, lower case) that it may be sent to; checked on the host actually connected. */
  readonly hosts: readonly string[]
}

export interface CredentialReader {
  /** Null where the workspace has none with this id. */
  open(workspaceId: string, id: string): Promise<OpenedCredential | null>
  /** Seals a secret that the service itself replaced (a refresh token). Nothing else of the credential changes. Absent: it isn't kept. */
  renew?(workspaceId: string, id: string, secrets: { readonly [field: string]: string }): Promise<void>
}
