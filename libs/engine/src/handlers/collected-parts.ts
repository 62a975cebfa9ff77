import type { DatasetRef, Item } from '@maillon/datasets'
import { assertNever, errorOnRow, type ErrorInfo, type JsonObject, type TellError } from '@maillon/kernel'
import type { PlanErrorChoice, PlanOutput } from '@maillon/plan'
import { engineErrorInfo } from '../core/engine-error.js'
import type { ChildResult, RunStore, StepPlace } from '../run-store.port.js'
import type { CollectedPart, StepResult } from '../step-runner.port.js'
import type { PlanCache } from './plan-cache.js'
import type { OpenRun } from './run-cells.js'

/** Children read at a time: bounds the memory, since small outputs stand in the rows. */
const pageSize = 50

/**
 * What the children of a step gave, in the order of their index, page by page. Failed children follow the step's error choice, as failed
 * items do elsewhere; the tally says how many there were, and how many warned.
 */
export class CollectedParts implements AsyncIterable<CollectedPart> {
  private failed = 0
  private first: ErrorInfo | null = null
  private warned = 0

  /** @param batchOf what a child was given: kept to be mended where the choice is `set-aside` */
  constructor(
    private readonly of: { readonly run: OpenRun; readonly place: StepPlace; readonly batchOf: (index: number) => DatasetRef },
    private readonly ports: { readonly store: RunStore; readonly plans: PlanCache; readonly tell: TellError },
  ) {}

  async *[Symbol.asyncIterator](): AsyncIterator<CollectedPart> {
    const { spawn } = this.node
    this.failed = 0
    this.warned = 0
    if (spawn?.waits === false) {
      // Nobody waited for what they give: the items go on.
      yield { port: this.port, dataset: this.of.batchOf(-1) }
      return
    }
    const nodes = spawn?.kind === 'iteration' ? [...new Set(spawn.collect.map(({ node }) => node))] : null
    for (let after = -1; ; ) {
      const page = await this.ports.store.childResults(this.of.place, { after, limit: pageSize, nodes })
      for (const child of page) yield* await this.partsOf(child)
      if (page.length < pageSize) return
      after = page.at(-1)?.index ?? after
    }
  }

  /** The step's end, with what went wrong on the way. */
  tally(result: StepResult): StepResult {
    const first = this.first ?? this.warning
    if (result.kind !== 'done' || first === null) return result
    return { ...result, status: 'warned', failedItems: { count: this.failed + this.warned, first } }
  }

  /** A child that warned (rows set aside in it, nothing found) has done its work; that it warned must not be lost above it. */
  private get warning(): ErrorInfo | null {
    if (this.warned === 0) return null
    return this.node.spawn?.kind === 'iteration' ? engineErrorInfo('ENGINE_TURNS_WARNED', { count: this.warned }) : engineErrorInfo('ENGINE_CALL_WARNED')
  }

  private get node() {
    const node = this.of.run.plan.nodes[this.of.place.node]
    if (node === undefined) throw new Error(`The plan has no node ${this.of.place.node}`)
    return node
  }

  /** Loops give what was collected at their second port (the first leads into the body), calls at their first. */
  private get port(): number {
    return this.node.spawn?.kind === 'iteration' ? 1 : 0
  }

  private async partsOf(child: ChildResult): Promise<Iterable<CollectedPart>> {
    if (child.status === 'warned') this.warned += 1
    return child.status === 'succeeded' || child.status === 'warned' ? this.given(child) : this.instead(child, this.node.onError)
  }

  private async given(child: ChildResult): Promise<readonly CollectedPart[]> {
    const collect: readonly PlanOutput[] = this.node.spawn?.kind === 'iteration' ? this.node.spawn.collect : (await this.ports.plans.get(child.flowVersionId)).returns
    return collect.flatMap(({ node, port }) => {
      const dataset = child.outputs.get(node)?.[port]
      return dataset === undefined || dataset.count === 0 ? [] : [{ port: this.port, dataset }]
    })
  }

  private *instead(child: ChildResult, choice: PlanErrorChoice): Iterable<CollectedPart> {
    const error = child.error?.error ?? engineErrorInfo('ENGINE_CHILD_CANCELLED')
    this.failed += 1
    this.first ??= error
    switch (choice.choice) {
      case 'stop':
      case 'skip':
        return
      case 'replace':
        yield { port: this.port, dataset: inline([choice.value]) }
        return
      case 'branch':
        yield { port: this.node.outputs.length - 1, dataset: inline([{ error: this.told(error), item: null, turn: child.index }]) }
        return
      case 'set-aside':
        yield { port: 'set-aside', dataset: asideOf(this.of.batchOf(child.index), this.told(error)) }
        return
      default:
        assertNever(choice)
    }
  }

  private told(error: ErrorInfo): JsonObject {
    return errorOnRow(error, this.ports.tell(error, this.of.run.plan.locale))
  }
}

function inline(rows: readonly JsonObject[]): DatasetRef {
  return inlineItems(rows.map((json) => ({ json })))
}

function inlineItems(items: readonly Item[]): DatasetRef {
  return { kind: 'inline', count: items.length, bytes: JSON.stringify(items).length, items }
}

/** The items of a batch with the reason, and with their files; a batch too large to stand here is kept as one row that names it. */
function asideOf(batch: DatasetRef, error: JsonObject): DatasetRef {
  return batch.kind === 'inline' ? inlineItems(batch.items.map(({ json, ...rest }) => ({ ...rest, json: { error, item: json } }))) : inline([{ error, item: null, rows: batch.count }])
}
