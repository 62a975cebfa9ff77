'use client'

import { createInstance, type i18n } from 'i18next'
import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react'
import { I18nextProvider } from 'react-i18next'
import type { Locale } from '@maillon/kernel'
import { currentLocale, rememberLocale, setCurrentLocale } from './current-locale.js'
import { withFrenchSpaces } from './french-spaces.js'
import { areas } from './areas.js'
import { withPluralForms } from './with-plural-forms.js'

interface LocaleState {
  readonly locale: Locale
  /** Changes the language of the screens at once; kept in this browser. */
  readonly setLocale: (locale: Locale) => void
  /** The account's language, which counts where this browser holds no choice. */
  readonly suggestLocale: (locale: Locale) => void
}

const LocaleContext = createContext<LocaleState | null>(null)

/** Loads the texts of one language and gives them to everything inside. Shows nothing before: a page is never half translated. */
export function LocaleProvider({ children, fallback }: { readonly children: ReactNode; readonly fallback: ReactNode }) {
  const [loaded, setLoaded] = useState<{ locale: Locale; instance: i18n } | null>(null)

  const show = useCallback(async (locale: Locale) => {
    const instance = await instanceFor(locale)
    setCurrentLocale(locale)
    document.documentElement.lang = locale
    setLoaded({ locale, instance })
  }, [])

  useEffect(() => {
    void show(currentLocale(null))
  }, [show])

  const state = useMemo<LocaleState>(
    () => ({
      locale: loaded?.locale ?? 'en',
      setLocale: (locale) => {
        rememberLocale(locale)
        void show(locale)
      },
      suggestLocale: (locale) => {
        const wanted = currentLocale(locale)
        if (wanted !== loaded?.locale) void show(wanted)
      },
    }),
    [loaded?.locale, show],
  )

  if (loaded === null) return fallback
  return (
    <LocaleContext value={state}>
      <I18nextProvider i18n={loaded.instance}>{children}</I18nextProvider>
    </LocaleContext>
  )
}

export function useLocale(): LocaleState {
  const state = useContext(LocaleContext)
  if (state === null) throw new Error('useLocale outside LocaleProvider')
  return state
}

function textsIn(locale: Locale) {
  return locale === 'fr' ? import('../../locales/fr/index.js') : import('../../locales/en/index.js')
}

// The browser's language is most likely the one: its texts come along with the scripts instead of after them.
if (typeof window !== 'undefined') void textsIn(currentLocale(null)).catch(() => undefined)

async function instanceFor(locale: Locale): Promise<i18n> {
  const { texts } = await textsIn(locale)
  const instance = createInstance()
  await instance.init({
    lng: locale,
    ns: [...areas],
    defaultNS: 'common',
    resources: { [locale]: locale === 'fr' ? withPluralForms(withFrenchSpaces(texts)) : texts },
    // React escapes already.
    interpolation: { escapeValue: false },
    returnNull: false,
  })
  return instance
}
