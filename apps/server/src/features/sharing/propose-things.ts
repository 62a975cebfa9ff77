import type { ArrivingThing, ThingKind } from '@maillon/api-contract'
import type { FlowNeeds, NamedThing } from '@maillon/compiler'
import type { KnownHere } from './known-here.js'

/** A recipient, group, variable or flow that a flow of a file names. */
export interface ThingNeed extends NamedThing {
  readonly key: string
  readonly kind: ThingKind
}

/** A flow of a file that needs a thing. */
export interface ThingUse {
  readonly need: ThingNeed
  /** Name of the flow. */
  readonly flow: string
  /** What was chosen at the last import of this flow. Null: nothing is known. */
  readonly kept: string | null
}

/** One thing of a file: however many flows name it, it is chosen once. */
export function thingKey(kind: ThingKind, { id, name }: NamedThing): string {
  return `${kind}|${id === '' ? name : id}`.slice(0, 500)
}

export function thingNeeds({ recipients, variables, flows }: FlowNeeds): readonly ThingNeed[] {
  const need = (kind: ThingKind, { id, name }: NamedThing): ThingNeed => ({ key: thingKey(kind, { id, name }), kind, id, name })
  return [...recipients.map(({ kind, ...thing }) => need(kind, thing)), ...variables.map((name) => need('variable', { id: name, name })), ...flows.map((flow) => need('flow', flow))]
}

/**
 * The things of a file, in the order in which they are first named, each with what most likely stands for it here: what stood for it
 * before, the very one, one of the same name. A flow that the file brings is led to by itself, unless another was chosen for it before.
 */
export function proposeThings(uses: readonly ThingUse[], known: KnownHere, placeInFile: ReadonlyMap<string, number>): readonly ArrivingThing[] {
  const byKey = new Map<string, ThingUse[]>()
  for (const use of uses) byKey.set(use.need.key, [...(byKey.get(use.need.key) ?? []), use])
  return [...byKey].map(([key, all]): ArrivingThing => {
    const [{ need }] = all as [ThingUse]
    const inFile = need.kind === 'flow' ? (placeInFile.get(need.id) ?? null) : null
    return { key, kind: need.kind, name: need.name, flows: [...new Set(all.map(({ flow }) => flow))], inFile, proposal: proposalFor(all, known, inFile !== null) }
  })
}

function proposalFor(uses: readonly ThingUse[], known: KnownHere, isInFile: boolean): ArrivingThing['proposal'] {
  const [{ need }] = uses as [ThingUse]
  const kept = uses.find((use) => use.kept !== null && known.named(need.kind, use.kept) !== null)?.kept
  if (kept !== undefined && kept !== null) return { id: kept, because: 'kept' }
  const found = isInFile ? null : known.standsFor(need.kind, need)
  return found === null ? null : { id: found.id, because: found.because }
}
