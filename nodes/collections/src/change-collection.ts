import { collectionKey, sayAlreadySent, type AllContext, type CollectionMode, type CollectionOutcome, type FieldShape, type ItemShape, type JsonObject, type OutputShape } from '@maillon/node-sdk'

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

/** Streams the rows into the collection, as one change. Rows that have no key are kept apart, never lost. */
export async function changeCollection(context: AllContext<ChangeParams>, mode: CollectionMode): Promise<void> {
  const { params, workspace, idempotencyKey, log, locale } = context
  let refused = 0
  const outcome = await workspace.collections.change(params.collection, {
    mode,
    keys: params.keys,
    idempotencyKey,
    rows: passedOn(context, async (row) => {
      refused += 1
      await context.emit({ json: row }, 'refused')
    }),
  })
  if (outcome.alreadyAt !== null) sayAlreadySent(context, outcome.alreadyAt)
  if (refused > 0) log.warn(locale === 'fr' ? `${refused} ligne(s) sans valeur dans les champs clés : mises à part.` : `${refused} row(s) without a value in the key fields: set apart.`)
  await context.emit({ json: { ...summaryOf(params.collection, outcome), refused } })
}

/** What would be done, counted by the collection itself, and the first rows. */
export async function previewChange(context: AllContext<ChangeParams>, mode: CollectionMode): Promise<JsonObject> {
  const first: JsonObject[] = []
  let refused = 0
  async function* seen(): AsyncGenerator<JsonObject> {
    for await (const row of usableRows(context, () => Promise.resolve(void (refused += 1)))) {
      if (first.length < shownRows) first.push(row)
      yield row
    }
  }
  const { params, workspace, idempotencyKey } = context
  const outcome = await workspace.collections.change(params.collection, { mode, keys: params.keys, idempotencyKey, rows: seen() })
  return { ...summaryOf(params.collection, outcome), refused, rows: first }
}

/** What leaves by `rows` counts only once the step has succeeded: whoever gets it knows that it is in the collection. */
async function* passedOn(context: AllContext<ChangeParams>, refuse: (row: JsonObject) => Promise<void>): AsyncGenerator<JsonObject> {
  for await (const row of usableRows(context, refuse)) {
    await context.emit({ json: row }, 'rows')
    yield row
  }
}

async function* usableRows({ input, params }: AllContext<ChangeParams>, refuse: (row: JsonObject) => Promise<void>): AsyncGenerator<JsonObject> {
  for await (const { json } of input()) {
    if (collectionKey(json, params.keys) === null) await refuse(json)
    else yield json
  }
}

function summaryOf(collection: string, { added, changed, deleted, same, total, alreadyAt }: CollectionOutcome): JsonObject {
  return { collection, added, changed, deleted, same, total, alreadyAt }
}
