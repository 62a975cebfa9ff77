/**
 * Takes settings that earlier versions of nodes kept over to the newest ones, where these say how (`migrate`).
 *
 * 1. Only what is drawn moves: drafts and documents that come in. What is published is a plan, and keeps the versions it was made with.
 * 2. A node moves whole or not at all; where its package can't, it stays as it is and that is told.
 * 3. Code of others runs in a process of its own, one for all nodes of a package in a document, and never twice for the same settings.
 * What it doesn't do: change ports, lines or accounts; the compiler says what has to be drawn anew.
 */
import type { Json, JsonObject } from '@maillon/kernel'
import type { NodeDescriptor } from '@maillon/node-contract'
import { checkedSettings, migrateSettings } from '@maillon/node-sdk/host'
import type { LoadedDefinition, NodePackages } from '../node-packages.js'
import type { IsolatedPackage } from '../packages/isolated-package.js'
import { Slots } from '../threads/slots.js'
import { migrateInProcess } from './migrate-in-process.js'
import { reasonOf } from './reason-of.js'

/** A node as a document has it. */
export interface DrawnNode {
  readonly id: string
  readonly name: string
  readonly type: string
  readonly version: number
  readonly params: JsonObject
}

export interface MovedNode {
  readonly node: string
  readonly name: string
  readonly type: string
  readonly from: number
  readonly to: number
}

export interface MovedSettings<Document> {
  /** The same object where nothing moved. */
  readonly document: Document
  readonly moved: readonly MovedNode[]
  /** What stayed although it should move, with the reason for the author of the package. */
  readonly unmoved: readonly (MovedNode & { readonly reason: string })[]
}

export interface SettingsMover {
  /** Never rejects for what a package does. */
  move<Document extends { readonly nodes: readonly DrawnNode[] }>(document: Document): Promise<MovedSettings<Document>>
}

/** The settings, or why there are none. */
type Outcome = { readonly params: JsonObject } | { readonly reason: string }

interface Wish {
  readonly node: DrawnNode
  readonly loaded: LoadedDefinition
  readonly newest: NodeDescriptor
}

const mostKept = 500
const processesAtOnce = 2

export function createSettingsMover(packages: NodePackages): SettingsMover {
  // By definition: another version of a package brings other ones, and what the old one gave goes with it.
  const known = new WeakMap<LoadedDefinition, Map<string, Promise<Outcome>>>()
  const slots = new Slots(processesAtOnce)

  function outcomesOf(wishes: readonly Wish[]): ReadonlyMap<DrawnNode, Promise<Outcome>> {
    const outcomes = new Map<DrawnNode, Promise<Outcome>>()
    const asked = new Map<IsolatedPackage, Wish[]>()
    for (const wish of wishes) {
      const { node, loaded } = wish
      const before = known.get(loaded)?.get(keyOf(node))
      if (before !== undefined) outcomes.set(node, before)
      else if (loaded.isolated === undefined) outcomes.set(node, Promise.resolve(moveHere(wish)))
      else asked.set(loaded.isolated, [...(asked.get(loaded.isolated) ?? []), wish])
    }
    for (const [isolated, group] of asked) {
      const together = elsewhere(isolated, group, slots)
      for (const [index, { node, loaded }] of group.entries()) {
        const outcome = together.then((given) => given[index] ?? { reason: 'no answer' })
        keep(known, loaded, { key: keyOf(node), outcome })
        outcomes.set(node, outcome)
      }
    }
    return outcomes
  }

  return {
    async move<Document extends { readonly nodes: readonly DrawnNode[] }>(document: Document): Promise<MovedSettings<Document>> {
      const newest = newestOf(packages)
      const wishes = document.nodes.flatMap((node): readonly Wish[] => {
        const descriptor = newest.get(node.type)
        const loaded = descriptor !== undefined && descriptor.version > node.version ? packages.find(node.type, descriptor.version) : null
        return loaded === null || descriptor === undefined ? [] : [{ node, loaded, newest: descriptor }]
      })
      if (wishes.length === 0) return { document, moved: [], unmoved: [] }
      const outcomes = outcomesOf(wishes)
      const fresh = new Map<DrawnNode, DrawnNode>()
      const moved: MovedNode[] = []
      const unmoved: (MovedNode & { readonly reason: string })[] = []
      for (const { node, newest: { version } } of wishes) {
        const about = { node: node.id, name: node.name, type: node.type, from: node.version, to: version }
        const outcome = (await outcomes.get(node)) ?? { reason: 'no answer' }
        if ('reason' in outcome) unmoved.push({ ...about, reason: outcome.reason })
        else {
          fresh.set(node, { ...node, version, params: outcome.params })
          moved.push(about)
        }
      }
      return { document: moved.length === 0 ? document : { ...document, nodes: document.nodes.map((node) => fresh.get(node) ?? node) }, moved, unmoved }
    },
  }
}

/** The newest version of each type that takes settings over. */
function newestOf({ catalogue }: NodePackages): ReadonlyMap<string, NodeDescriptor> {
  return new Map(catalogue.list().filter(({ earlier }) => earlier !== undefined).map((descriptor) => [descriptor.type, descriptor]))
}

function moveHere({ node, loaded }: Wish): Outcome {
  try {
    return { params: migrateSettings(loaded.definition, node.params, node.version) }
  } catch (error) {
    return { reason: reasonOf(error) }
  }
}

async function elsewhere(isolated: IsolatedPackage, group: readonly Wish[], slots: Slots): Promise<readonly Outcome[]> {
  await slots.take(new AbortController().signal)
  try {
    const given = await migrateInProcess(isolated, group.map(({ node, newest }) => ({ type: node.type, version: newest.version, fromVersion: node.version, params: node.params })))
    return given.map((one) => ('reason' in one ? one : checked(one.value)))
  } finally {
    slots.giveBack()
  }
}

function checked(value: Json): Outcome {
  try {
    return { params: checkedSettings(value) }
  } catch (error) {
    return { reason: reasonOf(error) }
  }
}

function keep(known: WeakMap<LoadedDefinition, Map<string, Promise<Outcome>>>, loaded: LoadedDefinition, { key, outcome }: { readonly key: string; readonly outcome: Promise<Outcome> }): void {
  const own = known.get(loaded) ?? new Map<string, Promise<Outcome>>()
  known.set(loaded, own)
  own.set(key, outcome)
  // The oldest goes first.
  if (own.size > mostKept) own.delete(own.keys().next().value ?? '')
}

function keyOf({ version, params }: DrawnNode): string {
  return `${version}\n${JSON.stringify(params)}`
}
