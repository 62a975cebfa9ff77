import { asPlainText } from '../expression-text.js'
import { parseJs } from '../js/parse-js.js'
import { writeJs } from '../js/write-js.js'
import { path } from '../js/written.js'

/**
 * A Mustache template about a message as text of ours. Null: it has sections, partials or other delimiters, which may mean several things.
 *
 * @param escapes told where `{{x}}` would have been escaped for HTML.
 */
export function mustacheText(template: string, escapes: () => void): string | null {
  let made = ''
  let at = 0
  for (const tag of template.matchAll(/\{\{\{([^{}]*)\}\}\}|\{\{([^{}]*)\}\}/g)) {
    made += asPlainText(template.slice(at, tag.index))
    at = tag.index + tag[0].length
    const name = (tag[1] ?? tag[2] ?? '').trim()
    if (name.startsWith('!')) continue
    const isRaw = tag[1] !== undefined || name.startsWith('&')
    const js = /^&?\s*[\p{L}_][\p{L}\p{N}_.]*$/u.test(name) ? parseJs(`msg.${name.replace(/^&\s*/, '')}`) : null
    const written = js === null || /^&?\s*(env|flow|global)\./.test(name) ? null : writeJs(js, { resolve: (one) => (one.kind === 'name' && one.name === 'msg' ? path('item') : null) })
    if (written === null) return null
    if (!isRaw) escapes()
    // What isn't there is left out.
    made += `${made.endsWith('\\') ? '\\' : ''}{{default ${written.text} ""}}`
  }
  return made + asPlainText(template.slice(at))
}
