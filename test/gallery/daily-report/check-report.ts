import assert from 'node:assert/strict'
import ExcelJS from 'exceljs'
import { unzipSync } from 'fflate'
import { expectedReport, salesOf } from './day-of-sales.js'
import type { RealWorld } from './real-world.js'

/**
 * Look at the outcome from outside, as its receiver would: the mail on the server, the workbook in it opened again (by another
 * library than the one that wrote it), the message in the channel. @throws AssertionError saying what is wrong.
 */
export async function checkReport(world: RealWorld, recipient: string): Promise<void> {
  const expected = expectedReport(salesOf(world.day))
  const mail = world.smtp.mails.at(-1)
  assert.ok(mail, 'no mail arrived')
  assert.deepEqual(mail.envelope.to, [recipient])
  const [year, month, date] = world.day.split('-')
  assert.equal(plain(mail.parsed.subject), `Ventes du ${date}/${month}/${year} : ${euros(expected.totalCents)}`)
  const html = plain(String(mail.parsed.html))
  assert.ok(html.includes(euros(expected.totalCents)), 'the body does not name the total')
  for (const { product } of expected.bestFive) assert.ok(html.includes(product.replaceAll('’', '’')), `the body does not name ${product}`)
  const workbook = mail.parsed.attachments[0]
  assert.ok(workbook, 'the mail has no attachment')
  assert.equal(workbook.filename, `ventes-${world.day}.xlsx`)
  await checkWorkbook(workbook.content, world.day)
  const message = world.inbox.messages.at(-1)
  assert.ok(message, 'nothing arrived in the channel')
  assert.ok(plain(JSON.stringify(message.body)).includes(euros(expected.totalCents)), 'the channel was not told the total')
}

/** The workbook alone: four sheets, the table with its totals, the five best, the native chart. */
export async function checkWorkbook(bytes: Uint8Array, day: string): Promise<void> {
  const expected = expectedReport(salesOf(day))
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.load(Buffer.from(bytes) as never)
  assert.deepEqual(workbook.worksheets.map(({ name }) => name), ['Par produit', 'Cinq meilleurs', 'Totaux', 'Ventes'])
  const products = rowsOf(workbook, 'Par produit').filter((row) => expected.meanByProduct.has(String(row[0])))
  assert.equal(products.length, expected.meanByProduct.size, 'a product is missing')
  for (const [product, , , , mean] of products) assert.ok(Math.abs(Number(mean) - (expected.meanByProduct.get(String(product)) ?? Number.NaN)) < 1e-6, `the mean of ${product} is wrong`)
  const best = rowsOf(workbook, 'Cinq meilleurs').slice(1, 6)
  assert.deepEqual(best.map(([product, , amount]) => [product, Math.round(Number(amount) * 100)]), expected.bestFive.map(({ product, cents }) => [product, cents]))
  assert.equal(Math.round(Number(rowsOf(workbook, 'Totaux')[1]?.[0]) * 100), expected.totalCents)
  assert.equal(rowsOf(workbook, 'Ventes').filter((row) => typeof row[0] === 'number').length, 57)
  const parts = Object.keys(unzipSync(bytes))
  assert.ok(parts.some((part) => /^xl\/charts\/chart\d*\.xml$/.test(part)), 'there is no native chart')
  assert.ok(parts.some((part) => /^xl\/tables\/table\d*\.xml$/.test(part)), 'there is no formatted table')
}

/** Values by row; of formulas the kept result. */
function rowsOf(workbook: ExcelJS.Workbook, sheet: string): readonly (readonly unknown[])[] {
  const rows: unknown[][] = []
  workbook.getWorksheet(sheet)?.eachRow((row) => {
    const values = (row.values as unknown[]).slice(1)
    rows.push(values.map((value) => (typeof value === 'object' && value !== null && 'result' in value ? value.result : value)))
  })
  return rows
}

function euros(cents: number): string {
  return plain(new Intl.NumberFormat('fr-FR', { style: 'currency', currency: 'EUR' }).format(cents / 100))
}

/** All kinds of spaces and quotes alike, so that a comparison is about words. */
function plain(text: string | undefined): string {
  return (text ?? '').replaceAll(/[\u00a0\u202f\s]+/g, ' ')
}
