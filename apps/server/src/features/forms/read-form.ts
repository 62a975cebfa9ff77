import { formFieldTypes, type FormField, type FormView } from '@maillon/api-contract'
import { isJsonArray, isJsonObject, type Json, type JsonObject } from '@maillon/kernel'

/** A form as its node says it, read once more from what stands in the plan. */
export interface FormDefinition extends FormView {
  readonly access: 'public' | 'members'
  readonly thanks: string
}

export function readForm(params: JsonObject): FormDefinition {
  const fields = isJsonArray(params['fields']) ? params['fields'].filter(isJsonObject).map(fieldOf) : []
  // Two fields of one name: the first is the one that counts, on the page as in the data.
  const names = fields.map(({ name }) => name)
  return {
    title: textOf(params['title']),
    intro: textOf(params['intro']),
    thanks: textOf(params['thanks']),
    access: params['access'] === 'public' ? 'public' : 'members',
    fields: fields.filter(({ name }, at) => name !== '' && names.indexOf(name) === at),
  }
}

function fieldOf({ name, label, type, required, choices, help }: JsonObject): FormField {
  return {
    name: textOf(name),
    label: textOf(label),
    type: formFieldTypes.find((known) => known === type) ?? 'text',
    required: required !== false,
    choices: isJsonArray(choices) ? choices.filter((one) => typeof one === 'string') : [],
    help: textOf(help),
  }
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : ''
}
