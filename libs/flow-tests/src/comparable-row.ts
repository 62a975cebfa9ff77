import { isFileRef, type Item } from '@maillon/datasets'
import { isJsonArray, isJsonObject, type Json, type JsonObject } from '@maillon/kernel'

/** Under this key stand the files of a row where rows are compared. */
export const filesKey = '@files'

/** A row as it is compared: references to files say name and type alone, as ids and bytes are made anew each time. */
export function comparableRow({ json, files }: Item): JsonObject {
  const row = withoutFileIds(json) as JsonObject
  return files === undefined ? row : { ...row, [filesKey]: withoutFileIds(files as unknown as Json) }
}

/** Any JSON with its references to files reduced to name and type. */
export function withoutFileIds(value: Json): Json {
  if (isFileRef(value)) return { name: value.name, mediaType: value.mediaType }
  if (isJsonArray(value)) return value.map(withoutFileIds)
  if (!isJsonObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, withoutFileIds(child)]))
}
