import { isJsonArray, isJsonObject, type Json, type JsonObject } from '@maillon/kernel'

/** What of an expression is called otherwise: `<root>.<old>` becomes `<root>.<new>`. */
export interface Renaming {
  readonly root: 'nodes' | 'variables'
  /** New names by old ones; all at once, so two may change places. */
  readonly renamed: ReadonlyMap<string, string>
}

/**
 * The same parameters, with `nodes.<old>` (or `variables.<old>`) in their expressions as `nodes.<new>`. Text outside `{{…}}`, texts in
 * quotes and comments inside are left alone. Works on the text rather than on a syntax tree, so that expressions which don't parse (yet)
 * are renamed too and everything else keeps its exact spelling.
 */
export function renameInExpressions(params: JsonObject, renaming: Renaming): JsonObject {
  return renaming.renamed.size === 0 ? params : (renameIn(params, renaming) as JsonObject)
}

function renameIn(value: Json, renaming: Renaming): Json {
  if (typeof value === 'string') return value.includes('{{') ? renameInText(value, renaming) : value
  if (isJsonArray(value)) return value.map((element) => renameIn(element, renaming))
  if (!isJsonObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, renameIn(child, renaming)]))
}

/** Quoted texts (kept), or a path that starts with the root; the name may stand in brackets. */
const references = {
  nodes: /("[^"]*"|'[^']*')|(?<![A-Za-z0-9_.\-/@[\]])(nodes[./])(?:\[([^\]]*)\]|([A-Za-z0-9_-]+))/g,
  variables: /("[^"]*"|'[^']*')|(?<![A-Za-z0-9_.\-/@[\]])(variables[./])(?:\[([^\]]*)\]|([A-Za-z0-9_-]+))/g,
} as const

function renameInText(text: string, renaming: Renaming): string {
  let done = ''
  let from = 0
  for (let open = text.indexOf('{{'); open !== -1; open = text.indexOf('{{', from)) {
    const end = endOfExpression(text, open)
    if (end === -1) break
    const expression = text.slice(open, end)
    done += text.slice(from, open) + (expression.startsWith('{{!') ? expression : renameReferences(expression, renaming))
    from = end
  }
  return done + text.slice(from)
}

/** The index after the closing braces; -1 where there are none. One walk, however hostile the text. */
function endOfExpression(text: string, open: number): number {
  if (text.startsWith('{{!', open)) {
    const close = text.startsWith('{{!--', open) ? '--}}' : '}}'
    const at = text.indexOf(close, open + 3)
    return at === -1 ? -1 : at + close.length
  }
  let quote = ''
  for (let index = open + 2; index < text.length; index += 1) {
    const character = text[index] ?? ''
    if (quote !== '') {
      if (character === quote) quote = ''
    } else if (character === '"' || character === "'") quote = character
    else if (character === '}' && text[index + 1] === '}') return index + 2
  }
  return -1
}

function renameReferences(expression: string, { root, renamed }: Renaming): string {
  return expression.replace(references[root], (found: string, ...groups: (string | undefined)[]) => {
    const [quoted, head, bracketed, plain] = groups
    const id = renamed.get(bracketed ?? plain ?? '')
    if (quoted !== undefined || id === undefined) return found
    return bracketed === undefined ? `${head}${id}` : `${head}[${id}]`
  })
}
