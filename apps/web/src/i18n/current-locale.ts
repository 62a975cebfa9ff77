import type { Locale } from '@maillon/kernel'
import { chooseLocale } from './choose-locale.js'

const storageKey = 'maillon.locale'
let current: Locale = 'en'

/** The language that is wanted, see `chooseLocale`. */
export function currentLocale(account: Locale | null): Locale {
  return chooseLocale({ stored: storedLocale(), account, browser: navigator.languages })
}

/** The language that is shown: what the server is asked to answer in. */
export function shownLocale(): Locale {
  return current
}

export function setCurrentLocale(locale: Locale): void {
  current = locale
}

export function rememberLocale(locale: Locale): void {
  try {
    localStorage.setItem(storageKey, locale)
  } catch {
    // Storage may be forbidden; the choice then holds until the page is left.
  }
}

function storedLocale(): string | null {
  try {
    return localStorage.getItem(storageKey)
  } catch {
    return null
  }
}
