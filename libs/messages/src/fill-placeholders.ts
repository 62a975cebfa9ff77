import { withoutTurningMarks, type Locale } from '@maillon/kernel'
import type { MessageParams } from './message-map.js'
import { durationText, numberText, sizeText } from './quantity-text.js'

const placeholder = /\{([a-zA-Z][a-zA-Z0-9]*)(?::(number|duration|size)|\|([^|{}]*)\|([^|{}]*))?\}/g

/** The placeholders of a template, as written and sorted by name: two languages of one message must have the same names. */
export function placeholderNames(template: string): readonly string[] {
  return [...new Set([...template.matchAll(placeholder)].map((match) => match[1] ?? ''))].sort()
}

/**
 * Put the values into a template. A placeholder without a value stays as it is written: a visible gap is mended,
 * a silent one isn't. Values are plain text and are never looked at for placeholders themselves.
 */
export function fillPlaceholders(template: string, params: MessageParams, locale: Locale): string {
  return template.replace(placeholder, (whole: string, ...groups: (string | undefined)[]) => {
    const [name = '', form, one, many] = groups
    const value = valueOf(params, name, locale)
    if (value === undefined) return whole
    if (one !== undefined) return isOne(Number(value), locale) ? one : (many ?? one)
    return valueText(value, form, locale)
  })
}

/** A value that differs between the languages (a label) comes as two: `label_fr` and `label_en` for `{label}`. */
function valueOf(params: MessageParams, name: string, locale: Locale): MessageParams[string] | undefined {
  if (Object.hasOwn(params, name)) return params[name]
  const localized = `${name}_${locale}`
  return Object.hasOwn(params, localized) ? params[localized] : undefined
}

function valueText(value: string | number | boolean, form: string | undefined, locale: Locale): string {
  if (typeof value === 'boolean') return locale === 'fr' ? (value ? 'oui' : 'non') : value ? 'yes' : 'no'
  if (typeof value === 'string') return withoutTurningMarks(value)
  if (form === undefined) return String(value)
  if (form === 'duration') return durationText(value, locale)
  return form === 'size' ? sizeText(value, locale) : numberText(value, locale)
}

/** French counts zero and one and a half as one; English only one. */
function isOne(count: number, locale: Locale): boolean {
  return locale === 'fr' ? Math.abs(count) < 2 : Math.abs(count) === 1
}
