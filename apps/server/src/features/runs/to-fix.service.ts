import type { RowsToFixPage, RowToFix, RunRowsRequest, StepToFix } from '@maillon/api-contract'
import { normaliseItem, type DatasetRef, type DatasetStore, type Item } from '@maillon/datasets'
import type { Engine, RunReader } from '@maillon/engine'
import type { Json, JsonObject, Random } from '@maillon/kernel'
import { MendedRowStore, PeopleStore, type StepAddress } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import type pg from 'pg'
import { apiError } from '../../http/api-error.js'
import type { CallerIdentity } from '../../http/caller.js'
import { DATASETS, ENGINE, RANDOM, RUN_READER, SIDE_POOL } from '../../platform/tokens.js'
import { indexOfNode, RunsService } from './runs.service.js'

/** A table of everything that a step set aside, row by row. */
export interface RowsToFixTable {
  readonly columns: readonly string[]
  readonly rows: AsyncIterable<readonly Json[]>
}

const noRows: DatasetRef = { kind: 'inline', count: 0, bytes: 2, items: [] }
/** Before a row's own fields; one of the same name gets the second place. */
const reasonColumn = { fr: 'Raison', en: 'Reason' }
const mostColumns = 1_000

/** Rows that failed and were set aside: shown with their reason, run again alone, exported. */
@Injectable()
export class ToFixService {
  readonly #mended: MendedRowStore

  constructor(
    @Inject(SIDE_POOL) pool: pg.Pool,
    @Inject(ENGINE) private readonly engine: Engine,
    @Inject(RUN_READER) private readonly reader: RunReader,
    @Inject(RunsService) private readonly runs: RunsService,
    @Inject(PeopleStore) private readonly people: PeopleStore,
    @Inject(DATASETS) private readonly datasets: DatasetStore,
    @Inject(RANDOM) private readonly random: Random,
  ) {
    this.#mended = new MendedRowStore(pool)
  }

  /** Steps of a run, and of the turns of its loops, that have some. */
  async steps(caller: CallerIdentity, runId: string): Promise<readonly StepToFix[]> {
    const { version } = await this.runs.find(caller, runId)
    return (await this.#mended.kept(runId)).map(({ node, ...step }) => ({ ...step, node: version.plan.nodes[node]?.id ?? '' }))
  }

  async page(caller: CallerIdentity, runId: string, { node, offset, limit }: { readonly node: string; readonly offset: number; readonly limit: number }): Promise<RowsToFixPage> {
    const { at, ref } = await this.#aside(caller, runId, node)
    const [items, mended] = await Promise.all([this.datasets.page(ref, offset, limit), this.#mended.mended(at, offset, offset + limit)])
    const names = await this.people.namesOf([...new Set(mended.flatMap(({ by }) => by ?? []))])
    const again = new Map(mended.map((row) => [row.position, { runId: row.runId, at: row.at.toISOString(), by: row.by === null ? null : (names.get(row.by) ?? null) }]))
    return { rows: items.map((item, index) => rowToFix(item, offset + index, again.get(offset + index) ?? null)), offset, total: ref.count }
  }

  /** As they are, with the reason in the first column. */
  async table(caller: CallerIdentity, runId: string, node: string): Promise<RowsToFixTable> {
    const { ref } = await this.#aside(caller, runId, node)
    const fields = new Set<string>()
    for await (const { json } of this.datasets.read(ref)) {
      for (const field of Object.keys(rowOf(json) ?? {})) if (fields.size < mostColumns) fields.add(field)
    }
    const reason = reasonColumn[caller.locale]
    const columns = [fields.has(reason) ? `${reason} (2)` : reason, ...fields]
    return { columns, rows: tableRows(this.datasets.read(ref), [...fields]) }
  }

  /** @throws MaillonError TOFIX_ROW_TAKEN, TOFIX_ROW_UNKNOWN, and those of `Engine.runRows` */
  async runAgain(caller: CallerIdentity, runId: string, node: string, request: RunRowsRequest): Promise<{ readonly runId: string }> {
    const { at, ref } = await this.#aside(caller, runId, node)
    const { of: positions = [], again = false } = request
    checkPositions(request, ref.count)
    const taken = positions.length === 0 ? 0 : await this.#mended.take(at, { positions, by: caller.user.id, again })
    if (taken > 0) throw apiError('TOFIX_ROW_TAKEN', { count: taken })
    try {
      const rows = await this.#mendedDataset(runId, request.rows as readonly JsonObject[], await this.#filesOf(ref, positions))
      const made = await this.engine.runRows(runId, { node: at.node, rows, startedBy: caller.user.id })
      await this.#mended.settle(at, positions, made.runId)
      return { runId: made.runId }
    } catch (error) {
      await this.#mended.settle(at, positions, null)
      throw error
    }
  }

  async #aside(caller: CallerIdentity, runId: string, node: string): Promise<{ readonly at: StepAddress; readonly ref: DatasetRef }> {
    const { version } = await this.runs.find(caller, runId)
    const index = indexOfNode(version.plan, node)
    const step = (await this.reader.steps(runId)).find((one) => one.node === index)
    return { at: { runId, node: index }, ref: step?.setAside ?? noRows }
  }

  async #filesOf(ref: DatasetRef, positions: readonly number[]): Promise<readonly (Item['files'] | undefined)[]> {
    const wanted = new Map(positions.map((position, row) => [position, row]))
    const files: (Item['files'] | undefined)[] = []
    let position = 0
    if (wanted.size > 0) {
      for await (const item of this.datasets.read(ref)) {
        const row = wanted.get(position)
        if (row !== undefined) files[row] = item.files
        position += 1
      }
    }
    return files
  }

  async #mendedDataset(runId: string, rows: readonly JsonObject[], files: readonly (Item['files'] | undefined)[]): Promise<DatasetRef> {
    const writer = this.datasets.writer(`${runId}/mended-${this.random.id()}`)
    for (const [index, row] of rows.entries()) {
      const { item, bytes } = normaliseItem(row, files[index])
      await writer.push(item, bytes)
    }
    return writer.finish()
  }
}

function checkPositions({ rows, of: positions }: RunRowsRequest, count: number): void {
  if (positions === undefined) return
  const isRight = positions.length === rows.length && new Set(positions).size === positions.length && positions.every((position) => position < count)
  if (!isRight) throw apiError('TOFIX_ROW_UNKNOWN')
}

function rowToFix({ json, files }: Item, index: number, again: RowToFix['again']): RowToFix {
  return { index, error: reasonOf(json), item: rowOf(json), files: Object.keys(files ?? {}), again }
}

async function* tableRows(items: AsyncIterable<Item>, fields: readonly string[]): AsyncGenerator<readonly Json[]> {
  for await (const { json } of items) {
    const row = rowOf(json)
    const { message, hint } = reasonOf(json)
    yield [hint === '' ? message : `${message} ${hint}`, ...fields.map((field) => (row !== null && Object.hasOwn(row, field) ? (row[field] ?? null) : null))]
  }
}

/** What is set aside is `{ error: { code, message, hint }, item }` (rows of earlier versions have no hint); item is null where the step failed as a whole over more rows than can be kept beside it. */
function rowOf({ item }: JsonObject): JsonObject | null {
  return typeof item === 'object' && item !== null && !Array.isArray(item) ? (item as JsonObject) : null
}

function reasonOf({ error }: JsonObject): RowToFix['error'] {
  const { code = '', message = '', hint = '' } = typeof error === 'object' && error !== null ? (error as { readonly [part in keyof RowToFix['error']]?: Json }) : {}
  return { code: String(code), message: String(message), hint: String(hint) }
}
