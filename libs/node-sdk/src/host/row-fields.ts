import { isItemField, parseExpression } from '@maillon/expressions'
import { isJsonArray, isJsonObject, type ErrorInfo, type Json, type JsonObject } from '@maillon/kernel'
import { alternativesOf, childSchemas, hintsOf, type ParamHints, type ParamSchemas, type ParamsSchema } from '@maillon/node-contract'
import { unknownFieldError } from '../unknown-field-error.js'

/** A field that a node looks up in each row, and where its parameters name it. */
export interface RowField {
  /** JSON pointer. */
  readonly pointer: string
  /** The field, and those inside it. */
  readonly path: readonly string[]
}

/** The fields that some row has to have (`ParamHints.lacking`); those whose rule asks for emptiness aren't among them. */
export function rowFieldsOf(schema: ParamsSchema, params: JsonObject): readonly RowField[] {
  const found: RowField[] = []
  walk({ schema, found }, { value: params, schemas: alternativesOf(schema, schema), pointer: '', beside: {} })
  return found
}

interface Place {
  readonly value: Json
  readonly schemas: ParamSchemas
  readonly pointer: string
  /** The object that it stands in. */
  readonly beside: JsonObject
}

function walk(on: { readonly schema: ParamsSchema; readonly found: RowField[] }, { value, schemas, pointer, beside }: Place): void {
  const inside = (key: string, child: Json, object: JsonObject) => walk(on, { value: child, schemas: childSchemas(schemas, key, on.schema), pointer: `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, beside: object })
  if (isJsonArray(value)) {
    value.forEach((element, index) => inside(String(index), element, {}))
  } else if (isJsonObject(value)) {
    for (const [key, child] of Object.entries(value)) inside(key, child, value)
  } else if (typeof value === 'string') {
    const hints = hintsOf(schemas)
    if (hints?.lacking === undefined || isSound(hints.lacking, beside)) return
    const path = hints.expression === false ? [value] : itemPath(value)
    if (path !== null) on.found.push({ pointer, path })
  }
}

function isSound({ soundWhen }: NonNullable<ParamHints['lacking']>, beside: JsonObject): boolean {
  return soundWhen !== undefined && soundWhen.is.includes(beside[soundWhen.param] ?? null)
}

function itemPath(text: string): readonly string[] | null {
  const parsed = parseExpression(text)
  return parsed.ok && isItemField(parsed.value) ? parsed.value.whole.fields : null
}

const mostNames = 200

/**
 * Watches whether each field that a node looks up is had by some row of its input: a field that single rows lack is empty there (data of
 * APIs, forms and mails is sparse), one that none has is a mistake in the settings.
 */
export class RowFieldWatch {
  private open: readonly RowField[]
  private readonly names = new Set<string>()
  private firstRow: number | null = null

  /** @param known names that the flow knows its rows to have, though those at hand may lack them. */
  constructor(fields: readonly RowField[], known: readonly string[]) {
    this.open = fields.filter(({ path }) => path.length > 1 || !known.includes(path[0] ?? ''))
  }

  look(row: JsonObject, index: number): void {
    if (this.open.length === 0) return
    this.firstRow ??= index
    this.open = this.open.filter(({ path }) => !has(row, path))
    if (this.open.length === 0 || this.names.size >= mostNames) return
    for (const name of Object.keys(row)) this.names.add(name)
  }

  /** What is wrong once all rows were seen; null: nothing, or there was no row. */
  problem(): ErrorInfo | null {
    const [first] = this.open
    if (first === undefined || this.firstRow === null) return null
    return { ...unknownFieldError(first.path.join('.'), [...this.names], first.pointer).info, row: this.firstRow }
  }
}

function has(row: JsonObject, path: readonly string[]): boolean {
  let at: Json | undefined = row
  for (const name of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return false
    at = (at as JsonObject)[name]
  }
  return true
}
