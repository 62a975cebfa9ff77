import { readFile } from 'node:fs/promises'
import { isJsonObject, parseOutsideJson, type Json } from '@maillon/kernel'
import { CliError } from '../cli-error.js'

export type Variables = { readonly [name: string]: string | number | boolean }

const nameForm = /^[A-Za-z][A-Za-z0-9_]{0,59}$/

/** Of a file `{ "<name>": value }` and of `--variable name=value`, which goes before it. Null: none were given. @throws CliError where these are no variables */
export async function givenVariables({ variables, variable }: { readonly variables?: string; readonly variable: readonly string[] }): Promise<Variables | null> {
  if (variables === undefined && variable.length === 0) return null
  return { ...(variables === undefined ? {} : ofFile(await textOf(variables), variables)), ...Object.fromEntries(variable.map(ofWord)) }
}

async function textOf(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => {
    throw new CliError({ fr: `Le fichier de variables « ${path} » ne peut pas être lu.`, en: `The variables file "${path}" cannot be read.` })
  })
}

function ofFile(text: string, path: string): Variables {
  const parsed = parseOutsideJson(text)
  const entries = parsed.ok && isJsonObject(parsed.value) ? Object.entries(parsed.value) : null
  if (entries === null || !entries.every((entry): entry is [string, string | number | boolean] => nameForm.test(entry[0]) && isPlain(entry[1]))) {
    throw new CliError({
      fr: `« ${path} » doit contenir un objet JSON de textes, de nombres et de oui/non : { "taux": 0.2, "ville": "Lyon" }.`,
      en: `"${path}" must hold a JSON object of texts, numbers and yes/no: { "rate": 0.2, "town": "Lyon" }.`,
    })
  }
  return Object.fromEntries(entries)
}

/** What reads as a number or as true/false is one, as it would be in the file. */
function ofWord(word: string): readonly [string, string | number | boolean] {
  const at = word.indexOf('=')
  const [name, text] = [word.slice(0, Math.max(0, at)), word.slice(at + 1)]
  if (!nameForm.test(name)) throw new CliError({ fr: `--variable ${word} : nom=valeur est attendu.`, en: `--variable ${word}: name=value is expected.` })
  const parsed = parseOutsideJson(text)
  return [name, parsed.ok && (typeof parsed.value === 'number' || typeof parsed.value === 'boolean') ? parsed.value : text]
}

function isPlain(value: Json): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value)
}
