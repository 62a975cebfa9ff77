import type { Locale } from '@maillon/kernel'

const font = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
/** Of a table of data: light lines instead of the double frame that programs draw by themselves. Half-transparent, so that they fit light and dark. */
const looks: { readonly [tag: string]: string } = {
  table: 'border-collapse:collapse;border:0;margin:12px 0',
  th: 'border:0;border-bottom:2px solid rgba(128,128,128,0.6);padding:6px 12px',
  td: 'border:0;border-bottom:1px solid rgba(128,128,128,0.35);padding:6px 12px',
}

/**
 * A whole page of a piece of HTML, as mail programs, phones and browsers show it well: a plain typeface, lines of a readable length, room for a
 * phone, light tables (only where the author gave a table a border or a head, and no style of its own), and the reader's dark colours where the piece brings
 * no colours. A piece that is a page already, and one that is empty, comes back as it is.
 *
 * Styles stand at the elements, since several mail programs drop style sheets.
 */
export function htmlPage(html: string, about: { readonly locale: Locale; readonly title?: string }): string {
  if (html.trim() === '' || /<(?:!doctype|html|body)[\s>]/i.test(html)) return html
  const schemes = /\b(?:color|background|background-color|bgcolor)\s*[:=]/i.test(html) ? 'light' : 'light dark'
  const title = about.title === undefined ? '' : `<title>${about.title.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</title>`
  return (
    `<!doctype html>\n<html lang="${about.locale}">\n<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="${schemes}">${title}</head>\n` +
    `<body style="margin:0;padding:16px">\n<div style="max-width:680px;margin:0 auto;${font};font-size:15px;line-height:1.5">\n${withLightTables(html)}\n</div>\n</body>\n</html>\n`
  )
}

/** One pass over the tags. */
function withLightTables(html: string): string {
  const isLight: boolean[] = []
  const parts: string[] = []
  let told = 0
  for (const found of html.matchAll(/<(\/?)(table|th|td)\b([^<>]*)>/gi)) {
    const { index } = found
    const [whole, slash, tag, attributes] = found as unknown as readonly [string, string, string, string]
    const name = tag.toLowerCase()
    // A `>` inside quotation marks: its end isn't where it seems to be.
    const hasStyle = /\sstyle\s*=/i.test(attributes) || (attributes.match(/"/g) ?? []).length % 2 === 1
    if (slash !== '') {
      if (name === 'table') isLight.pop()
      continue
    }
    if (name === 'table') isLight.push(!hasStyle && isOfData(attributes, html.slice(index + whole.length, index + whole.length + 110)))
    if (isLight.at(-1) !== true || hasStyle) continue
    parts.push(html.slice(told, index), `<${tag}${attributes} style="${looks[name]}">`)
    told = index + whole.length
  }
  return parts.join('') + html.slice(told)
}

/** @param behind the first characters after the tag */
function isOfData(attributes: string, behind: string): boolean {
  return /\sborder\s*=\s*["']?[1-9]/i.test(attributes) || /^\s{0,100}<thead[\s>]/i.test(behind)
}
