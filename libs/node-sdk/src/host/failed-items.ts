import { estimateItemBytes, type Item } from '@maillon/datasets'
import { assertNever, errorOnRow, MaillonError, type ErrorInfo } from '@maillon/kernel'
import { decideItemFailure } from './decide-item-failure.js'
import type { DefinitionRun, RunReport } from './definition-run.js'

const maxLoggedFailures = 20

/** Counts what failed in a step and carries the person's choice out. */
export class FailedItems {
  private count = 0
  private first: ErrorInfo | null = null

  constructor(private readonly run: DefinitionRun) {}

  /** @throws MaillonError where the attempt fails by it. */
  handle(error: ErrorInfo, item: Item): void | Promise<void> {
    const decision = this.decide(error)
    this.tell(error)
    this.count += 1
    switch (decision) {
      case 'skip':
        return
      case 'replace':
        return this.replace()
      case 'set-aside':
        return this.giveReason(error, { item }, this.run.outputs.setAside)
      case 'branch':
        return this.giveReason(error, { item }, this.errorPort)
      default:
        return assertNever(decision)
    }
  }

  /**
   * A node in mode `all` that failed as a whole: none of its rows was dealt with. `set-aside` keeps each of them, with the reason and its
   * files, to be mended and run again; `branch` tells the failure once, since what follows there tells people: one row, that it names where
   * it is the only one.
   *
   * @param rows what came in at its first port, read again.
   * @throws MaillonError where the attempt fails by it.
   */
  async handleWhole(error: ErrorInfo, rows: AsyncIterable<Item>): Promise<void> {
    const decision = this.decide(error)
    this.tell(error)
    switch (decision) {
      case 'skip':
        this.count += 1
        return
      case 'replace':
        this.count += 1
        return this.replace()
      case 'set-aside':
        return this.setAsideAll(error, rows)
      case 'branch': {
        this.count += 1
        const { only, count } = await oneOf(rows)
        return this.giveReason(error, { item: only, ...(count > 1 ? { rows: count } : {}) }, this.errorPort)
      }
      default:
        return assertNever(decision)
    }
  }

  /** What failed so far doesn't count: its step begins anew, or has failed as a whole. */
  forget(): void {
    this.count = 0
    this.first = null
  }

  report(): RunReport {
    return this.first === null ? {} : { failedItems: { count: this.count, first: this.first } }
  }

  private decide(error: ErrorInfo) {
    const decision = decideItemFailure(error, this.run.onError, this.run.isLastAttempt)
    if (decision === 'fail') throw new MaillonError(error)
    return decision
  }

  private tell(error: ErrorInfo): void {
    this.first ??= error
    if (this.count >= maxLoggedFailures) return
    this.run.frame.services.log.warn(this.run.tell(error).sentence, { code: error.code, ...(error.row === undefined ? {} : { row: error.row }) })
  }

  private get errorPort(): DefinitionRun['outputs']['setAside'] {
    return this.run.outputs.port('error') ?? this.run.outputs.setAside
  }

  private replace(): void | Promise<void> {
    const { onError, outputs } = this.run
    return onError.choice === 'replace' ? outputs.first?.push({ json: onError.value }, estimateItemBytes({ json: onError.value })) : undefined
  }

  private async setAsideAll(error: ErrorInfo, rows: AsyncIterable<Item>): Promise<void> {
    const { outputs, frame } = this.run
    for await (const row of rows) {
      frame.facts.signal.throwIfAborted()
      this.count += 1
      await this.giveReason(error, { item: row }, outputs.setAside)
    }
    // One that nothing came into (it runs on nothing): its failure is kept all the same.
    if (this.count > 0) return
    this.count = 1
    await this.giveReason(error, { item: null }, outputs.setAside)
  }

  private giveReason(error: ErrorInfo, { item, ...more }: { readonly item: Item | null; readonly rows?: number }, port: DefinitionRun['outputs']['setAside']): void | Promise<void> {
    const json = { error: errorOnRow(error, this.run.tell(error)), item: item?.json ?? null, ...more }
    const reason: Item = item?.files === undefined ? { json } : { json, files: item.files }
    return port.push(reason, estimateItemBytes(reason))
  }
}

/** How many rows there are, and the row where it is the only one. */
async function oneOf(rows: AsyncIterable<Item>): Promise<{ readonly only: Item | null; readonly count: number }> {
  let first: Item | null = null
  let count = 0
  for await (const row of rows) {
    first ??= row
    count += 1
  }
  return { only: count === 1 ? first : null, count }
}
