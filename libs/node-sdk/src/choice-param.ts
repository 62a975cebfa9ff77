import type { LocalizedText } from '@maillon/kernel'
import type { ParamHints } from '@maillon/node-contract'
import { Type, type TSchema, type TUnsafe } from 'typebox'
import { ui } from './param.js'

/**
 * A parameter that is picked from a list; the keys of `choices` are what the document stores, in the order of the screen.
 * With a `fallback` it may be left out, and the code always sees a value.
 */
export function choiceParam<Value extends string>(
  choices: { readonly [V in Value]: LocalizedText },
  hints: Omit<ParamHints, 'choices' | 'expression'>,
  fallback?: NoInfer<Value>,
): TUnsafe<Value> {
  const values = Object.keys(choices) as Value[]
  const options = ui({ ...hints, choices })
  if (fallback === undefined) return Type.Unsafe<Value>(Type.Enum(values, options))
  return withDefault(Type.Unsafe<Value>(Type.Enum(values, { ...options, default: fallback })))
}

/**
 * Mark a parameter with a `default` as one that may be left out. The host fills the default in, so the static type
 * stays the full one: `withDefault(Type.Integer({ default: 10 }))` is a `number` in the code.
 *
 * @throws Error where the schema has no `default`: that is a mistake of the author.
 */
export function withDefault<Schema extends TSchema>(schema: Schema): Schema {
  if (!Object.hasOwn(schema, 'default')) throw new Error('withDefault: the schema has no default')
  return Type.Optional(schema) as unknown as Schema
}
