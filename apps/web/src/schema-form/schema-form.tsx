'use client'

import type { JsonObject } from '@maillon/kernel'
import type { ParamsSchema } from '@maillon/node-contract'
import type { FormContext, FormProblem } from './form-context.js'

export interface SchemaFormProps {
  readonly schema: ParamsSchema
  readonly value: JsonObject
  readonly onChange: (next: JsonObject) => void
  readonly problems: readonly FormProblem[]
  readonly context: FormContext
  readonly isReadOnly?: boolean
}

/** A controlled form drawn from a JSON Schema and its `x-maillon` hints. */
export function SchemaForm(_: SchemaFormProps) {
  return null
}
