import { isMaillonError, MaillonError } from '@maillon/node-sdk'

/** The same error at the field of the node that a person sees; null of `fieldOf`: at none. */
export function movedField(error: unknown, fieldOf: (field: string) => string | null): unknown {
  if (!isMaillonError(error) || error.info.field === undefined) return error
  const { field, ...info } = error.info
  const place = fieldOf(field)
  return new MaillonError(place === null ? info : { ...info, field: place }, { cause: error })
}
