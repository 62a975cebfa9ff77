import { Type, type Static } from 'typebox'
import { oneOf } from './one-of.js'

export const variableTypes = ['text', 'number', 'yes-no'] as const
export type VariableType = (typeof variableTypes)[number]

/** A value that flows of the workspace read as `variables.<name>`. Everybody who sees flows sees it: secrets are credentials. */
export interface VariableView {
  readonly name: string
  readonly type: VariableType
  readonly value: string | number | boolean
  /** ISO 8601. */
  readonly updatedAt: string
  /** Names of the flows that read it. */
  readonly usedBy: readonly string[]
}

/** The value is of the type that `type` names, or the request is refused. */
export const VariableRequest = Type.Object({ type: oneOf(variableTypes), value: Type.Union([Type.String({ maxLength: 10_000 }), Type.Number(), Type.Boolean()]) })
export type VariableRequest = Static<typeof VariableRequest>
