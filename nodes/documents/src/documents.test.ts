import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { JsonObject } from '@maillon/node-sdk'
import { createMemoryFiles, testNode, type TestNodeOptions } from '@maillon/node-sdk/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { html } from './html.node.js'
import { htmlToPdf } from './html-to-pdf.js'
import { pdf } from './pdf.node.js'
import { pictureUri } from './picture.js'

async function make(params: JsonObject, more: Partial<TestNodeOptions> = {}) {
  const files = more.files ?? createMemoryFiles()
  const result = await testNode(pdf, { mode: 'all', ...(more.inputItems === undefined ? { items: [{}] } : {}), locale: 'fr', params: { template: '<p>x</p>', ...params }, ...more, files })
  const file = result.outputs['main']?.[0]?.files?.['file']
  return { ...result, bytes: file === undefined ? Buffer.alloc(0) : Buffer.from(files.bytes(file)) }
}

/** What a reader of PDFs sees. */
function textOf(bytes: Uint8Array): string {
  const folder = mkdtempSync(join(tmpdir(), 'maillon-pdf-'))
  try {
    writeFileSync(join(folder, 'a.pdf'), bytes)
    return execFileSync('pdftotext', ['-layout', join(folder, 'a.pdf'), '-']).toString('utf8')
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const pixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

describe('document.pdf', () => {
  it('writes French as it is written, with the table of the rows and its totals', async () => {
    const { bytes, json, error } = await make(
      {
        template: '<h1>Factures d’été</h1><p>À l’attention de {{variables.nom}} — œuvre « Noël » : 1&#8239;234 €</p><rows></rows><p>Fin</p>',
        name: 'factures',
        columns: [{ field: 'produit', title: 'Article' }, { field: 'jour', format: 'date' }, { field: 'montant', format: 'currency', total: true }],
        header: 'Maillon',
        footer: 'SIRET 123',
      },
      { items: [{ produit: 'Crème <b>', jour: '2026-04-03', montant: 0.1 }, { produit: 'Thé $& $1', jour: '03/05/2026', montant: '1 000,20' }], scope: { variables: { nom: 'Zoé <script>' } } },
    )
    expect(error).toBeNull()
    expect(json['main']).toMatchObject([{ fileName: 'factures.pdf', size: bytes.length }])
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
    const text = textOf(bytes).replace(/\u00a0/g, ' ')
    for (const words of ['Factures d’été', 'À l’attention de Zoé <script> — œuvre « Noël » : 1 234 €', 'Article', 'Crème <b>', 'Thé $& $1', '03/04/2026', '03/05/2026', '0,10 €', '1 000,20 €', '1 000,30 €', 'Total', 'Fin', 'Maillon', 'SIRET 123', 'Page 1 / 1']) expect(text).toContain(words)
  })

  it('makes a document for each row', async () => {
    const { json } = await testNode(pdf, { items: [{ n: 7 }, { n: 8 }], params: { template: '<p>Commande {{item.n}}</p>', name: 'commande-{{item.n}}.pdf' } })
    expect(json['main']?.map(({ fileName }) => fileName)).toEqual(['commande-7.pdf', 'commande-8.pdf'])
  })

  it('shows pictures that came with the row or stand in the template, and fetches none', async () => {
    const files = createMemoryFiles()
    const logo = files.add('Logo.png', pixel)
    const inputItems = { main: [{ json: {}, files: { file: logo } }] }
    const shown = await make({ template: `<img src="logo.png"><img src="data:image/png;base64,${pixel.toString('base64')}">` }, { files, inputItems })
    expect(shown.logs).toEqual([])
    expect(shown.bytes.toString('latin1').match(/\/Subtype \/Image/g)?.length).toBeGreaterThanOrEqual(1)
    for (const src of ['http://169.254.169.254/a.png', '/etc/passwd', 'file:///etc/passwd', '../../a.png', 'data:image/png;base64,AAAA', 'data:text/html,x']) {
      const { logs, error } = await make({ template: `<p>a</p><img src="${src}" alt="logo">` })
      expect(error).toBeNull()
      expect(logs[0]?.message).toContain('L’image « logo » n’est pas montrée')
    }
    const bomb = Buffer.from(pixel)
    bomb.writeUInt32BE(50_000, 16)
    bomb.writeUInt32BE(50_000, 20)
    expect(pictureUri(bomb)).toBeNull()
  })

  it('leaves out what would run, and keeps only links that lead to pages and addresses', async () => {
    const { bytes, logs } = await make({ template: '<script>alert(1)</script><style>p{color:red}</style><iframe src="http://x"></iframe><p onclick="x()">visible <a href="javascript:alert(1)">un</a> <a href="https://exemple.fr">deux</a></p><form><input value="non"></form>' })
    const raw = bytes.toString('latin1')
    expect(textOf(bytes).trim().split('\n')[0]?.trim()).toBe('visible un deux')
    expect(raw).toContain('https://exemple.fr')
    expect(raw).not.toMatch(/javascript|\/JS|\/Launch/i)
    expect(logs[0]?.message).toContain('feuilles de style')
  })

  it('repeats the head of a table on each page', async () => {
    const { bytes } = await make({ columns: [{ field: 'n', title: 'Numéro' }] }, { items: Array.from({ length: 120 }, (_, n) => ({ n })) })
    expect(textOf(bytes).match(/Numéro/g)?.length).toBeGreaterThanOrEqual(3)
  })

  it('says which character its font lacks', async () => {
    const { logs, bytes } = await make({ template: '<p>日本 → ok ✓</p>' })
    expect(logs.map(({ message }) => message)).toEqual(['Le caractère « 日 » n’existe pas dans la police du document ; un « ? » le remplace.'])
    expect(textOf(bytes)).toContain('?? -> ok √')
  })

  it('says what is wrong with columns, values and templates', async () => {
    const items = [{ a: 1 }, { a: 'deux' }]
    expect((await make({ columns: [{ field: 'b' }] }, { items })).error).toMatchObject({ code: 'DATA_FIELD_UNKNOWN', field: '/columns/0/field' })
    expect((await make({ columns: [{ field: 'a', total: true }] }, { items })).error).toMatchObject({ code: 'DOCUMENT_NUMBER_EXPECTED', row: 1, field: '/columns/0/field' })
    expect((await make({ template: '' })).error?.code).toMatch(/^NODE_PARAM/)
    expect((await make({ template: '<div>'.repeat(3000) })).error).toMatchObject({ code: 'DOCUMENT_TEMPLATE_LARGE', field: '/template', kind: 'user' })
    expect((await make({ template: '{{#each' })).error?.kind).toBe('user')
    expect((await make({ template: '<table><tr><td>half' })).error).toBeNull()
    expect((await make({ template: '<p>   </p>' }, { items: [] })).error).toBeNull()
  })
})

it('lays out whatever HTML it is given, or refuses it in a sentence', async () => {
  const tag = fc.constantFrom('p', 'div', 'b', 'table', 'tr', 'td', 'th', 'ul', 'li', 'ol', 'h1', 'span', 'a', 'img', 'hr', 'br', 'thead', 'tbody', 'tfoot', 'blockquote', 'pre', 'x-y')
  const attribute = fc.constantFrom('', ' colspan="3"', ' rowspan="2"', ' colspan="999999"', ' rowspan="-1"', ' style="color:red;width:50%;font-size:9999px;margin-top:1e9px"', ' style="background:#fff;page-break-before:always"', ' align="right"', ' href="https://x.y"', ' src="x"', ' start="-5"')
  const piece = fc.oneof(fc.tuple(tag, attribute).map(([name, more]) => `<${name}${more}>`), tag.map((name) => `</${name}>`), fc.constantFrom('texte', ' ', '&amp;', '&#0;', '<', '>', '<!--', 'é', '\u0000'))
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 25 }), async (pieces) => {
      const { error, bytes } = await make({ template: `x${pieces.join('')}` })
      if (error === null) expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
      else expect(`${error.kind} ${error.code}`).toMatch(/^user (DOCUMENT|NODE_PARAM|EXPRESSION)/)
    }),
    { numRuns: 80 },
  )
}, 120_000)

it('takes HTML apart as it is meant', () => {
  const blocks = htmlToPdf('Avant <b>gras</b><p>  un <i>deux</i>\n trois </p>', { picture: () => null, warn: () => undefined, width: 500 }, 10)
  expect(blocks).toMatchObject([{ text: [{ text: 'Avant ' }, { text: 'gras', bold: true }] }, { stack: [{ text: [{ text: 'un ' }, { text: 'deux', italics: true }, { text: ' trois' }] }] }])
})

describe('document.html', () => {
  it('escapes values, tables of rows and titles', async () => {
    const { json } = await testNode(html, { mode: 'all', locale: 'fr', items: [{ a: '<img src=x onerror=alert(1)>' }], params: { template: '<p>{{variables.x}}</p><rows/>', title: '</title><script>', columns: [{ field: 'a', title: '<i>' }] }, scope: { variables: { x: '"><script>' } } })
    const text = String(json['main']?.[0]?.['html'])
    expect(text).not.toMatch(/<script|<img|<i>/)
    expect(text).toContain('<html lang="fr">')
  })

  it('leaves a whole document as it is', async () => {
    const whole = '<!doctype html><html><body>{{item.a}}</body></html>'
    expect((await testNode(html, { items: [{ a: 1 }], params: { template: whole, name: 'x' } })).json['main']).toMatchObject([{ a: 1, fileName: 'x.html', html: whole.replace('{{item.a}}', '1') }])
  })
})
