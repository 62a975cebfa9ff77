import type { Applied } from './apply-operation.js'
import type { FlowDocument, FlowGroup } from './flow-document.js'
import { inserted, replacedAt, withoutIndex } from './list-edits.js'
import type { FlowOperation, GroupChange } from './operation.js'
import { refusedOperation } from './refused-operation.js'

export function addGroup(document: FlowDocument, { group, at }: { readonly group: FlowGroup; readonly at?: number }): Applied {
  const groups = document.groups ?? []
  if (groups.some((other) => other.id === group.id)) throw refusedOperation('FLOW_GROUP_ID_TAKEN', { id: group.id })
  refuseWrongMembers(document, group)
  return { document: withGroups(document, inserted(groups, group, at)), inverse: { op: 'remove-group', id: group.id } }
}

/** Its nodes stay where they are. */
export function removeGroup(document: FlowDocument, id: string): Applied {
  const { groups, group, index } = findGroup(document, id)
  return { document: withGroups(document, withoutIndex(groups, index)), inverse: { op: 'add-group', group, at: index } }
}

export function changeGroup(document: FlowDocument, { id, change }: { readonly id: string; readonly change: GroupChange }): Applied {
  const { groups, group, index } = findGroup(document, id)
  const folded = change.folded === undefined ? group.folded : (change.folded ?? undefined)
  const next: FlowGroup = { id, name: change.name ?? group.name, nodes: change.nodes ?? group.nodes, ...(folded === undefined ? {} : { folded }) }
  refuseWrongMembers(document, next)
  const back: GroupChange = {
    ...(change.name === undefined ? {} : { name: group.name }),
    ...(change.nodes === undefined ? {} : { nodes: group.nodes }),
    ...(change.folded === undefined ? {} : { folded: group.folded ?? null }),
  }
  return { document: withGroups(document, replacedAt(groups, index, next)), inverse: { op: 'change-group', id, change: back } }
}

/** The groups without a node that goes; one that would be empty goes with it. `restore` are the edits that bring both back, the node being there again. */
export function groupsWithout(document: FlowDocument, node: string): { readonly groups: FlowDocument['groups']; readonly restore: readonly FlowOperation[] } {
  const { groups } = document
  const index = groups?.findIndex(({ nodes }) => nodes.includes(node)) ?? -1
  const group = groups?.[index]
  if (groups === undefined || group === undefined) return { groups, restore: [] }
  const left = group.nodes.filter((id) => id !== node)
  if (left.length === 0) return { groups: listed(withoutIndex(groups, index)), restore: [{ op: 'add-group', group, at: index }] }
  return { groups: replacedAt(groups, index, { ...group, nodes: left }), restore: [{ op: 'change-group', id: group.id, change: { nodes: group.nodes } }] }
}

/** A document without groups has no list of them: as it was before its first one. */
function withGroups(document: FlowDocument, groups: readonly FlowGroup[]): FlowDocument {
  const { groups: _old, ...rest } = document
  return groups.length === 0 ? rest : { ...rest, groups }
}

function listed(groups: readonly FlowGroup[]): FlowDocument['groups'] {
  return groups.length === 0 ? undefined : groups
}

function refuseWrongMembers(document: FlowDocument, { id, nodes }: FlowGroup): void {
  if (nodes.length === 0) throw refusedOperation('FLOW_GROUP_EMPTY', { id })
  const known = new Set(document.nodes.map((node) => node.id))
  const taken = new Set((document.groups ?? []).flatMap((group) => (group.id === id ? [] : group.nodes)))
  for (const node of nodes) {
    if (!known.has(node)) throw refusedOperation('FLOW_NODE_UNKNOWN', { id: node })
    if (taken.has(node)) throw refusedOperation('FLOW_GROUP_NODE_TAKEN', { id: node })
  }
}

function findGroup(document: FlowDocument, id: string): { readonly groups: readonly FlowGroup[]; readonly group: FlowGroup; readonly index: number } {
  const groups = document.groups ?? []
  const index = groups.findIndex((group) => group.id === id)
  const group = groups[index]
  if (group === undefined) throw refusedOperation('FLOW_GROUP_UNKNOWN', { id })
  return { groups, group, index }
}
