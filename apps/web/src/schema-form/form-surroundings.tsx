'use client'

import { createContext, useContext, type ComponentType } from 'react'
import type { FormContext, FormProblem, InsertTarget } from './form-context.js'
import type { FieldInputProps } from './form-field.js'

/** What every input of a form needs beside its own field. */
export interface FormSurroundings {
  readonly context: FormContext
  /** Draws any field: inputs that hold other fields can't import it, because it imports them. */
  readonly Field: ComponentType<FieldInputProps>
  readonly problems: ReadonlyMap<string, readonly FormProblem[]>
  readonly isReadOnly: boolean
  /** The time zone that the form itself names; null: the workspace's. */
  readonly timeZone: string | null
  /** The days that the form itself takes out of a schedule. */
  readonly exceptDates: readonly string[]
  /** Drops the target where it still is the registered one: an input that is gone takes nothing. */
  readonly releaseTarget: (target: InsertTarget) => void
}

export const FormSurroundingsContext = createContext<FormSurroundings | null>(null)

export function useFormSurroundings(): FormSurroundings {
  const found = useContext(FormSurroundingsContext)
  if (found === null) throw new Error('useFormSurroundings outside a SchemaForm')
  return found
}
