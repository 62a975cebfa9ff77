import { Type, type Static } from 'typebox'
import type { LocalizedText } from '@maillon/kernel'
import type { NodeDescriptor, ParamsSchema } from '@maillon/node-contract'

/** What the canvas needs of nodes and credential types. */
export interface CatalogueView {
  readonly nodes: readonly NodeDescriptor[]
  readonly credentialTypes: readonly CredentialTypeView[]
}

export interface CredentialTypeView {
  readonly type: string
  readonly title: LocalizedText
  readonly description: LocalizedText
  readonly icon: string
  /** JSON Schema with `x-maillon` hints; drawn like node parameters. */
  readonly fields: ParamsSchema
  /** Names of the fields that are secret: written, never read back. */
  readonly secrets: readonly string[]
  /** A person makes it work by agreeing at the service: always, or where a field has one of these values. Null: never. */
  readonly consent: 'always' | { readonly field: string; readonly is: readonly string[] } | null
}

/** What the service sent back along with the person who was asked to agree. */
export const ConsentAnswer = Type.Object({
  state: Type.String({ minLength: 1, maxLength: 4000 }),
  code: Type.Optional(Type.String({ minLength: 1, maxLength: 8000 })),
  error: Type.Optional(Type.String({ maxLength: 200 })),
})
export type ConsentAnswer = Static<typeof ConsentAnswer>

export interface CredentialView {
  readonly id: string
  readonly name: string
  readonly type: string
  /** Without the secret ones. */
  readonly values: { readonly [field: string]: unknown }
  /** Which secret fields hold something. */
  readonly secretsSet: readonly string[]
  readonly hosts: readonly string[]
  readonly updatedAt: string
  /** Flows that use it, by name. */
  readonly usedBy: readonly string[]
  /** An account that every workspace has: what is sent by it is caught and shown. It can't be changed. Absent: no. */
  readonly isSample?: true
}

export const CredentialRequest = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 200 }),
  type: Type.String({ minLength: 1, maxLength: 100 }),
  /** Secret fields left out keep what they hold (on change). */
  values: Type.Record(Type.String(), Type.Unknown()),
})
export type CredentialRequest = Static<typeof CredentialRequest>

/** The answer of a credential's test button. */
export interface CredentialTestResult {
  readonly ok: boolean
  /** In the caller's language: what worked, or the cause and what to do. */
  readonly message: string
}

export interface FileView {
  readonly id: string
  readonly name: string
  readonly mediaType: string
  readonly size: number
  readonly createdAt: string
  /** Null: uploaded by a person. */
  readonly runId: string | null
}

export interface FilesPage {
  readonly files: readonly FileView[]
  readonly nextCursor: string | null
}

/** Every refusal of the API. `message` is in the caller's language. */
export interface ApiErrorBody {
  readonly error: {
    readonly code: string
    readonly message: string
    readonly hint?: string
    readonly params?: { readonly [name: string]: string | number | boolean }
    /** By field (JSON pointer into the body), where the body was wrong. */
    readonly problems?: readonly { readonly path: string; readonly message: string }[]
  }
}
