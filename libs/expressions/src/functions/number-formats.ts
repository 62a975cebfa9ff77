import type { EvaluationState } from '../evaluation-state.js'

const localeShape = /^[a-z]{2}(?:-[A-Z]{2})?$/
/** What "French" and "English" mean where no country is named. */
const defaultCountries: { readonly [locale: string]: string } = { fr: 'fr-FR', en: 'en-GB' }

/** The locale to format in: the one given, else the scope's. Stops with EXPRESSION_LOCALE_UNKNOWN. */
export function localeTag(state: EvaluationState, given: string | undefined): string {
  const locale = given ?? state.scope.locale
  if (!localeShape.test(locale) || Intl.NumberFormat.supportedLocalesOf(locale).length === 0)
    return state.fail('EXPRESSION_LOCALE_UNKNOWN', { locale: locale.slice(0, 40) })
  return Object.hasOwn(defaultCountries, locale) ? (defaultCountries[locale] as string) : locale
}

const maxFormats = 64
/** Making a format costs far more than using it, and a flow uses the same few for all its rows. */
const formats = new Map<string, Intl.NumberFormat>()

export function numberFormat(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale} ${JSON.stringify(options)}`
  const known = formats.get(key)
  if (known !== undefined) return known
  if (formats.size >= maxFormats) formats.clear()
  const made = new Intl.NumberFormat(locale, options)
  formats.set(key, made)
  return made
}
