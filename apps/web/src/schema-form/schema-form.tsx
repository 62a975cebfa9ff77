'use client'

import { Alert, Stack } from '@mantine/core'
import { useMemo, useRef } from 'react'
import { isJsonArray, type JsonObject } from '@maillon/kernel'
import type { ParamsSchema } from '@maillon/node-contract'
import type { FormContext, FormProblem, InsertTarget } from './form-context.js'
import { FieldInput } from './field-input.js'
import { effectiveValue, type FormField } from './form-field.js'
import { FormSurroundingsContext, type FormSurroundings } from './form-surroundings.js'
import { layOutForm } from './lay-out-form.js'
import { ObjectFields } from './object-fields.js'
import { problemsByField } from './problems-by-field.js'

export interface SchemaFormProps {
  readonly schema: ParamsSchema
  readonly value: JsonObject
  readonly onChange: (next: JsonObject) => void
  readonly problems: readonly FormProblem[]
  readonly context: FormContext
  /** Default false. */
  readonly isReadOnly?: boolean
}

/** A controlled form drawn from a JSON Schema and its `x-maillon` hints: parameters of a node, fields of a credential. */
export function SchemaForm({ schema, value, onChange, problems, context, isReadOnly = false }: SchemaFormProps) {
  const { secrets, allowsExpressions } = context
  const fields = useMemo(() => layOutForm(schema, value, { secrets, allowsExpressions }), [schema, value, secrets, allowsExpressions])
  const byField = useMemo(() => problemsByField(problems, fields), [problems, fields])
  const active = useRef<InsertTarget | null>(null)
  const timeZone = zoneIn(fields)
  const exceptDates = useMemo(() => datesIn(value), [value])

  const surroundings = useMemo<FormSurroundings>(() => {
    const register = (target: InsertTarget | null) => {
      active.current = target
      context.registerTarget(target)
    }
    return {
      context: { ...context, registerTarget: register },
      Field: FieldInput,
      problems: byField,
      isReadOnly,
      timeZone,
      exceptDates,
      releaseTarget: (target) => active.current === target && register(null),
    }
  }, [context, byField, isReadOnly, timeZone, exceptDates])

  return (
    <FormSurroundingsContext value={surroundings}>
      <Stack gap="md">
        {(byField.get('') ?? []).map((problem) => (
          <Alert key={problem.path + problem.message} color={problem.severity === 'error' ? 'red' : problem.severity === 'warning' ? 'orange' : 'blue'} py="xs">
            {problem.message}
          </Alert>
        ))}
        <ObjectFields fields={fields} value={value} onChange={onChange} />
      </Stack>
    </FormSurroundingsContext>
  )
}

/** What a schedule leaves out, by the name that its definition gives to it. */
function datesIn({ exceptDates }: JsonObject): readonly string[] {
  return isJsonArray(exceptDates) ? exceptDates.filter((date) => typeof date === 'string') : []
}

function zoneIn(fields: readonly FormField[]): string | null {
  const field = fields.find(({ kind }) => kind === 'time-zone')
  const zone = field === undefined ? undefined : effectiveValue(field)
  return typeof zone === 'string' && zone !== '' ? zone : null
}
