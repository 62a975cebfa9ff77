import { isJsonArray, type JsonObject } from '@maillon/kernel'
import type { ForeignEntry } from '../conversion.js'
import { shortened } from '../foreign-title.js'
import { listAt, textAt } from '../read-json.js'
import { stripSecrets } from '../strip-secrets.js'

/** An element of a Node-RED file that stands on a tab or in a subflow. */
export interface RedNode {
  readonly id: string
  readonly type: string
  /** As people see it; the type where it has no name. */
  readonly name: string
  readonly raw: JsonObject
  /** Ids by output. */
  readonly wires: readonly (readonly string[])[]
  /** Names of the fields in which a secret stood, which was left out. */
  readonly secrets: readonly string[]
}

export function readRedNode(given: JsonObject): RedNode {
  const { value: raw, places: secrets } = stripSecrets(given)
  const type = textAt(raw, 'type')
  const name = textAt(raw, 'name').trim() || textAt(raw, 'label').trim()
  return { id: textAt(raw, 'id'), type, name: name === '' ? type : name, raw, wires: listAt(raw, 'wires').map((output) => (isJsonArray(output) ? output.filter((id) => typeof id === 'string') : [])), secrets }
}

/** Tabs, subflows and groups are no nodes; what has neither place nor wires holds settings that nodes share. */
export function isSettings(raw: JsonObject): boolean {
  return !isJsonArray(raw['wires']) && raw['x'] === undefined
}

/** What the report says of it. */
export function aboutOf({ id, name, type }: RedNode): Pick<ForeignEntry, 'id' | 'name' | 'type'> {
  return { id: shortened(id, 200), name: shortened(name, 200), type: shortened(type, 200) }
}
