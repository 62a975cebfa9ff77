'use client'

import { createInstance, type BackendModule, type i18n } from 'i18next'
import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { I18nextProvider } from 'react-i18next'
import { withoutTurningMarks, type Locale } from '@maillon/kernel'
import { currentLocale, rememberLocale, setCurrentLocale } from './current-locale.js'
import { withFrenchSpaces } from './french-spaces.js'
import { areas, laterAreas } from './areas.js'
import { withPluralForms } from './with-plural-forms.js'

interface LocaleState {
  readonly locale: Locale
  /** Changes the language of the screens at once; kept in this browser. */
  readonly setLocale: (locale: Locale) => void
  /** The account's language, which counts where this browser holds no choice. */
  readonly suggestLocale: (locale: Locale) => void
}

const LocaleContext = createContext<LocaleState | null>(null)

/**
 * Loads the texts of one language and gives them to everything inside. Shows nothing before: a page is never half translated. Screens whose
 * texts come later (`laterAreas`) wait for theirs in the same way, each at the nearest `Suspense`.
 */
export function LocaleProvider({ children, fallback }: { readonly children: ReactNode; readonly fallback: ReactNode }) {
  const [loaded, setLoaded] = useState<{ locale: Locale; instance: i18n } | null>(null)

  const shown = useRef<i18n | null>(null)

  const show = useCallback(async (locale: Locale) => {
    const before = shown.current
    // What stands on the screen changes its language in one go.
    const instance = await instanceFor(locale, laterAreas.filter((area) => before?.hasLoadedNamespace(area)))
    shown.current = instance
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

function laterTextsIn(locale: Locale) {
  return locale === 'fr' ? import('../../locales/fr/later.js') : import('../../locales/en/later.js')
}

function readable<T>(locale: Locale, texts: T): T {
  return locale === 'fr' ? withPluralForms(withFrenchSpaces(texts)) : texts
}

function laterTextsOf(locale: Locale): BackendModule {
  return {
    type: 'backend',
    init: () => undefined,
    read: (_language, area, answer) => {
      const given = laterTextsIn(locale).then(({ laterTexts }) => readable(locale, laterTexts[area as keyof typeof laterTexts]))
      // `true`: asked for again, with growing waits.
      given.then((texts) => answer(null, texts), (error: unknown) => answer(error as Error, true))
    },
  }
}

async function instanceFor(locale: Locale, also: readonly string[]): Promise<i18n> {
  const { texts } = await textsIn(locale)
  const instance = createInstance()
  await instance.use(laterTextsOf(locale)).init({
    lng: locale,
    ns: [...areas, ...also],
    defaultNS: 'common',
    resources: { [locale]: readable(locale, texts) },
    partialBundledLanguages: true,
    fallbackLng: false,
    // React escapes already; a name must not turn round the sentence that it stands in.
    interpolation: { escape: withoutTurningMarks },
    returnNull: false,
  })
  return instance
}
