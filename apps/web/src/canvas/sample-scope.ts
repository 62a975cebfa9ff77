import type { ObservedData } from '@maillon/api-contract'
import type { FlowShapes } from '@maillon/compiler'
import { scopeWith, type Scope } from '@maillon/expressions'
import type { FlowDocument, FlowNode } from '@maillon/flow-document'
import type { JsonObject, Locale } from '@maillon/kernel'
import type { NodeCatalogue } from '@maillon/node-contract'

/** Rows by node id and port: what is pinned, else what the last runs gave, else the examples of the definitions. */
export type Samples = { readonly [node: string]: { readonly [port: string]: readonly JsonObject[] } }

export function samplesOf(document: FlowDocument, catalogue: NodeCatalogue, observed: ObservedData | undefined): Samples {
  const seen = observed === undefined ? {} : rowsSeen(observed)
  return Object.fromEntries(document.nodes.map((node) => [node.id, node.pinned ?? seen[node.id] ?? catalogue.get(node.type, node.version)?.sample ?? {}]))
}

/** Where the rows of a node come from. */
export type SampleOrigin = 'pinned' | 'seen' | 'example'

export function originOf(node: FlowNode, observed: ObservedData | undefined): SampleOrigin {
  if (node.pinned !== undefined) return 'pinned'
  return observed?.nodes[node.id] === undefined ? 'example' : 'seen'
}

/** What the last runs gave, as far as it was kept. */
export function rowsSeen(observed: ObservedData): Samples {
  return Object.fromEntries(Object.entries(observed.nodes).map(([node, ports]) => [node, Object.fromEntries(Object.entries(ports).map(([port, { sample }]) => [port, sample.map(({ json }) => json)]))]))
}

export interface SampleScopeOptions {
  readonly node: string
  readonly flow: { readonly id: string; readonly name: string }
  readonly shapes: FlowShapes
  readonly samples: Samples
  /** Ids of the flow's triggers; the first that has a row stands for the one that will start it. */
  readonly triggers: readonly string[]
  readonly timeZone: string
  readonly locale: Locale
  /** ISO 8601. */
  readonly now: string
}

/** The scope in which a parameter's live value is worked out: the first row that comes in, and the sample rows of the nodes before. */
export function sampleScope({ node, flow, shapes, samples, triggers, timeZone, locale, now }: SampleScopeOptions): Scope {
  const [firstInput] = Object.values(shapes.node(node)?.inputs ?? {})
  const known = (firstInput?.fields ?? []).flatMap((field) => (field.sample === undefined ? [] : [[field.name, field.sample] as const]))
  return scopeWith({
    item: known.length === 0 ? null : Object.fromEntries(known),
    index: known.length === 0 ? null : 0,
    now,
    timeZone,
    locale,
    run: { id: '', startedAt: now, instant: now },
    flow: { id: flow.id, name: flow.name },
    trigger: triggers.flatMap((id) => Object.values(samples[id] ?? {})[0] ?? []).at(0) ?? null,
    node: (id, port) => {
      const ports = samples[id]
      const rows = ports === undefined ? undefined : port === null ? Object.values(ports)[0] : ports[port]
      return rows === undefined ? null : { first: () => rows[0] ?? null, all: () => rows, same: () => rows[0] ?? null }
    },
  })
}
