/** Mode `all`: the node once for its whole input. Where it fails and the flow goes on, nothing that it gave half-way stays. */
import { normaliseItem, type Item } from '@maillon/datasets'
import { toErrorInfo, type JsonObject } from '@maillon/kernel'
import { effectsOf } from '@maillon/node-contract'
import type { AllContext } from '../context.js'
import { asyncOver } from './async-over.js'
import type { DefinitionRun, RunReport } from './definition-run.js'
import { FailedItems } from './failed-items.js'
import { previewOf } from './preview-of.js'
import { ContextMaker } from './run-contexts.js'
import { unknownPort } from './run-each.js'

const done: Promise<void> = Promise.resolve()

export async function runAll(run: DefinitionRun): Promise<RunReport> {
  const failed = new FailedItems(run)
  const { definition, frame, outputs } = run
  const context = new ContextMaker(frame).ofAll(run.params.once(), {
    input: (port) => asyncOver(run.input(port ?? 'main')),
    emit: (item, port) => emit(run, item, port ?? 'main'),
  })
  try {
    await act(run, context)
    frame.facts.signal.throwIfAborted()
  } catch (error) {
    frame.facts.signal.throwIfAborted()
    if (definition.run === undefined) throw error
    await outputs.reset()
    await failed.handle(toErrorInfo(error), null)
  }
  return failed.report()
}

async function act(run: DefinitionRun, context: AllContext<JsonObject>): Promise<void> {
  const { definition, frame, outputs } = run
  if (frame.facts.isDryRun && effectsOf(definition.descriptor, context.params) === 'write') {
    const { item, bytes } = normaliseItem(await previewOf(run, context))
    return outputs.first?.push(item, bytes)
  }
  await definition.run?.(context as AllContext<never>)
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
