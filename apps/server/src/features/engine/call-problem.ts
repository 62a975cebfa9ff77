import type { DatasetRef, DatasetStore } from '@maillon/datasets'
import type { ErrorInfo, Json, JsonObject } from '@maillon/kernel'
import type { Plan } from '@maillon/plan'

interface DeclaredField {
  readonly name: string
  readonly type: string
  readonly required: boolean
}

const isOfType: { readonly [type: string]: (value: Json) => boolean } = {
  text: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  boolean: (value) => typeof value === 'boolean',
  date: (value) => typeof value === 'string' && !Number.isNaN(Date.parse(value)),
  object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  list: (value) => Array.isArray(value),
}

const typeNames: { readonly [type: string]: { readonly type_fr: string; readonly type_en: string } } = {
  text: { type_fr: 'texte', type_en: 'text' },
  number: { type_fr: 'nombre', type_en: 'number' },
  boolean: { type_fr: 'oui ou non', type_en: 'yes or no' },
  date: { type_fr: 'date', type_en: 'date' },
  object: { type_fr: 'objet', type_en: 'object' },
  list: { type_fr: 'liste', type_en: 'list' },
}

/**
 * What is wrong with the rows that a caller brings to a flow, by the fields that its trigger declares. Null: nothing. The compiler checks what
 * can be known beforehand; what comes from outside is only known now.
 */
export async function callProblem(datasets: Pick<DatasetStore, 'read'>, called: Plan, at: { readonly trigger: number; readonly rows: DatasetRef }): Promise<ErrorInfo | null> {
  const fields = declaredFields(called.nodes[at.trigger]?.params ?? {})
  if (fields.length === 0) return null
  let row = 0
  for await (const { json } of datasets.read(at.rows)) {
    for (const field of fields) {
      const problem = problemOf(field, Object.hasOwn(json, field.name) ? (json[field.name] ?? null) : null)
      if (problem !== null) return { code: problem, kind: 'user', retryable: false, params: { flow: called.flowName, field: field.name, row: row + 1, ...nameOf(field.type) }, row }
    }
    row += 1
  }
  return null
}

function nameOf(type: string): { readonly type_fr: string; readonly type_en: string } {
  return typeNames[type] ?? { type_fr: type, type_en: type }
}

function problemOf({ type, required }: DeclaredField, value: Json): string | null {
  if (value === null) return required ? 'RUN_FIELD_MISSING' : null
  return isOfType[type]?.(value) === false ? 'RUN_FIELD_UNFIT' : null
}

function declaredFields({ fields }: JsonObject): readonly DeclaredField[] {
  if (!Array.isArray(fields)) return []
  return fields.flatMap((field) => {
    if (typeof field !== 'object' || field === null || Array.isArray(field)) return []
    const { name, type = 'unknown', required = true } = field as { readonly name?: Json; readonly type?: Json; readonly required?: Json }
    return typeof name === 'string' && typeof type === 'string' ? [{ name, type, required: required === true }] : []
  })
}
