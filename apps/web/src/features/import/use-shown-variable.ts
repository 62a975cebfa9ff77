import { useTranslation } from 'react-i18next'

/** The value of a variable in a line of a list. */
export function useShownVariable(): (value: string | number | boolean) => string {
  const { t } = useTranslation('settings')
  return (value) => {
    if (typeof value === 'boolean') return t(value ? 'variable.yes' : 'variable.no')
    const text = String(value)
    return text.length > 60 ? `${text.slice(0, 60)}…` : text
  }
}
