import { isEmpty, readBoolean, readDate, readNumber, shortText, userError, type Json, type Locale } from '@maillon/node-sdk'

export type FieldType = 'auto' | 'text' | 'number' | 'date' | 'boolean' | 'object' | 'list'

interface Place {
  readonly locale: Locale
  readonly timeZone: string
  /** The field that gets the value, for the error. */
  readonly name: string
  /** JSON pointer of the parameter, for the error. */
  readonly pointer: string
}

/**
 * The value as the wanted type. Empty values become null (an empty text for `text`), never 0 or false.
 *
 * @throws UserError at the field where it isn't one.
 */
export function convertValue(value: Json, type: FieldType, place: Place): Json {
  if (type === 'auto') return value
  if (type === 'text') return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '')
  if (isEmpty(value) && (typeof value !== 'object' || value === null)) return null
  const converted = attempt(value, type, place)
  if (converted === null) throw notConvertible(value, type, place)
  return converted
}

function attempt(value: Json, type: Exclude<FieldType, 'auto' | 'text'>, place: Place): Json {
  switch (type) {
    case 'number':
      return readNumber(value, place.locale)
    case 'boolean':
      return readBoolean(value)
    case 'date':
      return dateText(value, place)
    default:
      return parsed(value, type)
  }
}

/** ISO 8601: the day alone where no time was given, else the instant in UTC. */
function dateText(value: Json, place: Place): string | null {
  const date = readDate(value, place)
  if (date === null) return null
  return typeof value === 'string' && !value.includes(':') ? date.day : new Date(date.at).toISOString()
}

function parsed(value: Json, type: 'object' | 'list'): Json {
  const fits = (candidate: Json) => typeof candidate === 'object' && candidate !== null && Array.isArray(candidate) === (type === 'list')
  if (fits(value)) return value
  if (typeof value !== 'string') return null
  try {
    const candidate = JSON.parse(value) as Json
    return fits(candidate) ? candidate : null
  } catch {
    return null
  }
}

const names = {
  number: { fr: 'un nombre', en: 'a number' },
  date: { fr: 'une date', en: 'a date' },
  boolean: { fr: 'un oui ou non', en: 'a yes or no' },
  object: { fr: 'un objet', en: 'an object' },
  list: { fr: 'une liste', en: 'a list' },
} as const

function notConvertible(value: Json, type: keyof typeof names, { name, pointer }: Place) {
  return userError({
    code: 'VALUE_TYPE_MISMATCH',
    text: { fr: `Champ « ${name} » : « ${shortText(value)} » n’est pas ${names[type].fr}.`, en: `Field “${name}”: “${shortText(value)}” is not ${names[type].en}.` },
    hint: { fr: 'Corrigez la donnée, ou choisissez un autre type pour ce champ.', en: 'Correct the data, or choose another type for this field.' },
    field: pointer,
  })
}
