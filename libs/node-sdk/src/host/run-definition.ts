import type { DefinitionRun, RunReport } from './definition-run.js'
import { runAll } from './run-all.js'
import { runEach } from './run-each.js'

/**
 * One attempt of a node: the item loop or the single call, with the person's error choice by item.
 * The one implementation that the product's host and the testing kit share.
 *
 * @throws what fails the attempt: a `MaillonError` (with `row` where it is an item's), or the signal's reason.
 */
export function runDefinition(run: DefinitionRun): Promise<RunReport> {
  return run.mode === 'each' ? runEach(run) : runAll(run)
}
