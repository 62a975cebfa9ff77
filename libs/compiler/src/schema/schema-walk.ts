import type { Json, JsonObject } from '@maillon/kernel'

/** One failed keyword. `limit` is the keyword's value where it is a number, `allowed` the possible values. */
export interface SchemaProblem {
  readonly keyword: string
  readonly path: string
  readonly limit?: number
  readonly allowed?: readonly Json[]
  readonly types?: readonly string[]
}

export interface SchemaWalk {
  readonly root: JsonObject
  readonly problems: SchemaProblem[]
  /** Whether a text is one expression as a whole: its value can then have any type. */
  isWholeExpression(text: string): boolean
  /** Checks a place: what the keywords for containers and alternatives go on with. */
  check(walk: SchemaWalk, place: Place): void
  /** Places that are checked elsewhere. */
  isSkipped(schema: JsonObject): boolean
}

/** One place: the value, the schema that it must meet, where it is, and whether expressions are allowed there. */
export interface Place {
  readonly value: Json
  readonly schema: Json | undefined
  readonly path: string
  readonly isExpressionAllowed: boolean
  /** How many references were followed to come here. */
  readonly depth: number
}

/** The same place under another schema. Written out: this is the hottest path of a compilation, and spreading is slow. */
export function elsewhere({ value, path, isExpressionAllowed, depth }: Place, schema: Json | undefined): Place {
  return { value, schema, path, isExpressionAllowed, depth }
}
