import { isMaillonError, MaillonError, userError, type AllContext, type ErrorInfo, type Item, type Json, type JsonObject } from '@maillon/node-sdk'

/** Beyond so many it isn't the rows: a column is wrong, or the table is. */
const mostRefused = 10_000
const mostReasons = 200

/**
 * The rows of one writing that the table did not take while the others went in.
 *
 * What was refused is kept beside the outcome: an attempt that comes after a crash writes nothing a second time, and says again which rows
 * were refused. The reason of a row is kept by its sentence; beyond 200 different ones, a row gets one of the same code.
 */
export class RefusedRows {
  readonly #reasons: ErrorInfo[] = []
  readonly #byText = new Map<string, number>()
  readonly #rows: [number, number][] = []

  constructor(private readonly refuse: AllContext<unknown>['refuse']) {}

  get count(): number {
    return this.#rows.length
  }

  /** @throws MaillonError where the writing fails by it */
  async add(error: unknown, row: { readonly item: Item; readonly index: number }): Promise<void> {
    if (!isMaillonError(error)) throw error
    await this.refuse(error, row)
    if (this.#rows.length === mostRefused) throw tooMany(error)
    this.#rows.push([row.index, this.#reasonOf(error.info)])
  }

  /** To be kept; absent where nothing was refused. */
  kept(): JsonObject {
    return this.#rows.length === 0 ? {} : { refusedRows: { reasons: this.#reasons as unknown as Json, rows: this.#rows } }
  }

  #reasonOf(error: ErrorInfo): number {
    const { details: _, row: __, ...info } = error
    const text = JSON.stringify(info)
    const known = this.#byText.get(text) ?? (this.#reasons.length < mostReasons ? undefined : this.#reasons.findIndex(({ code }) => code === info.code))
    if (known !== undefined && known >= 0) return known
    this.#byText.set(text, this.#reasons.length)
    return this.#reasons.push(info) - 1
  }
}

/** Say again which rows an earlier attempt refused. @returns how many */
export async function refuseAgain({ input, refuse }: Pick<AllContext<unknown>, 'input' | 'refuse'>, outcome: JsonObject): Promise<number> {
  const { reasons = [], rows = [] } = (outcome['refusedRows'] ?? {}) as { readonly reasons?: readonly ErrorInfo[]; readonly rows?: readonly (readonly [number, number])[] }
  if (rows.length === 0) return 0
  const reasonOf = new Map(rows)
  let index = 0
  for await (const item of input()) {
    const info = reasons[reasonOf.get(index) ?? -1]
    if (info !== undefined) await refuse(new MaillonError(info), { item, index })
    index += 1
  }
  return rows.length
}

function tooMany({ info }: MaillonError): MaillonError {
  return userError({
    code: 'SQL_ROWS_REFUSED_MANY',
    text: { fr: `Plus de ${mostRefused} lignes sont refusées : rien n’est écrit.`, en: `More than ${mostRefused} rows are refused: nothing is written.` },
    hint: { fr: `La première raison est à chercher dans les colonnes plutôt que dans les lignes : ${info.text?.fr ?? info.code}`, en: `Look for the reason in the columns rather than in the rows: ${info.text?.en ?? info.code}` },
    field: '/columns',
  })
}
