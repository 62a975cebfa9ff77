import type { Locale } from '@maillon/kernel'

/**
 * French typography in the text of a piece of HTML: where a plain space stands inside « » or before : ; ! ? %, a line doesn't break. No space is added
 * or taken away, tags stay as they are, and so does what stands in `style`, `script`, `title`, `pre`, `code` and `textarea`. English stays as it is.
 */
export function htmlSpaces(html: string, locale: Locale): string {
  if (locale !== 'fr') return html
  let inside: string | null = null
  return html.replace(/<(\/?)([a-z][a-z0-9]*)[^<>]*>|<|[^<]+/gi, (part: string, slash: string | undefined, tag: string | undefined) => {
    const name = tag?.toLowerCase() ?? ''
    if (name === '') return part === '<' || inside !== null ? part : withoutBreaks(part)
    if (inside === null && slash === '' && verbatim.has(name)) inside = name
    else if (slash === '/' && name === inside) inside = null
    return part
  })
}

const verbatim: ReadonlySet<string> = new Set(['style', 'script', 'pre', 'code', 'textarea', 'title'])

function withoutBreaks(text: string): string {
  return text
    .replace(/« /g, '«\u00a0')
    .replace(/ »/g, '\u00a0»')
    .replace(/ :(?=\s|$)/g, '\u00a0:')
    .replace(/ (?=[;!?%])/g, '\u202f')
}
