import type { FlowDocument } from '@maillon/flow-document'
import type { JsonObject } from '@maillon/kernel'
import type { ForeignEntry } from '../conversion.js'
import { foreignFlowId } from '../flow-id.js'
import { foreignLimits } from '../foreign-limits.js'
import { shortened } from '../foreign-title.js'
import { textAt } from '../read-json.js'
import { convertPart, type Subflow } from './convert-part.js'
import { partsOfTabs } from './red-groups.js'
import { aboutOf, isSettings, readRedNode } from './red-node.js'

export interface ConvertedNodeRed {
  readonly documents: readonly FlowDocument[]
  readonly entries: readonly ForeignEntry[]
}

/**
 * The elements of a Node-RED file as documents of ours: one for each tab (for several where links join them), one for each subflow.
 *
 * @param name what a flow is called that stands on no tab with a name.
 */
export function convertNodeRed(given: readonly JsonObject[], name: string): ConvertedNodeRed {
  const elements = withUniqueIds(given)
  const of = (type: string) => elements.filter((element) => textAt(element, 'type') === type)
  const [tabs, definitions] = [of('tab'), of('subflow')]
  const subflows = new Map(definitions.map((definition, index): [string, Subflow] => [textAt(definition, 'id'), { id: foreignFlowId('node-red', textAt(definition, 'id'), JSON.stringify(definition['id'])), name: shortened(textAt(definition, 'name') || `${name} ${index + 1}`, 200), definition }]))
  const shared = elements.filter((element) => !structural.has(textAt(element, 'type')) && isSettings(element))
  const nodes = elements.filter((element) => !structural.has(textAt(element, 'type')) && !isSettings(element)).map(readRedNode)
  const groups = of('group')
  const onTabs = partsOfTabs(tabs, nodes.filter((node) => !subflows.has(textAt(node.raw, 'z')))).slice(0, foreignLimits.flows)
  const parts = [
    ...onTabs.map((part, place) => {
      const labels = part.tabs.map((id) => textAt(tabs.find((tab) => textAt(tab, 'id') === id), 'label')).filter((label) => label !== '')
      const title = labels.join(' + ') || (onTabs.length === 1 ? name : `${name} ${place + 1}`)
      const id = foreignFlowId('node-red', '', part.nodes.map((node) => node.id).join('\n'))
      return { nodes: part.nodes, subflow: null, id, title, tabs: tabs.filter((tab) => part.tabs.includes(textAt(tab, 'id'))) }
    }),
    ...[...subflows].map(([z, subflow]) => ({ nodes: nodes.filter((node) => textAt(node.raw, 'z') === z), subflow, id: subflow.id, title: subflow.name, tabs: [] as readonly JsonObject[] })),
  ]
  const converted = parts.map((part, place) => convertPart({ ...part, place, subflows, groups: groups.filter((group) => part.nodes.some((node) => node.raw['g'] === group['id'])) }))
  return {
    documents: converted.map(({ document }) => document),
    entries: [...converted.flatMap(({ entries }) => entries), ...shared.map(sharedEntry), ...structuralEntries(elements, parts.map((part) => ({ tabs: part.tabs, subflow: part.subflow })))],
  }
}

const structural: ReadonlySet<string> = new Set(['tab', 'subflow', 'group'])

/** Settings that nodes share, a broker or a certificate: what they hold becomes an account, chosen here. */
function sharedEntry(element: JsonObject): ForeignEntry {
  const node = readRedNode(element)
  return { flow: null, ...aboutOf(node), node: null, nodeType: null, verdict: 'look', reasons: [{ code: 'FOREIGN_SETTINGS', params: { type: shortened(node.type, 100) } }] }
}

function structuralEntries(elements: readonly JsonObject[], parts: readonly { readonly tabs: readonly JsonObject[]; readonly subflow: Subflow | null }[]): readonly ForeignEntry[] {
  return elements.filter((element) => structural.has(textAt(element, 'type'))).map((element) => {
    const place = parts.findIndex(({ tabs, subflow }) => tabs.includes(element) || subflow?.definition === element)
    return { flow: place === -1 ? null : place, ...aboutOf(readRedNode(element)), node: null, nodeType: null, verdict: 'mapped', reasons: [] }
  })
}

/** An id that is there twice is no id: the second one stands by itself. */
function withUniqueIds(elements: readonly JsonObject[]): readonly JsonObject[] {
  const taken = new Set<string>()
  return elements.map((element) => {
    const id = textAt(element, 'id')
    if (!taken.has(id)) {
      taken.add(id)
      return element
    }
    let fresh = `${id}#2`
    for (let number = 3; taken.has(fresh); number += 1) fresh = `${id}#${number}`
    taken.add(fresh)
    return { ...element, id: fresh }
  })
}

