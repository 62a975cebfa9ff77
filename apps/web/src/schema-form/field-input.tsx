'use client'

import type { ComponentType } from 'react'
import { AnyInput } from './any-input.js'
import { BooleanInput } from './boolean-input.js'
import { ChoiceInput } from './choice-input.js'
import { CodeInput } from './code-input.js'
import { FieldPicker } from './field-picker.js'
import { FileInput } from './file-input.js'
import { FlowInput } from './flow-input.js'
import type { FieldInputProps, FieldKind } from './form-field.js'
import { GroupInput } from './group-input.js'
import { JsonInput } from './json-input.js'
import { ListInput } from './list-input.js'
import { NumberParamInput } from './number-param-input.js'
import { RecipientsInput } from './recipients-input.js'
import { RowsInput } from './rows-input.js'
import { ScheduleInput } from './schedule-input.js'
import { SecretInput } from './secret-input.js'
import { TextParamInput } from './text-param-input.js'
import { TimeZoneInput } from './time-zone-input.js'

const inputs: { readonly [K in FieldKind]: ComponentType<FieldInputProps> } = {
  text: TextParamInput,
  'webhook-path': TextParamInput,
  'multi-line': CodeInput,
  html: CodeInput,
  'json-text': CodeInput,
  json: JsonInput,
  number: NumberParamInput,
  boolean: BooleanInput,
  choice: ChoiceInput,
  scalars: ListInput,
  fields: ListInput,
  rows: RowsInput,
  group: GroupInput,
  any: AnyInput,
  field: FieldPicker,
  file: FileInput,
  flow: FlowInput,
  recipients: RecipientsInput,
  schedule: ScheduleInput,
  'time-zone': TimeZoneInput,
  secret: SecretInput,
  'secret-text': SecretInput,
}

/** The input for a field's kind. */
export function FieldInput(props: FieldInputProps) {
  const Input = inputs[props.field.kind]
  return <Input {...props} />
}
