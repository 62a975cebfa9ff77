import { isJsonArray, isJsonObject, type Json } from '@maillon/kernel'

const secretNames = /^(?:(?:proxy-)?authorization|(?:set-)?cookie|x-api-key|api[-_ ]?key|(?:client[-_ ]?)?secret|pass(?:word|wd|phrase)|mot[-_ ]?de[-_ ]?passe|(?:(?:access|refresh|id|bearer|csrf|auth)[-_ ]?)?token|private[-_ ]?key)$/i
const mask = '[•••]'

/** The same JSON with the values of fields masked whose name says that they are secret. Secrets of credentials were masked when the run wrote its data. */
export function maskSecrets(value: Json): Json {
  if (isJsonArray(value)) return value.map(maskSecrets)
  if (!isJsonObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, secretNames.test(key) && (typeof child === 'string' || typeof child === 'number') ? mask : maskSecrets(child)]))
}
