import { Type, type TUnsafe } from 'typebox'

/** One of these texts. (A union made from a mapped list loses its type: `Static` of it is `never`.) */
export function oneOf<const Values extends readonly string[]>(values: Values): TUnsafe<Values[number]> {
  return Type.Unsafe<Values[number]>({ type: 'string', enum: [...values] })
}
