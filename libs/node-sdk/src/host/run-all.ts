/**
 * Mode `all`: the node once for its whole input.
 *
 * 1. Where it fails as a whole and the flow goes on, nothing that it gave or refused half-way stays; to be set aside are all of its rows.
 * 2. A row that the node refuses is a failed item as in mode `each`: the person's choice holds for it, and the others go on.
 */
import { normaliseItem, type Item } from '@maillon/datasets'
import { MaillonError, toErrorInfo, type JsonObject } from '@maillon/kernel'
import { effectsOf } from '@maillon/node-contract'
import { isSuspend, type AllContext, type Resumed, type SuspendUntil } from '../context.js'
import { asyncOver } from './async-over.js'
import { checkedWait } from './checked-wait.js'
import type { DefinitionRun, RunReport } from './definition-run.js'
import { FailedItems } from './failed-items.js'
import { previewOf } from './preview-of.js'
import { ContextMaker } from './run-contexts.js'
import { unknownPort } from './run-each.js'

const done: Promise<void> = Promise.resolve()
/** A node that waits in a circle would never come to an end where waits come back at once. */
const maxWaitsAtOnce = 100

export async function runAll(run: DefinitionRun): Promise<RunReport> {
  const failed = new FailedItems(run)
  const { definition, frame, outputs } = run
  frame.facts.signal.throwIfAborted()
  try {
    const suspended = await act(run, run.params.once(), failed)
    frame.facts.signal.throwIfAborted()
    if (suspended !== null) return { suspended }
  } catch (error) {
    frame.facts.signal.throwIfAborted()
    if (definition.run === undefined) throw error
    await outputs.reset()
    failed.forget()
    await failed.handleWhole(toErrorInfo(error), asyncOver(run.input()))
  }
  return failed.report()
}

/** Null: it is over. */
async function act(run: DefinitionRun, params: JsonObject, failed: FailedItems): Promise<SuspendUntil | null> {
  const { definition, frame, outputs } = run
  const contexts = new ContextMaker(frame)
  const contextOf = (resumed: Resumed | null) =>
    contexts.ofAll(params, {
      resumed,
      input: (port) => asyncOver(run.input(port ?? 'main')),
      emit: (item, port) => emit(run, item, port ?? 'main'),
      refuse: (error, row) => refuse(run, failed, { error, row }),
    })
  if (frame.facts.isDryRun && effectsOf(definition.descriptor, params) === 'write') {
    await preview(run, contextOf(null))
    return null
  }
  let { resumed } = frame.facts
  for (let waits = 0; waits <= maxWaitsAtOnce; waits += 1) {
    const given = await definition.run?.(contextOf(resumed) as AllContext<never>)
    if (!isSuspend(given)) return null
    const until = checkedWait(given.until)
    await outputs.reset()
    failed.forget()
    if (run.comeBack === undefined) return until
    resumed = run.comeBack(until)
  }
  throw new MaillonError({ code: 'NODE_WAIT_ENDLESS', kind: 'bug', retryable: false, params: { waits: maxWaitsAtOnce } })
}

/** Rule 2. */
async function refuse({ frame }: DefinitionRun, failed: FailedItems, { error, row }: { readonly error: unknown; readonly row: Parameters<AllContext<unknown>['refuse']>[1] }): Promise<void> {
  frame.facts.signal.throwIfAborted()
  await failed.handle({ ...toErrorInfo(error), row: row.index }, normaliseItem(row.item.json, row.item.files).item)
}

async function preview(run: DefinitionRun, context: AllContext<JsonObject>): Promise<void> {
  const { item, bytes } = normaliseItem(await previewOf(run, context))
  await run.outputs.first?.push(item, bytes)
}

function emit(run: DefinitionRun, item: Item, portId: string): Promise<void> {
  try {
    run.frame.facts.signal.throwIfAborted()
    const port = run.outputs.port(portId)
    if (port === null || portId === 'error') throw unknownPort(portId)
    const normal = normaliseItem(item.json, item.files)
    return port.push(normal.item, normal.bytes) ?? done
  } catch (error) {
    return Promise.reject(error as Error)
  }
}
