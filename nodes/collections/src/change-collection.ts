import { collectionKey, rowTooLarge, sayAlreadySent, type AllContext, type CollectionMode, type CollectionOutcome, type FieldShape, type ItemShape, type JsonObject, type OutputShape } from '@maillon/node-sdk'

export interface ChangeParams {
  readonly collection: string
  readonly keys: string[]
}

const shownRows = 20

function shape(names: readonly (readonly [string, FieldShape['type']])[]): OutputShape {
  return { kind: 'fixed', shape: { fields: names.map(([name, type]) => ({ name, type })), open: false } satisfies ItemShape }
}

/** What the nodes say that they did. */
export const outcomeShape = shape([
  ['collection', 'text'], ['added', 'number'], ['changed', 'number'], ['deleted', 'number'], ['same', 'number'], ['total', 'number'], ['refused', 'number'], ['alreadyAt', 'date'],
])

export const changePorts = [
  { id: 'main', label: { fr: 'Bilan', en: 'Summary' } },
  { id: 'rows', label: { fr: 'Lignes prises', en: 'Rows taken' } },
  { id: 'refused', label: { fr: 'Lignes sans clé', en: 'Rows without a key' } },
]

/** What the rows that were taken, and those without a key, look like: as they came in. */
export const changeShapes = { main: outcomeShape, rows: { kind: 'same', input: 'main' }, refused: { kind: 'same', input: 'main' } } as const

/** What a change says of itself, for those who draw before anything ran. */
export function sampleOutcome(of: { readonly added: number; readonly changed: number; readonly deleted: number; readonly same: number; readonly total: number }) {
  return { main: [{ collection: 'Unités', ...of, refused: 0, alreadyAt: null }] }
}

/**
 * Streams the rows into the collection, as one change.
 *
 * 1. Rows that have no key are kept apart, never lost.
 * 2. A row that is too large for a collection fails by itself, as the person chose, and the others are written. Where the collection is
 *    replaced it fails the step: mended and run again alone, it would take the place of all the others.
 * 3. For deleting the key is enough, whatever the size of the row.
 */
export async function changeCollection(context: AllContext<ChangeParams>, mode: CollectionMode): Promise<void> {
  const { params, workspace, idempotencyKey, log, locale } = context
  let refused = 0
  const keyless = async (row: JsonObject) => {
    refused += 1
    await context.emit({ json: row }, 'refused')
  }
  const outcome = await workspace.collections.change(params.collection, { mode, keys: params.keys, idempotencyKey, rows: passedOn(context, mode, { keyless, tooLarge: context.refuse }) })
  if (outcome.alreadyAt !== null) sayAlreadySent(context, outcome.alreadyAt)
  if (refused > 0) log.warn(locale === 'fr' ? `${refused} ligne(s) sans valeur dans les champs clés : mises à part.` : `${refused} row(s) without a value in the key fields: set apart.`)
  await context.emit({ json: { ...summaryOf(params.collection, outcome), refused } })
}

/** What would be done, counted by the collection itself, and the first rows. */
export async function previewChange(context: AllContext<ChangeParams>, mode: CollectionMode): Promise<JsonObject> {
  const first: JsonObject[] = []
  let refused = 0
  const apart = () => Promise.resolve(void (refused += 1))
  async function* seen(): AsyncGenerator<JsonObject> {
    for await (const row of usableRows(context, mode, { keyless: apart, tooLarge: apart })) {
      if (first.length < shownRows) first.push(row)
      yield row
    }
  }
  const { params, workspace, idempotencyKey } = context
  const outcome = await workspace.collections.change(params.collection, { mode, keys: params.keys, idempotencyKey, rows: seen() })
  return { ...summaryOf(params.collection, outcome), refused, rows: first }
}

/** What becomes of rows that the collection can't take. */
interface Apart {
  readonly keyless: (row: JsonObject) => Promise<void>
  readonly tooLarge: AllContext<ChangeParams>['refuse']
}

/** What leaves by `rows` counts only once the step has succeeded: whoever gets it knows that it is in the collection. */
async function* passedOn(context: AllContext<ChangeParams>, mode: CollectionMode, apart: Apart): AsyncGenerator<JsonObject> {
  for await (const row of usableRows(context, mode, apart)) {
    await context.emit({ json: row }, 'rows')
    yield mode === 'delete' ? keyOnly(row, context.params.keys) : row
  }
}

async function* usableRows({ input, params }: AllContext<ChangeParams>, mode: CollectionMode, apart: Apart): AsyncGenerator<JsonObject> {
  let index = -1
  for await (const item of input()) {
    index += 1
    if (collectionKey(item.json, params.keys) === null) {
      await apart.keyless(item.json)
      continue
    }
    const tooLarge = mode === 'delete' ? null : rowTooLarge(item.json, params.keys)
    if (tooLarge === null) yield item.json
    else if (mode === 'replace') throw tooLarge
    else await apart.tooLarge(tooLarge, { item, index })
  }
}

function keyOnly(row: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(keys.map((key) => [key, row[key] ?? null]))
}

function summaryOf(collection: string, { added, changed, deleted, same, total, alreadyAt }: CollectionOutcome): JsonObject {
  return { collection, added, changed, deleted, same, total, alreadyAt }
}
