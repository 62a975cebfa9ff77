import { parseOutsideJson, userError, type Json, type JsonObject } from '@maillon/node-sdk'

const limits = { maxDepth: 64, maxNodes: 20_000_000 }

/**
 * The rows of a JSON text: each element of a list, or the whole where it is none; or, where it is no JSON as a whole, one
 * for each line (newline-delimited JSON). What is no object stands in a field `value`.
 *
 * @throws UserError where it can't be read
 */
export function rowsOfJson(text: string, name: string): readonly JsonObject[] {
  const whole = parseOutsideJson(text, limits)
  if (whole.ok) return Array.isArray(whole.value) ? (whole.value as readonly Json[]).map(rowOf) : [rowOf(whole.value)]
  if (whole.problem.code !== 'JSON_NOT_JSON') throw notAccepted(name, `${whole.problem.code} ${whole.problem.path}`)
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  return lines.map((line, index) => {
    const parsed = parseOutsideJson(line, limits)
    if (parsed.ok) return rowOf(parsed.value)
    throw parsed.problem.code === 'JSON_NOT_JSON' ? notJson(name, lines.length > 1 ? index + 1 : null) : notAccepted(name, `line ${index + 1}: ${parsed.problem.code}`)
  })
}

function rowOf(value: Json): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : { value }
}

function notJson(name: string, line: number | null) {
  const where = line === null ? { fr: '', en: '' } : { fr: `, à partir de la ligne ${line}`, en: `, from line ${line} on` }
  return userError({
    code: 'FILES_JSON_INVALID',
    text: { fr: `Le fichier « ${name} » n’est pas du JSON valide${where.fr}.`, en: `The file “${name}” is not valid JSON${where.en}.` },
    hint: { fr: 'Corrigez le fichier, ou lisez-le comme texte.', en: 'Correct the file, or read it as text.' },
    field: '/as',
  })
}

function notAccepted(name: string, details: string) {
  return userError({
    code: 'FILES_JSON_REFUSED',
    text: { fr: `Le JSON du fichier « ${name} » n’est pas accepté.`, en: `The JSON of the file “${name}” is not accepted.` },
    hint: {
      fr: 'Il est trop profond, trop grand, ou contient un nom interdit (__proto__, constructor, prototype) ou un caractère nul.',
      en: 'It is too deep, too large, or holds a forbidden name (__proto__, constructor, prototype) or a NUL character.',
    },
    field: '/file',
    details,
  })
}
