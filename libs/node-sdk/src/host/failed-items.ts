import { estimateItemBytes, type Item } from '@maillon/datasets'
import { assertNever, MaillonError, type ErrorInfo } from '@maillon/kernel'
import { decideItemFailure } from './decide-item-failure.js'
import type { DefinitionRun, RunReport } from './definition-run.js'

const maxLoggedFailures = 20

/** Counts what failed in a step and carries the person's choice out. */
export class FailedItems {
  private count = 0
  private first: ErrorInfo | null = null

  constructor(private readonly run: DefinitionRun) {}

  /**
   * @param item null: the whole input of a node in mode `all`.
   * @throws MaillonError where the attempt fails by it.
   */
  handle(error: ErrorInfo, item: Item | null): void | Promise<void> {
    const { outputs, onError, frame } = this.run
    const decision = decideItemFailure(error, onError, this.run.isLastAttempt)
    if (decision === 'fail') throw new MaillonError(error)
    this.count += 1
    this.first ??= error
    if (this.count <= maxLoggedFailures)
      frame.services.log.warn(this.run.sentence(error), { code: error.code, ...(error.row === undefined ? {} : { row: error.row }) })
    switch (decision) {
      case 'skip':
        return
      case 'replace':
        return onError.choice === 'replace' ? outputs.first?.push({ json: onError.value }, estimateItemBytes({ json: onError.value })) : undefined
      case 'set-aside':
        return this.giveReason(error, item, outputs.setAside)
      case 'branch':
        return this.giveReason(error, item, outputs.port('error') ?? outputs.setAside)
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

  private giveReason(error: ErrorInfo, item: Item | null, port: DefinitionRun['outputs']['setAside']): void | Promise<void> {
    const json = { error: { code: error.code, message: this.run.sentence(error) }, item: item?.json ?? null }
    const reason: Item = item?.files === undefined ? { json } : { json, files: item.files }
    return port.push(reason, estimateItemBytes(reason))
  }
}
