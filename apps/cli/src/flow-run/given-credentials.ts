import { readFile } from 'node:fs/promises'
import { isJsonObject, parseOutsideJson, type JsonObject } from '@maillon/kernel'
import { credentialTypeOf, type CredentialReader, type OpenedCredential } from '@maillon/vault'
import { CliError } from '../cli-error.js'

/** The credentials of a command: from one file, by the names that the flow uses. They are nowhere else. */
export interface GivenCredentials extends CredentialReader {
  list(): readonly { readonly id: string; readonly name: string; readonly type: string }[]
}

/** Of a file `{ "<name>": { "type": "smtp", "values": { … } } }`; null: none are given. @throws CliError where it is no such file. */
export async function readCredentials(path: string | null): Promise<GivenCredentials> {
  const opened = path === null ? [] : entriesOf(await textOf(path), path)
  return {
    list: () => opened.map(({ id, name, type }) => ({ id, name, type })),
    open: (_workspaceId, id) => Promise.resolve(opened.find((credential) => credential.id === id) ?? null),
  }
}

async function textOf(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => {
    throw new CliError({ fr: `Le fichier d’identifiants « ${path} » ne peut pas être lu.`, en: `The credentials file "${path}" cannot be read.` })
  })
}

function entriesOf(text: string, path: string): readonly OpenedCredential[] {
  const parsed = parseOutsideJson(text)
  if (!parsed.ok || !isJsonObject(parsed.value)) {
    throw new CliError({
      fr: `« ${path} » doit contenir un objet JSON : { "<nom>": { "type": "smtp", "values": { … } } }.`,
      en: `"${path}" must hold a JSON object: { "<name>": { "type": "smtp", "values": { … } } }.`,
    })
  }
  return Object.entries(parsed.value).map(([name, entry]) => openedOf(name, isJsonObject(entry) ? entry : {}))
}

function openedOf(name: string, entry: JsonObject): OpenedCredential {
  const type = typeof entry['type'] === 'string' ? credentialTypeOf(entry['type']) : null
  const values = entry['values']
  if (type === null || values === undefined || !isJsonObject(values)) {
    throw new CliError({ fr: `L’identifiant « ${name} » n’a pas de type connu ou pas de valeurs.`, en: `The credential "${name}" has no known type or no values.` })
  }
  const all = { ...defaultsOf(type.fields), ...values }
  return { id: `given-${name}`, name, type: type.type, values: all, hosts: type.hosts(all) }
}

function defaultsOf(fields: JsonObject): JsonObject {
  const properties = isJsonObject(fields['properties']) ? fields['properties'] : {}
  return Object.fromEntries(Object.entries(properties).flatMap(([field, schema]) => (isJsonObject(schema) && schema['default'] !== undefined ? [[field, schema['default']]] : [])))
}
