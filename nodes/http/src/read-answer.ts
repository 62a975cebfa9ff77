import { fatalError, nearestName, parseOutsideJson, userError, type HttpResponse, type Json, type JsonObject } from '@maillon/node-sdk'

/** An answer may hold many rows: the size in bytes is bounded by the HTTP client. */
const limits = { maxDepth: 64, maxNodes: 20_000_000 }

/** The JSON of an answer. @throws an error in words where it is empty, a web page or no JSON. */
export async function readJson(response: HttpResponse): Promise<Json> {
  const text = (await response.text()).replace(/^\ufeff/, '')
  if (text.trim() === '') throw fatalError(emptyAnswer(response.status))
  if (isHtml(text, response)) throw fatalError(htmlAnswer(text))
  const parsed = parseOutsideJson(text, limits)
  if (parsed.ok) return parsed.value
  if (parsed.problem.code === 'JSON_NOT_JSON') throw fatalError(notJson(text))
  throw fatalError({
    code: 'HTTP_JSON_REFUSED',
    text: { fr: 'La réponse de l’API contient un JSON qui n’est pas accepté.', en: 'The answer of the API holds JSON that is not accepted.' },
    hint: {
      fr: 'Il est trop profond, trop grand, ou contient un nom interdit (__proto__, constructor, prototype) ou un caractère nul.',
      en: 'It is too deep, too large, or holds a forbidden name (__proto__, constructor, prototype) or a NUL character.',
    },
    details: `${parsed.problem.code} ${parsed.problem.path}`,
  })
}

/**
 * What stands at a path such as `data.items`. Names are own properties; a number picks an element of a list.
 * @throws UserError at `pointer`, with the near miss or what there is.
 */
export function valueAt(root: Json, path: string, pointer: string): Json {
  let here = root
  for (const name of path === '' ? [] : path.split('.')) {
    const next: Json | undefined = typeof here === 'object' && here !== null && Object.hasOwn(here, name) ? (here as JsonObject)[name] : undefined
    if (next === undefined) throw pathMissing(path, name, { here, pointer })
    here = next
  }
  return here
}

/** One row for each element of a list; one row for anything else. What is no object stands in a field `value`. */
export function rowsOf(value: Json): readonly JsonObject[] {
  const row = (one: Json): JsonObject => (typeof one === 'object' && one !== null && !Array.isArray(one) ? (one as JsonObject) : { value: one })
  return Array.isArray(value) ? (value as readonly Json[]).map(row) : [row(value)]
}

function isHtml(text: string, response: HttpResponse): boolean {
  return /^\s*<(!doctype\s+html|html|head|body)\b/i.test(text) || (response.headers['content-type'] ?? '').includes('text/html')
}

function emptyAnswer(status: number) {
  return {
    code: 'HTTP_ANSWER_EMPTY',
    text: { fr: `L’API a répondu sans rien envoyer (${status}).`, en: `The API answered with nothing (${status}).` },
    hint: {
      fr: 'Vérifiez l’adresse et ses paramètres ; si c’est normal, choisissez « un texte » comme réponse.',
      en: 'Check the address and its parameters; if that is normal, choose “a text” as the answer.',
    },
    field: '/response',
  }
}

function htmlAnswer(text: string) {
  return {
    code: 'HTTP_ANSWER_HTML',
    text: { fr: 'L’API a répondu par une page web au lieu de données JSON.', en: 'The API answered with a web page instead of JSON data.' },
    hint: {
      fr: 'C’est souvent une page de connexion ou d’erreur : vérifiez l’adresse et le compte choisi.',
      en: 'That is often a login or error page: check the address and the chosen account.',
    },
    field: '/url',
    details: text.slice(0, 2000),
  }
}

function notJson(text: string) {
  return {
    code: 'HTTP_ANSWER_NOT_JSON',
    text: { fr: 'La réponse de l’API n’est pas du JSON.', en: 'The answer of the API is not JSON.' },
    hint: {
      fr: 'Vérifiez l’adresse, ou choisissez « un texte » ou « un fichier » comme réponse.',
      en: 'Check the address, or choose “a text” or “a file” as the answer.',
    },
    field: '/response',
    details: text.slice(0, 2000),
  }
}

function pathMissing(path: string, name: string, { here, pointer }: { readonly here: Json; readonly pointer: string }) {
  const known = typeof here === 'object' && here !== null ? Object.keys(here).slice(0, 20) : []
  const near = nearestName(name, known)
  const listed = known.map((one) => `« ${one} »`).join(', ')
  return userError({
    code: 'HTTP_PATH_MISSING',
    text: { fr: `La réponse n’a pas de « ${name} » (chemin ${path}).`, en: `The answer has no “${name}” (path ${path}).` },
    hint:
      near !== null
        ? { fr: `Vouliez-vous dire « ${near} » ?`, en: `Did you mean “${near}”?` }
        : { fr: `On y trouve : ${listed || 'rien de nommé'}.`, en: `It has: ${known.join(', ') || 'nothing with a name'}.` },
    field: pointer,
  })
}
