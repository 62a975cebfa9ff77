/**
 * Mode `each`: the node once for each item of its first input.
 *
 * 1. What an item gave is checked as a whole before any of it leaves: a failed item leaves nothing behind. A stream waits on a stage for its
 *    end; where any failed item ends the attempt, and with it all that was given, it may leave as it comes.
 * 2. No waiting where nothing has to be waited for; but the thread is let go for others every few milliseconds.
 * 3. A field that the node looks up and no row has is a mistake in the settings: the step fails as a whole, and nothing that it gave stays.
 * 4. An error of an output (the store) or an abort is never an item's failure.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { isItemStream, normaliseItem, type Item, type NormalItem } from '@maillon/datasets'
import { MaillonError, toErrorInfo, type JsonObject } from '@maillon/kernel'
import { effectsOf } from '@maillon/node-contract'
import type { ItemContext } from '../context.js'
import { isEmission, type Emission, type ItemResult } from '../define-node.js'
import { asyncOver } from './async-over.js'
import type { DefinitionRun, OutputPort, RunReport } from './definition-run.js'
import { FailedItems } from './failed-items.js'
import { previewOf } from './preview-of.js'
import { RowFieldWatch } from './row-fields.js'
import { ContextMaker } from './run-contexts.js'

const turnMs = 15
const itemsBetweenLooks = 64

interface Outgoing extends NormalItem {
  readonly port: OutputPort
}

export async function runEach(run: DefinitionRun): Promise<RunReport> {
  const loop = new ItemLoop(run)
  const items = run.input()
  let index = 0
  for await (const batch of batchesOf(items)) {
    for (const item of batch) {
      const pending = loop.take(item, index)
      if (pending !== undefined) await pending
      index += 1
    }
  }
  const problem = loop.fields.problem()
  if (problem !== null) {
    // Rule 3.
    await run.outputs.reset()
    loop.failed.forget()
    await loop.failed.handleWhole(problem, asyncOver(run.input()))
  }
  return loop.failed.report()
}

function batchesOf(items: readonly Item[] | AsyncIterable<Item>): Iterable<readonly Item[]> | AsyncIterable<readonly Item[]> {
  if (Array.isArray(items)) return [items as readonly Item[]]
  return isItemStream(items) ? items.batches() : oneByOne(items as AsyncIterable<Item>)
}

async function* oneByOne(items: AsyncIterable<Item>): AsyncGenerator<readonly Item[]> {
  for await (const item of items) yield [item]
}

class ItemLoop {
  readonly failed: FailedItems
  readonly fields: RowFieldWatch
  private readonly fixedParams: JsonObject | null
  private readonly act: ItemAction
  private readonly contexts: ContextMaker
  private turnStartedAt: number

  constructor(private readonly run: DefinitionRun) {
    this.failed = new FailedItems(run)
    this.fields = new RowFieldWatch(run.params.rowFields, run.frame.facts.knownFields(null))
    this.fixedParams = run.params.dependsOnItem ? null : run.params.once()
    this.act = actionOf(run)
    this.contexts = new ContextMaker(run.frame)
    this.turnStartedAt = run.frame.services.now()
  }

  take(item: Item, index: number): void | Promise<void> {
    this.run.frame.facts.signal.throwIfAborted()
    if (index % itemsBetweenLooks === itemsBetweenLooks - 1 && this.isTurnOver()) return this.takeInNextTurn(item, index)
    return this.call(item, index)
  }

  private isTurnOver(): boolean {
    return this.run.frame.services.now() - this.turnStartedAt >= turnMs
  }

  private async takeInNextTurn(item: Item, index: number): Promise<void> {
    await nextTurn()
    this.turnStartedAt = this.run.frame.services.now()
    this.run.frame.facts.signal.throwIfAborted()
    await this.call(item, index)
  }

  private call(item: Item, index: number): void | Promise<void> {
    this.fields.look(item.json, index)
    let outgoing: readonly Outgoing[] | Outgoing | null
    try {
      const params = this.fixedParams ?? this.run.params.forItem(item, index)
      if (isPromise(params)) return this.callLater(params, item, index)
      const result = this.act(this.contexts.ofItem(params, item, index))
      if (isPromise(result)) return this.giveLater(result, item, index)
      if (isStream(result)) return this.giveStream(result, item, index)
      outgoing = this.collect(result, item)
    } catch (error) {
      return this.refuse(error, item, index)
    }
    return this.give(outgoing)
  }

  private async callLater(params: Promise<JsonObject>, item: Item, index: number): Promise<void> {
    let outgoing: readonly Outgoing[] | Outgoing | null
    try {
      const result = await this.act(this.contexts.ofItem(await params, item, index))
      if (isStream(result)) return await this.giveStream(result, item, index)
      outgoing = this.collect(result, item)
    } catch (error) {
      return this.refuse(error, item, index)
    }
    return this.give(outgoing)
  }

  private async giveLater(result: Promise<ItemResult>, item: Item, index: number): Promise<void> {
    let outgoing: readonly Outgoing[] | Outgoing | null
    try {
      const given = await result
      if (isStream(given)) return await this.giveStream(given, item, index)
      outgoing = this.collect(given, item)
    } catch (error) {
      return this.refuse(error, item, index)
    }
    return this.give(outgoing)
  }

  /** Rule 1. */
  private async giveStream(stream: AsyncIterable<unknown>, item: Item, index: number): Promise<void> {
    const stage = this.run.onError.choice === 'stop' ? null : this.run.outputs.stage()
    const emissions = stream[Symbol.asyncIterator]()
    try {
      for (let outgoing = await this.nextOf(emissions, item); outgoing !== null; outgoing = await this.nextOf(emissions, item)) {
        if (outgoing instanceof Error) {
          await stage?.drop()
          return await this.refuse(outgoing, item, index)
        }
        const pending = stage === null ? this.give(outgoing) : stage.push(outgoing.port, outgoing.item, outgoing.bytes)
        if (pending !== undefined) await pending
      }
      await stage?.give()
    } finally {
      // Where the output failed or the step was stopped: whoever gives may hold a connection.
      await emissions.return?.().catch(() => undefined)
    }
  }

  /** An error: the item failed. (What an output throws isn't asked for here.) Null: it is over. */
  private async nextOf(emissions: AsyncIterator<unknown>, item: Item): Promise<Outgoing | Error | null> {
    this.run.frame.facts.signal.throwIfAborted()
    try {
      const { done, value } = await emissions.next()
      if (done === true) return null
      return isEmission(value) ? this.outgoing(value) : this.plain(value, item)
    } catch (error) {
      return error instanceof Error ? error : new MaillonError(toErrorInfo(error))
    }
  }

  private collect(result: Exclude<ItemResult, AsyncIterable<Emission>>, item: Item): readonly Outgoing[] | Outgoing | null {
    if (result === null || result === undefined) return null
    if (isEmission(result)) return this.outgoing(result)
    if (Array.isArray(result))
      return (result as readonly unknown[]).map((emission) => (isEmission(emission) ? this.outgoing(emission) : this.plain(emission, item)))
    return this.plain(result, item)
  }

  private outgoing(emission: Emission): Outgoing {
    const port = this.run.outputs.port(emission.port)
    if (port === null || emission.port === 'error') throw unknownPort(emission.port)
    const { item, bytes } = normaliseItem(emission.json, emission.files)
    return { item, bytes, port }
  }

  /** An object by itself: the new item, with the incoming files. */
  private plain(json: unknown, incoming: Item): Outgoing {
    const port = this.run.outputs.first
    if (port === null) throw unknownPort('main')
    const { item, bytes } = normaliseItem(json, incoming.files)
    return { item, bytes, port }
  }

  private give(outgoing: readonly Outgoing[] | Outgoing | null): void | Promise<void> {
    if (outgoing === null) return undefined
    if (!Array.isArray(outgoing)) return (outgoing as Outgoing).port.push((outgoing as Outgoing).item, (outgoing as Outgoing).bytes)
    return this.giveAll(outgoing as readonly Outgoing[])
  }

  private async giveAll(outgoing: readonly Outgoing[]): Promise<void> {
    for (const { port, item, bytes } of outgoing) {
      const pending = port.push(item, bytes)
      if (pending !== undefined) await pending
    }
  }

  private refuse(error: unknown, item: Item, index: number): void | Promise<void> {
    this.run.frame.facts.signal.throwIfAborted()
    return this.failed.handle({ ...toErrorInfo(error), row: index }, item)
  }
}

type ItemAction = (context: ItemContext<JsonObject>) => ItemResult | Promise<ItemResult>

function actionOf(run: DefinitionRun): ItemAction {
  const { definition, frame } = run
  const { runItem, descriptor } = definition
  if (runItem === undefined) throw new Error(`The node ${descriptor.type} has no runItem`)
  const act = runItem as unknown as ItemAction
  if (!frame.facts.isDryRun) return act
  return (context) => (effectsOf(descriptor, context.params) === 'write' ? previewOf(run, context) : act(context))
}

export function unknownPort(port: string): MaillonError {
  return new MaillonError({ code: 'NODE_PORT_UNKNOWN', kind: 'bug', retryable: false, params: { port } })
}

function isStream(value: ItemResult): value is AsyncIterable<Emission> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value
}

function isPromise<Value>(value: Value | Promise<Value>): value is Promise<Value> {
  return typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function'
}
