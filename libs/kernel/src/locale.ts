/** The languages that every text a person sees exists in. */
export const locales = ['fr', 'en'] as const
export type Locale = (typeof locales)[number]

/** One text in each language, each written for its reader (not word for word). Plain text, never markup. */
export type LocalizedText = { readonly [L in Locale]: string }

export function isLocale(value: unknown): value is Locale {
  return locales.includes(value as Locale)
}
