import { unescaped } from '../inspect-package.js'

export function escapedXml(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&${names[sign] ?? ''};`)
}

export const unescapedXml = unescaped

const names: { readonly [sign: string]: string } = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot' }

/** For `replace` with a pattern of three groups: only the middle one changes. */
export function middle(change: (text: string) => string | number): (...groups: string[]) => string {
  return (...[, before = '', text = '', after = '']) => `${before}${change(text)}${after}`
}
