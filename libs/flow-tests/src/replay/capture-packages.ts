import type { Item } from '@maillon/datasets'
import { MaillonError, type Json, type JsonObject } from '@maillon/kernel'
import { inputPorts } from '@maillon/node-contract'
import type { LoadedDefinition, NodePackages } from '@maillon/node-host'
import type { AllContext, ItemContext, NodeDefinition } from '@maillon/node-sdk'
import { withoutFileIds } from '../comparable-row.js'

/** Rows of an input that stand in a request; the rest is counted. */
const shownRows = 1000

/** One call as a step would have made it. */
export interface CapturedCall {
  /** Its preview, or its resolved parameters. */
  readonly request: JsonObject
  readonly isPreview: boolean
  /** The row that it was for, or what came in at its ports. */
  readonly input: JsonObject
}

/** Told what a step would have asked of the outside, under its idempotency key. */
export type RequestSink = (stepKey: string, call: CapturedCall) => void

/**
 * The same packages with nodes that do nothing but say what they would ask of the outside: their preview, else their resolved parameters.
 * A preview that wants the outside itself is refused it, and the parameters stand in.
 */
export function capturePackages(packages: NodePackages, sink: RequestSink): NodePackages {
  const known = new Map<LoadedDefinition, LoadedDefinition>()
  return {
    catalogue: packages.catalogue,
    problems: packages.problems,
    find(type, version) {
      const loaded = packages.find(type, version)
      if (loaded === null) return null
      const capturing = known.get(loaded) ?? { definition: capturingDefinition(loaded, sink), module: null }
      known.set(loaded, capturing)
      return capturing
    },
  }
}

function capturingDefinition({ definition: loaded, isolated }: LoadedDefinition, sink: RequestSink): NodeDefinition {
  // Code of others runs in processes of its own only: its parameters stand for its preview.
  const { preview: _preview, ...unseen } = loaded
  const definition: NodeDefinition = isolated === undefined ? loaded : unseen
  const { effectsWhen: _, ...descriptor } = definition.descriptor
  return {
    brand: definition.brand,
    descriptor: { ...descriptor, effects: 'none', light: false, heavy: false },
    async runItem(context) {
      const own = context as unknown as ItemContext<JsonObject>
      const preview = await previewOf(definition, own)
      sink(own.idempotencyKey.slice(0, -`-i${own.index}`.length), { request: asJson(preview ?? own.params), isPreview: preview !== null, input: asJson(own.item.json) })
      return null
    },
    async run(context) {
      const own = context as unknown as AllContext<JsonObject>
      const { inputs, counts } = await readInputs(definition, own)
      const replayed = { ...own, input: (port?: string) => streamOf(inputs.get(port ?? 'main') ?? []) }
      const preview = await previewOf(definition, replayed)
      const input = Object.fromEntries([...inputs].filter(([, items]) => items.length > 0).map(([port, items]) => [port, { count: counts.get(port) ?? 0, rows: items.map(({ json }) => json) }]))
      sink(own.idempotencyKey, { request: asJson(preview ?? own.params), isPreview: preview !== null, input: asJson(input) })
    },
  }
}

async function readInputs(definition: NodeDefinition, context: AllContext<JsonObject>): Promise<{ readonly inputs: ReadonlyMap<string, readonly Item[]>; readonly counts: ReadonlyMap<string, number> }> {
  const inputs = new Map<string, Item[]>()
  const counts = new Map<string, number>()
  for (const { id } of inputPorts(definition.descriptor, context.params)) {
    const items: Item[] = []
    let count = 0
    for await (const item of context.input(id)) {
      count += 1
      if (items.length < shownRows) items.push(item)
    }
    inputs.set(id, items)
    counts.set(id, count)
  }
  return { inputs, counts }
}

async function* streamOf(items: readonly Item[]): AsyncGenerator<Item> {
  for (const item of items) yield await Promise.resolve(item)
}

async function previewOf(definition: NodeDefinition, context: ItemContext<JsonObject> | AllContext<JsonObject>): Promise<JsonObject | null> {
  if (definition.preview === undefined) return null
  try {
    return await definition.preview(offline(context) as ItemContext<never>)
  } catch {
    return null
  }
}

/** Without ways out, and with a key that is the same in every flow. */
function offline<Context extends ItemContext<JsonObject> | AllContext<JsonObject>>(context: Context): Context {
  const refuse = () => Promise.reject(new MaillonError({ code: 'TEST_ANSWER_MISSING', kind: 'user', retryable: false }))
  return { ...context, idempotencyKey: 'test', http: { request: refuse }, resolveHost: refuse, credential: () => Promise.resolve(null) }
}

function asJson(value: JsonObject): JsonObject {
  return withoutFileIds(JSON.parse(JSON.stringify(value)) as Json) as JsonObject
}
