import { isLocale, type Locale } from '@maillon/kernel'

/** What the language is decided by, strongest first: what the person chose here, the account's, the browser's list. */
export interface LocaleWishes {
  readonly stored: string | null
  readonly account: Locale | null
  readonly browser: readonly string[]
}

/** English where nothing asks for a language that there is. */
export function chooseLocale(wishes: LocaleWishes): Locale {
  if (isLocale(wishes.stored)) return wishes.stored
  if (wishes.account !== null) return wishes.account
  const wanted = wishes.browser.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLocale)
  return wanted ?? 'en'
}
