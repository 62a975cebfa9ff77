/** Checks resolved parameters against a node's schema, fills defaults in, and says what is wrong at which field in plain words. */
import { isJsonObject, MaillonError, type Json, type JsonObject, type LocalizedText } from '@maillon/kernel'
import type { NodeDescriptor } from '@maillon/node-contract'
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { paramProblemText } from './param-problem-text.js'

export interface ParamsChecker {
  /** A copy of the drawn parameters with the schema's defaults filled in. Doesn't check: expressions aren't values yet. */
  fill(descriptor: NodeDescriptor, params: JsonObject): JsonObject
  /**
   * Changes nothing: resolved parameters may share objects with the items.
   *
   * @throws MaillonError `NODE_PARAM_…` (user) with `field`
   */
  check(descriptor: NodeDescriptor, params: JsonObject): void
}

/** Compiles each descriptor's schema once; keep the checker as long as the definitions. */
export function createParamsChecker(): ParamsChecker {
  const filling = createCompiler(true)
  const checking = createCompiler(false)
  return {
    fill(descriptor, params) {
      const copy = structuredClone(params)
      filling(descriptor)(copy)
      return copy
    },
    check(descriptor, params) {
      const validate = checking(descriptor)
      if (!validate(params)) throw paramError(descriptor, validate.errors ?? [], params)
    },
  }
}

function createCompiler(useDefaults: boolean): (descriptor: NodeDescriptor) => ValidateFunction {
  const ajv = new Ajv2020({ strict: false, allErrors: true, useDefaults, logger: false })
  // The package's default export is a CommonJS function; TypeScript sees the module object.
  ;(addFormats as unknown as (ajv: Ajv2020) => void)(ajv)
  const compiled = new WeakMap<NodeDescriptor, ValidateFunction>()
  return (descriptor) => {
    const known = compiled.get(descriptor) ?? ajv.compile(descriptor.params)
    compiled.set(descriptor, known)
    return known
  }
}

function paramError(descriptor: NodeDescriptor, errors: readonly ErrorObject[], params: JsonObject): MaillonError {
  // An `anyOf` says each branch's own trouble too; the deepest place is the one that a person can mend.
  const error = [...errors].sort((a, b) => b.instancePath.length - a.instancePath.length)[0]
  if (error === undefined) throw new Error(`No reason given for the parameters of ${descriptor.type}`)
  const field = fieldOf(error)
  const value = valueAt(params, field)
  const { code, text } = paramProblemText({ keyword: error.keyword, limits: error.params as JsonObject, label: labelOf(descriptor.params, field), value })
  return new MaillonError({
    code,
    kind: 'user',
    retryable: false,
    text,
    field,
    params: { field },
    details: errors
      .map((each) => `${fieldOf(each)}: ${each.message ?? each.keyword}`)
      .join('\n')
      .slice(0, 2000),
  })
}

function fieldOf(error: ErrorObject): string {
  const { missingProperty, additionalProperty } = error.params as { readonly missingProperty?: string; readonly additionalProperty?: string }
  const last = error.keyword === 'required' ? missingProperty : additionalProperty
  return last === undefined ? error.instancePath : `${error.instancePath}/${last.replaceAll('~', '~0').replaceAll('/', '~1')}`
}

function steps(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
}

function valueAt(params: JsonObject, pointer: string): Json | undefined {
  let value: Json | undefined = params
  for (const step of steps(pointer)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined
    value = (value as JsonObject)[step]
  }
  return value
}

/** The labels along the way, as people see them: `Lines › 2 › Amount`. */
function labelOf(schema: JsonObject, pointer: string): LocalizedText {
  const parts: LocalizedText[] = []
  let at: JsonObject | undefined = schema
  for (const step of steps(pointer)) {
    if (at?.['type'] === 'array') {
      const place = String(Number(step) + 1)
      parts.push({ fr: place, en: place })
      at = objectOf(at['items'])
    } else {
      at = objectOf(own(at?.['properties'], step))
      parts.push(ownLabel(at) ?? { fr: step, en: step })
    }
  }
  return { fr: parts.map((part) => part.fr).join(' › '), en: parts.map((part) => part.en).join(' › ') }
}

function ownLabel(schema: JsonObject | undefined): LocalizedText | null {
  const label = objectOf(objectOf(schema?.['x-maillon'])?.['label'])
  return typeof label?.['fr'] === 'string' && typeof label['en'] === 'string' ? { fr: label['fr'], en: label['en'] } : null
}

function objectOf(value: Json | undefined): JsonObject | undefined {
  return isJsonObject(value) ? value : undefined
}

function own(object: Json | undefined, key: string): Json | undefined {
  return isJsonObject(object) && Object.hasOwn(object, key) ? object[key] : undefined
}
