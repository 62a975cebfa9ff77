import type { Item } from '@maillon/datasets'
import type { OutputPort, OutputStage, RunOutputs } from '../host/definition-run.js'

/** Outputs kept (or only counted) in memory. */
export interface CollectedOutputs extends RunOutputs {
  readonly items: { readonly [port: string]: readonly Item[] }
  readonly counts: { readonly [port: string]: number }
  readonly asideItems: readonly Item[]
}

export function collectOutputs(ports: readonly string[], keepItems: boolean): CollectedOutputs {
  const items: Record<string, Item[]> = Object.fromEntries(ports.map((port) => [port, []]))
  const counts: Record<string, number> = Object.fromEntries(ports.map((port) => [port, 0]))
  const asideItems: Item[] = []
  const sinks = new Map<string, OutputPort>(ports.map((port) => [port, { push: (item) => take(port, item) }]))
  const take = (port: string, item: Item) => {
    counts[port] = (counts[port] ?? 0) + 1
    if (keepItems) items[port]?.push(item)
  }
  return {
    items,
    counts,
    asideItems,
    port: (id) => sinks.get(id) ?? null,
    first: ports[0] === undefined || ports[0] === 'error' ? null : (sinks.get(ports[0]) ?? null),
    stage: inMemoryStage,
    setAside: { push: (item) => void asideItems.push(item) },
    async reset() {
      for (const port of ports) {
        items[port] = []
        counts[port] = 0
      }
      asideItems.length = 0
    },
  }
}

function inMemoryStage(): OutputStage {
  let held: (() => void | Promise<void>)[] = []
  return {
    push: (port, item, bytes) => void held.push(() => port.push(item, bytes)),
    async give() {
      for (const push of held) await push()
    },
    drop() {
      held = []
      return Promise.resolve()
    },
  }
}
