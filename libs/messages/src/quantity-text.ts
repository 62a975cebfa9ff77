import type { Locale } from '@maillon/kernel'

const tags: { readonly [L in Locale]: string } = { fr: 'fr-FR', en: 'en-GB' }

/** A number with the separators of the language, at most three decimals. */
export function numberText(value: number, locale: Locale): string {
  return new Intl.NumberFormat(tags[locale], { maximumFractionDigits: 3 }).format(value)
}

const durationSteps = [
  { ms: 86_400_000, fr: 'j', en: 'd' },
  { ms: 3_600_000, fr: 'h', en: 'h' },
  { ms: 60_000, fr: 'min', en: 'min' },
  { ms: 1000, fr: 's', en: 's' },
] as const

/** Milliseconds as a person says them, with the two largest units: `1 h 30 min`, `10 s`, `250 ms`. */
export function durationText(ms: number, locale: Locale): string {
  if (ms < 1000) return `${numberText(Math.round(ms), locale)}\u00a0ms`
  const words: string[] = []
  let rest = Math.round(ms / 1000) * 1000
  for (const step of durationSteps) {
    const count = Math.floor(rest / step.ms)
    if (count === 0) continue
    words.push(`${numberText(count, locale)}\u00a0${step[locale]}`)
    rest -= count * step.ms
    if (words.length === 2) break
  }
  return words.join(' ')
}

const sizeSteps = [
  { bytes: 1024 ** 3, fr: 'Gio', en: 'GiB' },
  { bytes: 1024 ** 2, fr: 'Mio', en: 'MiB' },
  { bytes: 1024, fr: 'Kio', en: 'KiB' },
] as const

/** Bytes with one decimal at most: `5 Mio`, `512 octets`. */
export function sizeText(bytes: number, locale: Locale): string {
  const step = sizeSteps.find((candidate) => bytes >= candidate.bytes)
  if (step === undefined) return `${numberText(bytes, locale)}\u00a0${locale === 'fr' ? 'octets' : 'bytes'}`
  return `${numberText(Math.round((bytes / step.bytes) * 10) / 10, locale)}\u00a0${step[locale]}`
}
