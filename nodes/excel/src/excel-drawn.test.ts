import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createMemoryFiles, testNode } from '@maillon/node-sdk/testing'
import { expect, it } from 'vitest'
import { excelFillTemplate } from './excel-fill-template.node.js'
import { excelWrite } from './excel-write.node.js'
import { invoiceTemplate } from './template.fixture.js'

/** Another program than ours that draws workbooks. */
const office = '/usr/bin/soffice'

const rows = ['Café', 'Thé', 'Chocolat', 'Eau'].map((produit, n) => ({ produit, montant: 100.5 * (n + 1), marge: 20 * (4 - n) }))
const columns = [{ field: 'produit' }, { field: 'montant', format: 'currency' }, { field: 'marge', format: 'number' }]
const sheet = (kind: string, values: readonly string[]) => ({ id: kind, name: kind, columns, totals: [{ field: 'montant' }], chart: { kind, category: 'produit', values, title: `Ventes ${kind}` } })

/** What LibreOffice draws of workbooks, as text. */
function drawn(books: { readonly [name: string]: Uint8Array }): { readonly [name: string]: string } {
  const folder = mkdtempSync(join(tmpdir(), 'maillon-drawn-'))
  try {
    const names = Object.keys(books)
    for (const name of names) writeFileSync(join(folder, `${name}.xlsx`), books[name] ?? new Uint8Array())
    execFileSync(office, [`-env:UserInstallation=file://${folder}/profile`, '--headless', '--convert-to', 'pdf', '--outdir', folder, ...names.map((name) => join(folder, `${name}.xlsx`))], { stdio: 'ignore' })
    return Object.fromEntries(names.map((name) => [name, execFileSync('pdftotext', ['-layout', join(folder, `${name}.pdf`), '-']).toString('utf8')]))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

it('is drawn by LibreOffice as it is meant: charts with their values, totals, and a template with what it computes', async () => {
  const files = createMemoryFiles()
  const written = await testNode(excelWrite, { files, locale: 'fr', params: { sheets: [sheet('bar', ['montant', 'marge']), sheet('line', ['montant']), sheet('pie', ['montant'])] as never }, inputs: { bar: rows, line: rows, pie: rows } })
  const { id } = files.add('modèle.xlsx', await invoiceTemplate())
  const tables = [{ id: 'lignes', start: 'A6', columns: [{ field: 'produit' }, { field: 'marge' }, { field: 'montant' }] }]
  const filled = await testNode(excelFillTemplate, { files, locale: 'fr', params: { file: { id, name: 'modèle.xlsx' }, tables }, inputs: { lignes: rows } })
  const bytesOf = (result: typeof written) => files.bytes(result.outputs['main']?.[0]?.files?.['workbook'] ?? expect.fail(JSON.stringify(result.error)))
  const pages = drawn({ charts: bytesOf(written), invoice: bytesOf(filled) })
  const [bar = '', line = '', pie = ''] = (pages['charts'] ?? '').split('\f')
  // The marks of an axis stand nowhere in the cells: they are drawn from the values.
  for (const words of ['Ventes bar', '1,005.00 €', '450.00', 'marge']) expect(bar).toContain(words)
  for (const words of ['Ventes line', '450.00']) expect(line).toContain(words)
  for (const words of ['Ventes pie', '10%', '20%', '30%', '40%']) expect(pie).toContain(words)
  // 80 × 100.5 + 60 × 201 + 40 × 301.5 + 20 × 402, which LibreOffice works out itself; the note below has moved down with the print area.
  for (const words of ['8,040.00 €', '40,200.00 €', 'Merci de votre confiance']) expect(pages['invoice']).toContain(words)
}, 120_000)
