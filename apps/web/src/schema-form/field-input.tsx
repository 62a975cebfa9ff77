'use client'

import type { ReactNode } from 'react'
import { assertNever, type Json } from '@maillon/kernel'
import { AnyInput } from './any-input.js'
import { BooleanInput } from './boolean-input.js'
import { ChoiceInput } from './choice-input.js'
import { CodeInput } from './code-input.js'
import { FieldPicker } from './field-picker.js'
import { FileInput } from './file-input.js'
import type { FormField } from './form-field.js'
import { GroupInput } from './group-input.js'
import { JsonInput } from './json-input.js'
import { ListInput } from './list-input.js'
import { NumberParamInput } from './number-param-input.js'
import { RowsInput } from './rows-input.js'
import { ScheduleInput } from './schedule-input.js'
import { SecretInput } from './secret-input.js'
import { TextParamInput } from './text-param-input.js'
import { TimeZoneInput } from './time-zone-input.js'

export interface FieldInputProps {
  readonly field: FormField
  /** undefined: nothing is stored any more. */
  readonly onChange: (next: Json | undefined) => void
}

/** The input for a field's kind. */
export function FieldInput(props: FieldInputProps): ReactNode {
  const { kind } = props.field
  switch (kind) {
    case 'text':
    case 'webhook-path':
      return <TextParamInput {...props} />
    case 'multi-line':
    case 'html':
    case 'json-text':
      return <CodeInput {...props} />
    case 'json':
      return <JsonInput {...props} />
    case 'number':
      return <NumberParamInput {...props} />
    case 'boolean':
      return <BooleanInput {...props} />
    case 'choice':
      return <ChoiceInput {...props} />
    case 'scalars':
    case 'fields':
      return <ListInput {...props} />
    case 'rows':
      return <RowsInput {...props} />
    case 'group':
      return <GroupInput {...props} />
    case 'any':
      return <AnyInput {...props} />
    case 'field':
      return <FieldPicker {...props} />
    case 'file':
      return <FileInput {...props} />
    case 'schedule':
      return <ScheduleInput {...props} />
    case 'time-zone':
      return <TimeZoneInput {...props} />
    case 'secret':
      return <SecretInput {...props} />
    default:
      return assertNever(kind)
  }
}
