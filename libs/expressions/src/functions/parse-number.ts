import type { Locale } from '@maillon/kernel'

const spaces = /[\s\u00a0\u202f\u2009'’]/g
const currencies = /^(?:[€$£]|eur|usd|gbp|chf)|(?:[€$£]|eur|usd|gbp|chf)$/i

/**
 * A number as people write it: `1 234,56` in French, `1,234.56` in English, with a currency sign or a percent sign (5 % is 0.05).
 * Where the text holds both comma and point, the last one is the decimal sign, in both languages.
 *
 * @returns null where it isn't a number, or where a group of thousands isn't one (`1,23` in English).
 */
export function parseNumber(text: string, locale: Locale): number | null {
  const isPercent = text.trim().endsWith('%')
  const bare = text.replace(spaces, '').replace(/%$/, '').replace(currencies, '').replace(/^[-−]/, '-').replace(currencies, '')
  const decimal = decimalSign(bare, locale)
  const grouped = decimal === ',' ? '.' : ','
  const pattern = decimal === ',' ? /^[+-]?\d+(?:\.\d{3})*(?:,\d+)?$|^[+-]?,\d+$/ : /^[+-]?\d+(?:,\d{3})*(?:\.\d+)?(?:e[+-]?\d{1,3})?$|^[+-]?\.\d+$/i
  if (!pattern.test(bare) || (bare.includes(grouped) && !/^[+-]?\d{1,3}[.,]/.test(bare))) return null
  const value = Number(bare.replaceAll(grouped, '').replace(',', '.'))
  if (!Number.isFinite(value)) return null
  return isPercent ? Number((value / 100).toPrecision(15)) : value
}

function decimalSign(bare: string, locale: Locale): ',' | '.' {
  const [comma, point] = [bare.lastIndexOf(','), bare.lastIndexOf('.')]
  if (comma !== -1 && point !== -1) return comma > point ? ',' : '.'
  if (comma === -1) return locale === 'fr' && bare.split('.').length > 2 ? ',' : '.'
  // A comma alone: the decimal sign in French; in English a group of thousands.
  return locale === 'fr' && bare.split(',').length === 2 ? ',' : '.'
}
