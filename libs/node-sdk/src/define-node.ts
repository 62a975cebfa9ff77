import type { Json, JsonObject, LocalizedText } from '@maillon/kernel'
import type { CredentialSlot, EarlierSettings, Effects, NodeConstruct, NodeDescriptor, NodeExample, NodeGroup, NodeMode, OutputShape, ParamsSchema, PortsSpec, TriggerKind } from '@maillon/node-contract'
import type { FileRef } from '@maillon/datasets'
import type { Static, TObject } from 'typebox'
import type { AllContext, ItemContext, Suspend } from './context.js'
import type { LookContext, LookReport } from './look.js'

/**
 * What `runItem` may give: an object (the new item on `main`, with the incoming files), one or several emissions made
 * by `out`, or null (nothing leaves). Many emissions (the pages of an API) are given as a stream: they are never all in memory at once, and
 * leave nothing behind either where the item fails half-way.
 */
export type ItemResult = JsonObject | Emission | readonly Emission[] | AsyncIterable<Emission> | null

const emissionBrand: unique symbol = Symbol.for('maillon.emission/1')

export interface Emission {
  readonly [emissionBrand]: true
  readonly json: JsonObject
  readonly files?: { readonly [name: string]: FileRef }
  readonly port: string
}

/** An item for a port (default `main`) with files of its own. */
export function out(json: JsonObject, options: { readonly port?: string; readonly files?: { readonly [name: string]: FileRef } } = {}): Emission {
  return { [emissionBrand]: true, json, port: options.port ?? 'main', ...(options.files === undefined ? {} : { files: options.files }) }
}

export function isEmission(value: unknown): value is Emission {
  return typeof value === 'object' && value !== null && (value as { [emissionBrand]?: unknown })[emissionBrand] === true
}

/** What an author writes. Everything with a default may be left out. */
export interface NodeSpec<Schema extends TObject> {
  readonly type: string
  /** Default 1. */
  readonly version?: number
  readonly title: LocalizedText
  readonly description: LocalizedText
  readonly keywords?: { readonly fr: readonly string[]; readonly en: readonly string[] }
  readonly icon: string
  readonly group: NodeGroup
  readonly trigger?: TriggerKind
  readonly params: Schema
  /** Default: one required port `main`; none for triggers. */
  readonly inputs?: PortsSpec
  /** Default: one port `main`. */
  readonly outputs?: PortsSpec
  /** Part of the language, see `NodeDescriptor`. Only the product's own packages are believed. */
  readonly construct?: NodeConstruct
  readonly effects: Effects
  /** Where they depend on a parameter: see `NodeDescriptor`. */
  readonly effectsWhen?: NonNullable<NodeDescriptor['effectsWhen']>
  readonly light?: boolean
  /** Runs in a thread of its own with a memory limit (big or hostile files). Default false. */
  readonly heavy?: boolean
  readonly runOnEmpty?: boolean
  readonly keepsRows?: boolean
  readonly credentials?: readonly CredentialSlot[]
  readonly outputShapes?: { readonly [port: string]: OutputShape }
  /** Default 300,000. */
  readonly timeoutMs?: number
  readonly examples?: readonly NodeExample[]
  readonly sample?: { readonly [port: string]: readonly JsonObject[] }
  readonly words: LocalizedText
  /** The mode that a new node starts with, where both can be chosen. Default `each`. */
  readonly defaultMode?: NodeMode
  /** Which of the two stand here decides the modes (`each` first where both do, but for `defaultMode`). Triggers have neither. */
  readonly runItem?: (context: ItemContext<Static<Schema>>) => ItemResult | Promise<ItemResult>
  readonly run?: (context: AllContext<Static<Schema>>) => void | Suspend | Promise<void | Suspend>
  /** Triggers of the kind `watch` only: one look at the outside world, see `LookContext`. */
  readonly look?: (context: LookContext<Static<Schema>>) => Promise<LookReport>
  /** For `write` nodes in a dry run: what would be done, in a sentence and as data. Default: the resolved parameters. */
  readonly preview?: (context: ItemContext<Static<Schema>> | AllContext<Static<Schema>>) => JsonObject | Promise<JsonObject>
  /** Takes settings of an earlier version over, see `NodeDefinition.migrate`. Its `earlier` are examples of it. */
  readonly migrate?: Migrate
  /** Settings as earlier versions kept them, and what `migrate` makes of them; at least one where there is a `migrate`. */
  readonly earlier?: readonly EarlierSettings[]
}

/**
 * Settings that an earlier version kept, as this one wants them. They stand as drawn: texts may hold `{{…}}`, and what the person hasn't filled
 * in is absent. Pure: the same settings always give the same ones. What is given may be changed in place.
 */
export type Migrate = (params: Record<string, Json>, fromVersion: number) => JsonObject

/** A node definition: its descriptor (JSON) and its code. */
export interface NodeDefinition {
  readonly brand: 'maillon.node/1'
  readonly descriptor: NodeDescriptor
  // The schema has checked what comes in; the static type is the author's own.
  readonly runItem?: (context: ItemContext<never>) => ItemResult | Promise<ItemResult>
  readonly run?: (context: AllContext<never>) => void | Suspend | Promise<void | Suspend>
  readonly look?: (context: LookContext<never>) => Promise<LookReport>
  readonly preview?: (context: ItemContext<never> | AllContext<never>) => JsonObject | Promise<JsonObject>
  /** Called by `migrateSettings` only, where a draft that an earlier version was drawn in is opened, compiled or imported. */
  readonly migrate?: Migrate
}

const mainInput: PortsSpec = [{ id: 'main', label: { fr: 'Entrée', en: 'Input' }, required: true }]
const mainOutput: PortsSpec = [{ id: 'main', label: { fr: 'Sortie', en: 'Output' } }]

const defaults = {
  version: 1,
  keywords: { fr: [], en: [] },
  outputs: mainOutput,
  light: false,
  heavy: false,
  runOnEmpty: false,
  keepsRows: false,
  credentials: [],
  outputShapes: {},
  timeoutMs: 300_000,
  examples: [],
} satisfies Partial<NodeDescriptor>

/** Make a node of what its author wrote: fills the defaults in. What is wrong with it, the conformance kit says. */
export function defineNode<Schema extends TObject>(spec: NodeSpec<Schema>): NodeDefinition {
  const { runItem, run, look, preview, migrate, defaultMode: _, params, ...described } = spec
  const descriptor: NodeDescriptor = {
    ...defaults,
    inputs: spec.trigger === undefined ? mainInput : [],
    ...described,
    params: JSON.parse(JSON.stringify(params)) as ParamsSchema,
    modes: modesOf(spec),
    ...(migrate === undefined ? {} : { earlier: spec.earlier ?? [] }),
  }
  return {
    brand: 'maillon.node/1',
    descriptor,
    ...(runItem === undefined ? {} : { runItem: runItem as NonNullable<NodeDefinition['runItem']> }),
    ...(run === undefined ? {} : { run: run as NonNullable<NodeDefinition['run']> }),
    ...(look === undefined ? {} : { look: look as NonNullable<NodeDefinition['look']> }),
    ...(preview === undefined ? {} : { preview: preview as NonNullable<NodeDefinition['preview']> }),
    ...(migrate === undefined ? {} : { migrate }),
  }
}

function modesOf({ runItem, run, trigger, construct, defaultMode }: { readonly runItem?: unknown; readonly run?: unknown; readonly trigger?: unknown; readonly construct?: unknown; readonly defaultMode?: NodeMode }): readonly NodeMode[] {
  const modes: NodeMode[] = []
  if (runItem !== undefined) modes.push('each')
  if (run !== undefined || trigger !== undefined || construct !== undefined) modes.push('all')
  return defaultMode === 'all' ? modes.reverse() : modes
}
