'use client'

import { createContext, useContext, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Locale } from '@maillon/kernel'
import type { StepStatus } from '@maillon/plan'
import { useLocale } from '../i18n/locale-provider.js'
import { useFormats } from '../i18n/use-formats.js'

/** The words of boxes and lines, looked up once for all of them: a thousand boxes would otherwise look up thousands of texts. */
export interface BoxTexts {
  readonly locale: Locale
  readonly insert: string
  readonly showRows: string
  readonly disabled: string
  readonly pinned: string
  readonly dry: string
  readonly label: (name: string, type: string) => string
  readonly addAfter: (port: string) => string
  readonly line: (from: string, to: string) => string
  readonly findings: (count: number) => string
  readonly rows: (count: number) => string
  /** Rows that were set aside, in a word and in a sentence. */
  readonly aside: (count: number) => string
  readonly asideAbout: (count: number) => string
  /** Rows that failed and were passed over, replaced, or left by the port for errors. */
  readonly passed: (count: number) => string
  readonly passedAbout: (count: number) => string
  readonly testFails: (sentence: string) => string
  readonly status: (status: StepStatus) => string
}

const BoxTextsContext = createContext<BoxTexts | null>(null)

export function BoxTextsProvider({ children }: { readonly children: React.ReactNode }) {
  const { t } = useTranslation(['canvas', 'common', 'tests'])
  const { locale } = useLocale()
  const formats = useFormats()
  const texts = useMemo<BoxTexts>(() => {
    const label = t('canvas:node.label', { name: first, type: second })
    const addAfter = t('canvas:node.addAfter', { port: first })
    const line = t('canvas:edge.label', { from: first, to: second })
    return {
      locale,
      insert: t('canvas:edge.insert'),
      showRows: t('canvas:edge.show'),
      disabled: t('canvas:node.disabled'),
      pinned: t('canvas:node.pinned'),
      dry: t('canvas:node.dry'),
      label: (name, type) => label.replace(first, () => name).replace(second, () => type),
      line: (from, to) => line.replace(first, () => from).replace(second, () => to),
      addAfter: (port) => addAfter.replace(first, () => port),
      findings: (count) => t('canvas:node.findings', { count }),
      rows: (count) => t('canvas:edge.rows', { count, number: formats.number(count) }),
      aside: (count) => t('canvas:failedRows.aside', { count, number: formats.number(count) }),
      asideAbout: (count) => t('canvas:failedRows.asideAbout', { count, number: formats.number(count) }),
      passed: (count) => t('canvas:failedRows.passed', { count, number: formats.number(count) }),
      passedAbout: (count) => t('canvas:failedRows.passedAbout', { count, number: formats.number(count) }),
      testFails: (sentence) => t('tests:nodeFails', { sentence }),
      status: (status) => t(`common:status.${status}`),
    }
  }, [t, locale, formats])
  return <BoxTextsContext value={texts}>{children}</BoxTextsContext>
}

/** Places in a text that was looked up once; no person's name holds them. */
const [first, second] = ['\u0001', '\u0002']

export function useBoxTexts(): BoxTexts {
  const texts = useContext(BoxTextsContext)
  if (texts === null) throw new Error('useBoxTexts outside a canvas')
  return texts
}
