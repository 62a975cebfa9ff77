import { quoted } from './diff-text.js'
import type { FlowChange } from './flow-change.js'
import type { FlowDocument, FlowGroup } from './flow-document.js'
import { sameJson } from './same-json.js'

/** Frames that came, went or changed: cosmetic, all of them. */
export function diffGroups(before: FlowDocument, after: FlowDocument): readonly FlowChange[] {
  const old = new Map((before.groups ?? []).map((group) => [group.id, group]))
  const fresh = new Set((after.groups ?? []).map(({ id }) => id))
  const removed = (before.groups ?? []).filter(({ id }) => !fresh.has(id))
  const changes = (after.groups ?? []).flatMap((group): readonly FlowChange[] => {
    const previous = old.get(group.id)
    if (previous === undefined) return [change('group-added', group, { fr: 'a été ajouté', en: 'was added' })]
    return sameJson(previous, group) ? [] : [change('group-changed', group, { fr: 'a changé', en: 'has changed' })]
  })
  const gone = removed.map((group) => change('group-removed', group, { fr: 'a été supprimé', en: 'was removed' }))
  return [...changes, ...gone, ...(isReordered(before, after) ? [{ kind: 'group-changed', isCosmetic: true, text: { fr: 'L’ordre des groupes a changé', en: 'The order of the groups has changed' } } as const] : [])]
}

function change(kind: 'group-added' | 'group-changed' | 'group-removed', { id, name }: FlowGroup, what: FlowChange['text']): FlowChange {
  const { fr, en } = quoted(name)
  return { kind, node: id, isCosmetic: true, text: { fr: `Le groupe ${fr} ${what.fr}`, en: `The group ${en} ${what.en}` } }
}

function isReordered(before: FlowDocument, after: FlowDocument): boolean {
  const [one, other] = [ids(before), ids(after)]
  return one.filter((id) => other.includes(id)).join() !== other.filter((id) => one.includes(id)).join()
}

function ids({ groups }: FlowDocument): readonly string[] {
  return (groups ?? []).map(({ id }) => id)
}
