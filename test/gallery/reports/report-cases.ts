import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import ExcelJS from 'exceljs'
import type { SignedIn } from '../../world/sign-in.js'
import type { RunningMaillon } from '../../world/start-maillon.js'
import { endOfRun, expectStatus, plain, publishFromGallery } from '../play-flow.js'
import type { SqlWorld } from '../sql-world.js'
import type { RunDetail } from '@maillon/api-contract'

const secret = 'secret-of-the-requests'

/** One of the four reports: how it is asked for, and what must stand in it. */
export interface Report {
  readonly id: string
  readonly path: string
  /** Besides dates, format and address. */
  readonly criterion: { readonly [name: string]: string }
  /** The rows that fit, as texts, in order; first the titles. */
  readonly rows: readonly (readonly string[])[]
}

export async function publishReport(user: SignedIn, world: SqlWorld, { id }: Report): Promise<void> {
  const caller = { type: 'http-bearer', values: { token: secret } }
  await publishFromGallery(user, id, { accounts: { ...world.accounts(['Base de données', 'Messagerie']), 'Secret des demandes': caller } })
}

/** Ask for the report as a program does, and wait until it is made. */
export async function askFor(scene: { readonly maillon: RunningMaillon; readonly user: SignedIn }, report: Report, request: object): Promise<RunDetail> {
  const answer = await fetch(`${scene.maillon.url}/hooks/${report.path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}` },
    body: JSON.stringify({ du: '2026-01-01', au: '2026-01-31', courriel: 'chef@example.com', ...request }),
  })
  assert.equal(answer.status, 200, await answer.clone().text())
  return endOfRun(scene.user, ((await answer.json()) as { runId: string }).runId)
}

/** The report arrives in each of its formats, each opened by another program than the one that wrote it, with the same rows in it. */
export async function checkFormats(scene: { readonly maillon: RunningMaillon; readonly user: SignedIn; readonly world: SqlWorld }, report: Report): Promise<void> {
  const { world } = scene
  for (const format of ['csv', 'xlsx', 'pdf']) expectStatus(await askFor(scene, report, { ...report.criterion, format }), 'succeeded')
  assert.deepEqual(world.smtp.mails.map(({ envelope }) => envelope.to), [['chef@example.com'], ['chef@example.com'], ['chef@example.com']])
  const [csv, xlsx, pdf] = world.smtp.mails.map(({ parsed }) => parsed.attachments[0])
  for (const [file, ending] of [[csv, 'csv'], [xlsx, 'xlsx'], [pdf, 'pdf']] as const) assert.match(file?.filename ?? '', new RegExp(`-2026-01-01-2026-01-31\\.${ending}$`))
  const lines = (csv?.content.toString('utf8') ?? '').replace(/^\ufeff/, '').trim().split(/\r?\n/)
  assert.equal(lines.length, report.rows.length, 'rows in the CSV')
  assert.ok(lines[0]?.startsWith(report.rows[0]?.join(';') ?? ''), `the titles of the CSV: ${lines[0]}`)
  assert.ok(!/\dT\d/.test(lines.join()), `dates that no spreadsheet reads: ${lines.join(' ')}`)
  for (const [index, row] of report.rows.slice(1).entries()) assert.ok(lines[index + 1]?.startsWith(row[0] ?? ''), `${lines[index + 1]} instead of ${row.join(';')}`)
  await checkWorkbook(xlsx?.content ?? Buffer.alloc(0), report.rows)
  const text = await pdfText(pdf?.content ?? Buffer.alloc(0))
  for (const cell of report.rows.flat()) assert.ok(text.includes(cell), `“${cell}” is not in the PDF: ${text}`)
}

async function checkWorkbook(bytes: Uint8Array, rows: Report['rows']): Promise<void> {
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.load(Buffer.from(bytes) as never)
  const found: string[][] = []
  workbook.worksheets[0]?.eachRow((row) => found.push((row.values as unknown[]).slice(1).map(shown)))
  assert.equal(found.length, rows.length, `rows in the workbook: ${JSON.stringify(found)}`)
  for (const [index, row] of rows.entries()) assert.deepEqual(found[index]?.slice(0, 2), row.slice(0, 2))
}

function shown(value: unknown): string {
  return value instanceof Date ? value.toISOString().slice(0, 10) : String(value)
}

/** By the program of Debian's poppler-utils. */
async function pdfText(bytes: Uint8Array): Promise<string> {
  const place = await mkdtemp(join(tmpdir(), 'maillon-pdf-'))
  try {
    await writeFile(join(place, 'report.pdf'), bytes)
    const { stdout } = await promisify(execFile)('pdftotext', ['-layout', join(place, 'report.pdf'), '-'])
    return plain(stdout)
  } finally {
    await rm(place, { recursive: true, force: true })
  }
}
