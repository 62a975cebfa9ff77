import 'i18next'
import type { texts } from '../../locales/fr/index.js'
import type { laterTexts } from '../../locales/fr/later.js'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common'
    resources: typeof texts & typeof laterTexts
    returnNull: false
  }
}
