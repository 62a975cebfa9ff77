import type { Json, JsonObject, LocalizedText } from '@maillon/kernel'

export interface ParamProblem {
  /** JSON Schema keyword that refused the value. */
  readonly keyword: string
  readonly limits: JsonObject
  readonly label: LocalizedText
  /** Absent: there is none. */
  readonly value: Json | undefined
}

/** The compiler's code for the same finding, and the sentence with the label in both languages. */
export interface ParamSentence {
  readonly code: string
  readonly text: LocalizedText
}

/** One sentence about a parameter that doesn't fit its schema, naming it as the screen does. */
export function paramProblemText(problem: ParamProblem): ParamSentence {
  const { label, keyword, limits } = problem
  const found = shown(problem.value)
  const name = { fr: `« ${label.fr} »`, en: `“${label.en}”` }
  if (keyword === 'minLength' || keyword === 'minItems') return tooShort(name, Number(limits['limit']), keyword === 'minItems')
  if (/^(?:m(?:in|ax)imum|exclusiveM(?:in|ax)imum|max(?:Length|Items))$/.test(keyword)) return outOfRange(name, found, problem)
  switch (keyword) {
    case 'required':
      return { code: 'NODE_PARAM_MISSING', text: { fr: `Le paramètre ${name.fr} doit être rempli.`, en: `The parameter ${name.en} must be filled in.` } }
    case 'type':
      return { code: 'NODE_PARAM_TYPE', text: wrongType(name, textOf(limits['type']), found) }
    case 'enum':
    case 'const':
      return {
        code: 'NODE_PARAM_CHOICE',
        text: {
          fr: `Le paramètre ${name.fr} vaut ${found.fr}, ce qui n’est pas un des choix possibles.`,
          en: `The parameter ${name.en} is ${found.en}, which is none of the possible choices.`,
        },
      }
    case 'additionalProperties':
      return { code: 'NODE_PARAM_UNKNOWN', text: { fr: `Cette étape n’a pas de paramètre ${name.fr}.`, en: `This node has no parameter ${name.en}.` } }
    case 'pattern':
    case 'format':
      return { code: 'NODE_PARAM_FORM', text: { fr: `Le texte de ${name.fr} n’a pas la forme attendue : ${found.fr}.`, en: `The text of ${name.en} doesn’t have the expected form: ${found.en}.` } }
    default:
      return {
        code: 'NODE_PARAM_INVALID',
        text: { fr: `Le paramètre ${name.fr} ne convient pas : ${found.fr}.`, en: `The parameter ${name.en} doesn’t fit: ${found.en}.` },
      }
  }
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value)
}

const typeNames: { readonly [type: string]: LocalizedText } = {
  string: { fr: 'un texte', en: 'a text' },
  number: { fr: 'un nombre', en: 'a number' },
  integer: { fr: 'un nombre entier', en: 'a whole number' },
  boolean: { fr: 'oui ou non', en: 'yes or no' },
  array: { fr: 'une liste', en: 'a list' },
  object: { fr: 'un objet', en: 'an object' },
}

function wrongType(name: LocalizedText, type: string, found: LocalizedText): LocalizedText {
  const wanted = typeNames[type] ?? { fr: type, en: type }
  return {
    fr: `Le paramètre ${name.fr} doit être ${wanted.fr}, mais vaut ${found.fr}.`,
    en: `The parameter ${name.en} must be ${wanted.en}, but is ${found.en}.`,
  }
}

function tooShort(name: LocalizedText, limit: number, isList: boolean): ParamSentence {
  if (limit <= 1)
    return { code: 'NODE_PARAM_EMPTY', text: { fr: `Le paramètre ${name.fr} ne doit pas être vide.`, en: `The parameter ${name.en} must not be empty.` } }
  const unit = isList ? { fr: 'éléments', en: 'elements' } : { fr: 'caractères', en: 'characters' }
  const text = {
    fr: `Le paramètre ${name.fr} doit avoir au moins ${limit} ${unit.fr}.`,
    en: `The parameter ${name.en} must have at least ${limit} ${unit.en}.`,
  }
  return { code: isList ? 'NODE_PARAM_LIST_TOO_SHORT' : 'NODE_PARAM_TEXT_TOO_SHORT', text }
}

function outOfRange(name: LocalizedText, found: LocalizedText, problem: ParamProblem): ParamSentence {
  const limit = textOf(problem.limits['limit'])
  if (problem.keyword.endsWith('inimum')) {
    return {
      code: 'NODE_PARAM_TOO_SMALL',
      text: {
        fr: `Le paramètre ${name.fr} vaut ${found.fr} ; le minimum est ${limit}.`,
        en: `The parameter ${name.en} is ${found.en}; the minimum is ${limit}.`,
      },
    }
  }
  if (problem.keyword.endsWith('aximum')) {
    return {
      code: 'NODE_PARAM_TOO_LARGE',
      text: {
        fr: `Le paramètre ${name.fr} vaut ${found.fr} ; le maximum est ${limit}.`,
        en: `The parameter ${name.en} is ${found.en}; the maximum is ${limit}.`,
      },
    }
  }
  const isList = problem.keyword === 'maxItems'
  const unit = isList ? { fr: 'éléments', en: 'elements' } : { fr: 'caractères', en: 'characters' }
  const text = {
    fr: `Le paramètre ${name.fr} est trop long : au plus ${limit} ${unit.fr}.`,
    en: `The parameter ${name.en} is too long: at most ${limit} ${unit.en}.`,
  }
  return { code: isList ? 'NODE_PARAM_LIST_TOO_LONG' : 'NODE_PARAM_TEXT_TOO_LONG', text }
}

/** The value as a person recognises it, short. */
function shown(value: Json | undefined): LocalizedText {
  if (value === undefined || value === null || value === '') return { fr: 'vide', en: 'empty' }
  if (typeof value === 'boolean') return { fr: value ? 'oui' : 'non', en: value ? 'yes' : 'no' }
  if (Array.isArray(value)) return { fr: 'une liste', en: 'a list' }
  if (typeof value === 'object') return { fr: 'un objet', en: 'an object' }
  const text = String(value)
  const short = text.length > 60 ? `${text.slice(0, 60)}…` : text
  return typeof value === 'number' ? { fr: short, en: short } : { fr: `« ${short} »`, en: `“${short}”` }
}
