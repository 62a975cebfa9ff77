import { isJsonObject, type Json, type JsonObject } from '@maillon/kernel'
import { at, listAt, numberAt as plainNumberAt, objectAt, textAt } from '../read-json.js'
import { stripSecrets } from '../strip-secrets.js'

/** A node of an n8n workflow as far as it is looked at. */
export interface N8nNode {
  readonly id: string
  /** n8n's own references go by it. */
  readonly name: string
  /** As it stands there: `n8n-nodes-base.httpRequest`. */
  readonly type: string
  /** Of n8n's own nodes: `httpRequest`. Of others: the whole type. */
  readonly kind: string
  readonly version: number
  readonly params: JsonObject
  readonly raw: JsonObject
  /** Names of the fields in which a secret stood, which was left out. */
  readonly secrets: readonly string[]
}

const ownPackage = 'n8n-nodes-base.'

export function readN8nNode(raw: Json, index: number): N8nNode {
  const { value: node, places: secrets } = stripSecrets(objectAt(raw))
  const type = textAt(node, 'type')
  return {
    id: textAt(node, 'id') || `#${index + 1}`,
    name: textAt(node, 'name') || `#${index + 1}`,
    type,
    kind: type.startsWith(ownPackage) ? type.slice(ownPackage.length) : type,
    version: numberAt(node, 'typeVersion') ?? 1,
    params: objectAt(node, 'parameters'),
    raw: node,
    secrets,
  }
}

/** The value of a parameter that is chosen from a list, by id or by address: `{ __rl: true, mode, value, cachedResultName }`. */
export function chosen(value: Json | undefined): { readonly value: string; readonly name: string } {
  if (!isJsonObject(value)) return { value: textAt(value), name: '' }
  return { value: textAt(value, 'value'), name: textAt(value, 'cachedResultName') }
}

/** Name of the account that the node uses; null: none. */
export function accountOf(node: N8nNode): string | null {
  for (const account of Object.values(objectAt(node.raw, 'credentials'))) {
    const name = typeof account === 'string' ? account : textAt(account, 'name')
    if (name !== '') return name
  }
  return null
}

/** The account that the node uses, as the one in this slot; nothing where it uses none. */
export function accountIn(slot: string, node: N8nNode): { readonly credentials?: { readonly [slot: string]: string } } {
  const account = accountOf(node)
  return account === null ? {} : { credentials: { [slot]: account } }
}

/** The first of a parameter's names that isn't empty, whether it was chosen from a list or written. */
export function chosenText(value: Json | undefined): string {
  return chosen(value).value
}

/** The parameter that an older or a newer version of the node has under another name. */
export function firstText(params: JsonObject, ...names: readonly string[]): string {
  for (const name of names) {
    const found = textAt(params, name)
    if (found !== '') return found
  }
  return ''
}

/** A number, also where it was written as an expression without anything to compute (`=5`). */
export function numberAt(value: Json | undefined, ...keys: readonly (string | number)[]): number | null {
  const found = at(value, ...keys)
  return plainNumberAt(typeof found === 'string' && found.startsWith('=') ? found.slice(1) : found)
}

export { at, listAt, objectAt, textAt }
