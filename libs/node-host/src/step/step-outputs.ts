import { MaillonError, type JsonObject } from '@maillon/kernel'
import type { DatasetRef, DatasetStore, DatasetWriter, Item } from '@maillon/datasets'
import type { OutputPort, OutputStage, RunOutputs } from '@maillon/node-sdk/host'

/** A dataset without items. */
export const emptyDataset: DatasetRef = { kind: 'inline', count: 0, bytes: 0, items: [] }

export interface StepOutputsOptions {
  readonly datasets: DatasetStore
  /** Port ids in plan order. */
  readonly ports: readonly string[]
  /** Makes the name of a writer; asked once for each port that gets an item. */
  readonly nameOf: (port: string) => string
  /** Masks secrets in what leaves the step; null: it has seen none so far. */
  readonly mask: () => ((item: Item) => Item) | null
  /** Of one port, as items are estimated. Absent: any. */
  readonly mostBytes?: number
}

/** The outputs of one attempt, each written as it comes. A port that gives nothing costs nothing. */
export class StepOutputs implements RunOutputs {
  readonly first: OutputPort | null
  readonly setAside: OutputPort
  private readonly sinks: readonly PortSink[]
  private readonly asideSink: PortSink
  private readonly stages = new Set<PortSink>()

  constructor(private readonly options: StepOutputsOptions) {
    this.sinks = options.ports.map((port) => new PortSink(port, options))
    this.asideSink = new PortSink('set-aside', options)
    this.setAside = this.asideSink
    const [first] = this.sinks
    this.first = first === undefined || first.id === 'error' ? null : first
  }

  port(id: string): OutputPort | null {
    for (const sink of this.sinks) if (sink.id === id) return sink
    return null
  }

  /** By index in the plan. Null: the node has no such output. */
  at(index: number): OutputPort | null {
    return this.sinks[index] ?? null
  }

  /** On disk beyond the size of what stands in rows, like any dataset. */
  stage(): OutputStage {
    const sink = new PortSink('staged', this.options)
    this.stages.add(sink)
    const drop = async () => {
      this.stages.delete(sink)
      await sink.abandon()
    }
    return {
      push: (port, { json, files }, bytes) => sink.push({ json: { port: this.sinks.indexOf(port as PortSink), json, bytes }, ...(files === undefined ? {} : { files }) }, bytes),
      give: async () => {
        await this.giveStaged(await sink.finish())
        await drop()
      },
      drop,
    }
  }

  async reset(): Promise<void> {
    for (const sink of [...this.sinks, this.asideSink]) await sink.abandon()
  }

  /** Seals everything: one dataset for each port, in plan order. */
  async finish(): Promise<{ readonly outputs: readonly DatasetRef[]; readonly setAside: DatasetRef | null }> {
    const outputs: DatasetRef[] = []
    for (const sink of this.sinks) outputs.push(await sink.finish())
    const setAside = await this.asideSink.finish()
    return { outputs, setAside: setAside.count === 0 ? null : setAside }
  }

  /** Drops everything, and takes nothing any more (a node that goes on after its attempt was given up). */
  async close(): Promise<void> {
    for (const sink of [...this.sinks, this.asideSink, ...this.stages]) {
      sink.close()
      await sink.abandon()
    }
  }

  private async giveStaged(ref: DatasetRef): Promise<void> {
    for await (const { json: { port, json, bytes }, files } of this.options.datasets.read(ref)) {
      const pending = this.sinks[port as number]?.push({ json: json as JsonObject, ...(files === undefined ? {} : { files }) }, bytes as number)
      if (pending !== undefined) await pending
    }
  }
}

class PortSink implements OutputPort {
  private writer: DatasetWriter | null = null
  private isClosed = false
  private given = 0

  constructor(
    readonly id: string,
    private readonly options: StepOutputsOptions,
  ) {}

  push(item: Item, bytes: number): void | Promise<void> {
    if (this.isClosed) throw new Error('This attempt is over')
    this.given += bytes
    const { mostBytes = Infinity } = this.options
    if (this.given > mostBytes) throw new MaillonError({ code: 'NODE_OUTPUT_TOO_LARGE', kind: 'user', retryable: false, params: { limit: Math.round(mostBytes / 1024 / 1024) } })
    this.writer ??= this.options.datasets.writer(this.options.nameOf(this.id))
    const mask = this.options.mask()
    return this.writer.push(mask === null ? item : mask(item), bytes)
  }

  finish(): Promise<DatasetRef> | DatasetRef {
    this.isClosed = true
    return this.writer === null ? emptyDataset : this.writer.finish()
  }

  close(): void {
    this.isClosed = true
  }

  async abandon(): Promise<void> {
    const { writer } = this
    this.given = 0
    this.writer = null
    await writer?.abandon()
  }
}
