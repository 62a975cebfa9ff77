import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto'
import type { Json, JsonObject } from '@maillon/kernel'
import { jsonBody, type OutsideAnswer, type OutsideRequest } from './outside-fake.js'

type Cell = string | number | boolean

interface FakeTab {
  readonly sheetId: number
  title: string
  rows: number
  columns: number
  readonly cells: Cell[][]
}

/**
 * Google’s token address (`POST /token` with a signed assertion) and the part of the Sheets API (v4) that the nodes use, with the limits
 * of a grid: a range beyond the rows and columns of a tab is refused.
 */
export class FakeGoogle {
  readonly documentId = '1AbCdEfGhIjKlMnOpQrStUvWxYz'
  readonly email = 'robot@projet.iam.gserviceaccount.com'
  readonly tabs: FakeTab[] = []
  /** Answers the next calls of the API with 429. */
  busy = 0
  isShared = true
  tokensGiven = 0
  private readonly pair = generateKeyPairSync('rsa', { modulusLength: 2048 })

  constructor(private readonly now: () => number = Date.now) {}

  /** The key file’s contents; `url`: where this fake stands. */
  keyFile(url: string): string {
    const privateKey = this.pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
    return JSON.stringify({ type: 'service_account', client_email: this.email, private_key: privateKey, private_key_id: 'k1', token_uri: `${url}/token` })
  }

  addTab(
    title: string,
    cells: readonly (readonly Cell[])[] = [],
    size: { readonly rows: number; readonly columns: number } = { rows: 1000, columns: 26 },
  ): FakeTab {
    const tab = { sheetId: this.tabs.length + 100, title, ...size, cells: cells.map((row) => [...row]) }
    this.tabs.push(tab)
    return tab
  }

  /** What stands in a tab, without the empty ends. */
  rowsOf(title: string): readonly (readonly Cell[])[] {
    const tab = this.tabs.find((one) => one.title === title)
    return tab === undefined ? [] : filled(tab)
  }

  readonly answer = (request: OutsideRequest): OutsideAnswer => {
    if (request.path === '/token') return this.token(request)
    if (request.headers['authorization'] !== `Bearer ya29.fake-${this.tokensGiven}`) return failure(401, 'Request had invalid authentication credentials.')
    if (this.busy > 0) {
      this.busy -= 1
      return { ...failure(429, 'Quota exceeded for quota metric'), headers: { 'retry-after': '1' } }
    }
    const rest = request.path.startsWith(`/v4/spreadsheets/${this.documentId}`) ? request.path.slice(`/v4/spreadsheets/${this.documentId}`.length) : null
    if (rest === null) return failure(404, 'Requested entity was not found.')
    if (!this.isShared) return failure(403, 'The caller does not have permission')
    if (request.method === 'GET' && rest === '') return { json: { sheets: this.tabs.map((tab) => ({ properties: propertiesOf(tab) })) } }
    if (rest === ':batchUpdate') return this.update(request)
    if (rest === '/values:batchClear') return this.clear(request)
    return rest.startsWith('/values/') ? this.values(request, rest.slice('/values/'.length)) : failure(404, 'Not found')
  }

  private token({ body }: OutsideRequest): OutsideAnswer {
    const form = new URLSearchParams(body)
    const [head = '', claims = '', signature = ''] = (form.get('assertion') ?? '').split('.')
    const isSigned = verify(
      'RSA-SHA256',
      Buffer.from(`${head}.${claims}`),
      createPublicKey(this.pair.publicKey.export({ type: 'spki', format: 'pem' })),
      Buffer.from(signature, 'base64url'),
    )
    const read = isSigned
      ? (JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) as { readonly iss: string; readonly exp: number; readonly iat: number })
      : null
    if (read === null || read.iss !== this.email || read.exp * 1000 < this.now() || read.exp - read.iat > 3600)
      return { status: 400, json: { error: 'invalid_grant', error_description: 'Invalid JWT Signature.' } }
    this.tokensGiven += 1
    return { json: { access_token: `ya29.fake-${this.tokensGiven}`, expires_in: 3599, token_type: 'Bearer' } }
  }

  private update(request: OutsideRequest): OutsideAnswer {
    const requests = (jsonBody(request)?.['requests'] ?? []) as readonly JsonObject[]
    return { json: { replies: requests.map((one) => this.updateOne(one)) } }
  }

  private updateOne({ addSheet, updateSheetProperties: change }: { readonly [kind: string]: Json }): JsonObject {
    if (addSheet !== undefined)
      return { addSheet: { properties: propertiesOf(this.addTab(String((addSheet as { readonly properties: JsonObject }).properties['title']))) } }
    const { properties } = change as {
      readonly properties: { readonly sheetId: number; readonly gridProperties: { readonly rowCount: number; readonly columnCount: number } }
    }
    const tab = this.tabs.find(({ sheetId }) => sheetId === properties.sheetId)
    if (tab !== undefined) Object.assign(tab, { rows: properties.gridProperties.rowCount, columns: properties.gridProperties.columnCount })
    return {}
  }

  private clear(request: OutsideRequest): OutsideAnswer {
    for (const text of (jsonBody(request)?.['ranges'] ?? []) as readonly string[]) {
      const range = this.range(text)
      if (typeof range === 'string') return failure(400, range)
      for (let row = range.top; row <= range.bottom; row++)
        for (let column = range.left; column <= range.right; column++) setCell(range.tab, { row, column }, '')
    }
    return { json: { clearedRanges: [] } }
  }

  private values(request: OutsideRequest, rest: string): OutsideAnswer {
    const isAppend = request.method === 'POST' && rest.endsWith(':append')
    const range = this.range(isAppend ? rest.slice(0, -':append'.length) : rest)
    if (typeof range === 'string') return failure(400, range)
    if (request.method === 'GET') return { json: { range: rest, majorDimension: 'ROWS', values: shown(range) } }
    if (!['RAW', 'USER_ENTERED'].includes(request.query.get('valueInputOption') ?? '')) return failure(400, "'valueInputOption' is required but not specified")
    const values = (jsonBody(request)?.['values'] ?? []) as readonly (readonly Cell[])[]
    const top = isAppend ? filled(range.tab).length : range.top
    values.forEach((cells, row) => cells.forEach((cell, column) => setCell(range.tab, { row: top + row, column: (isAppend ? 0 : range.left) + column }, cell)))
    if (isAppend) range.tab.rows = Math.max(range.tab.rows, top + values.length)
    const updatedRange = `'${range.tab.title}'!A${top + 1}`
    return { json: isAppend ? { updates: { updatedRange, updatedRows: values.length } } : { updatedRange } }
  }

  /** A1 notation, or why it is none. */
  private range(
    text: string,
  ): { readonly tab: FakeTab; readonly top: number; readonly left: number; readonly bottom: number; readonly right: number } | string {
    const match = /^'((?:[^']|'')+)'(?:!([A-Z]*)(\d*)(?::([A-Z]*)(\d*))?)?$/.exec(text)
    const tab = this.tabs.find(({ title }) => title === match?.[1]?.replaceAll("''", "'"))
    if (match === null || tab === undefined) return `Unable to parse range: ${text}`
    const [left, top] = [columnOf(match[2] ?? '', 0), rowOf(match[3] ?? '', 0)]
    const [right, bottom] = [columnOf(match[4] ?? '', tab.columns - 1), rowOf(match[5] ?? '', tab.rows - 1)]
    if (top >= tab.rows || left >= tab.columns || bottom >= tab.rows || right >= tab.columns)
      return `Range (${text}) exceeds grid limits. Max rows: ${tab.rows}, max columns: ${tab.columns}`
    return { tab, top, left, bottom, right }
  }
}

function propertiesOf({ sheetId, title, rows, columns }: FakeTab): JsonObject {
  return { sheetId, title, gridProperties: { rowCount: rows, columnCount: columns } }
}

function setCell({ cells }: FakeTab, { row, column }: { readonly row: number; readonly column: number }, cell: Cell): void {
  const line = (cells[row] ??= [])
  while (line.length < column) line.push('')
  line[column] = cell
}

/** Rows without the empty ends, as Google gives them. */
function filled({ cells }: FakeTab): readonly (readonly Cell[])[] {
  const rows = Array.from(cells, (row) => trimmed(row ?? []))
  while (rows.length > 0 && rows.at(-1)?.length === 0) rows.pop()
  return rows
}

function trimmed(row: readonly Cell[]): readonly Cell[] {
  const cells = Array.from(row, (cell) => cell ?? '')
  while (cells.length > 0 && cells.at(-1) === '') cells.pop()
  return cells
}

function shown({
  tab,
  top,
  left,
  bottom,
  right,
}: {
  readonly tab: FakeTab
  readonly top: number
  readonly left: number
  readonly bottom: number
  readonly right: number
}): Json {
  return filled(tab)
    .slice(top, bottom + 1)
    .map((row) => trimmed(row.slice(left, right + 1)))
}

function columnOf(letters: string, otherwise: number): number {
  return letters === '' ? otherwise : letters.split('').reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
}

function rowOf(digits: string, otherwise: number): number {
  return digits === '' ? otherwise : Number(digits) - 1
}

function failure(code: number, message: string): OutsideAnswer {
  return { status: code, json: { error: { code, message, status: 'ERROR' } } }
}
