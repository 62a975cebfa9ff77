import type { JsonObject, NodeDefinition } from '@maillon/node-sdk'
import { testNode, type TestNodeOptions } from '@maillon/node-sdk/testing'
import { outsideHttp, type OutsideHttp } from '@maillon/node-host/testing'
import { FakeGoogle, startOutside, type OutsideServer } from '@maillon/test-kit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { columnName, rangeOf, spreadsheetId } from './sheet-address.js'
import { sheetsAppend } from './sheets-append.node.js'
import { sheetsRead } from './sheets-read.node.js'
import { sheetsReplace } from './sheets-replace.node.js'

let google: FakeGoogle
let server: OutsideServer
let out: OutsideHttp

beforeEach(async () => {
  google = new FakeGoogle()
  server = await startOutside(google.answer)
})
afterEach(async () => {
  await out.close()
  await server.stop()
})

const run = (node: NodeDefinition, params: JsonObject, more: TestNodeOptions = {}) => {
  const credentials = { account: { type: 'google-service-account', values: { key: google.keyFile(server.url), address: server.url } } }
  out = outsideHttp(credentials)
  return testNode(node, {
    params: { document: `https://docs.google.com/spreadsheets/d/${google.documentId}/edit#gid=0`, tab: 'Données', ...params },
    credentials,
    http: out.http,
    items: [{}],
    locale: 'fr',
    ...more,
  })
}
const writes = () => server.requests.filter(({ method, path }) => method !== 'GET' && path !== '/token').length

it('reads addresses and writes ranges as Google does', () => {
  out = outsideHttp()
  expect(spreadsheetId(' 1AbCdEfGhIj ')).toBe('1AbCdEfGhIj')
  expect([0, 25, 26, 701, 702].map(columnName)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA'])
  expect(rangeOf("L'onglet", 'A1:B2')).toBe("'L''onglet'!A1:B2")
  expect(() => spreadsheetId('https://evil.example/x')).toThrow()
})

describe('reading', () => {
  it('gives a row for each line, by the names of the first one, with a token asked for once', async () => {
    google.addTab('Données', [['Nom', 'Total', '', 'Nom'], ['Léa', 12.5, true], [], ['Zoé', '', '', 'x']])
    const { json, error } = await run(sheetsRead, {})
    expect(error).toBeNull()
    expect(json['main']).toEqual([
      { Nom: 'Léa', Total: 12.5, column3: true, Nom_2: null },
      { Nom: null, Total: null, column3: null, Nom_2: null },
      { Nom: 'Zoé', Total: null, column3: null, Nom_2: 'x' },
    ])
    expect(google.tokensGiven).toBe(1)
  })

  it('reads cells, numbers columns where there are no names, and keeps poisonous names out', async () => {
    google.addTab('Données', [['x'], ['__proto__', 'b'], [1, 2]])
    expect((await run(sheetsRead, { cells: 'A2:B' })).json['main']).toEqual([{ ['__proto___2']: 1, b: 2 }])
    await out.close()
    expect((await run(sheetsRead, { cells: 'A2:B3', headerRow: false })).json['main']).toEqual([
      { column1: '__proto__', column2: 'b' },
      { column1: 1, column2: 2 },
    ])
  })

  it.each([
    ['a tab that isn’t there', { tab: 'Donnees' }, (): void => undefined, 'SHEETS_RANGE_UNKNOWN', '/tab'],
    [
      'a document that isn’t shared',
      {},
      (): void => {
        google.isShared = false
      },
      'SHEETS_ACCESS_REFUSED',
      '/document',
    ],
    ['another document', { document: '1ZZZZZZZZZZZZZ' }, (): void => undefined, 'SHEETS_DOCUMENT_UNKNOWN', '/document'],
    ['no document at all', { document: 'ventes.xlsx' }, (): void => undefined, 'SHEETS_DOCUMENT_INVALID', '/document'],
    ['a header that is empty', {}, (): void => void google.addTab('Données', [['', ' '], ['a']]), 'SHEETS_HEADER_MISSING', '/cells'],
  ])('says what is wrong with %s', async (_, params, prepare, code, field) => {
    prepare()
    expect((await run(sheetsRead, params as JsonObject)).error).toMatchObject({ code, field, kind: 'user' })
  })

  it('waits for Google’s quota, and leaves a longer trouble to the step', async () => {
    google.addTab('Données', [['a'], [1]])
    google.busy = 1
    const { json, logs } = await run(sheetsRead, {})
    expect(json['main']).toEqual([{ a: 1 }])
    expect(logs[0]?.message).toBe('Google demande d’attendre 1 s.')
  })

  it('says that a key is not the account’s', async () => {
    const other = new FakeGoogle()
    const credentials = { account: { type: 'google-service-account', values: { key: other.keyFile(server.url), address: server.url } } }
    out = outsideHttp(credentials)
    const { error } = await testNode(sheetsRead, { params: { document: google.documentId, tab: 'x' }, credentials, http: out.http, items: [{}] })
    expect(error).toMatchObject({ code: 'VAULT_LOGIN_REFUSED', details: 'invalid_grant: Invalid JWT Signature.' })
  })
})

describe('appending', () => {
  it('puts values under the names that the tab has, formulas as texts, once over attempts', async () => {
    const tab = google.addTab('Données', [
      ['total', 'nom'],
      [1, 'a'],
    ])
    const items = [{ nom: '=HYPERLINK("http://evil")', total: 2, other: true }, { nom: { first: 'Zoé' } }]
    const first = await run(sheetsAppend, {}, { items })
    expect(first.json['main']).toEqual(items)
    expect(tab.cells.slice(2)).toEqual([
      [2, '=HYPERLINK("http://evil")'],
      ['', '{"first":"Zoé"}'],
    ])
    expect(first.logs.map(({ message }) => message)).toEqual(['L’onglet n’a pas de colonne pour « other » : ces valeurs ne sont pas écrites.'])
    expect(server.requests.at(-1)?.query.get('valueInputOption')).toBe('RAW')
    await out.close()
    const again = await run(sheetsAppend, {}, { items, state: Object.fromEntries(first.state) })
    expect(again.json['main']).toEqual(items)
    expect(tab.cells).toHaveLength(4)
    expect(again.logs[0]?.message).toContain('rien n’est envoyé une seconde fois')
  })

  it('begins an empty tab with the names, asks for them once, and goes by batches', async () => {
    const tab = google.addTab('Données')
    await run(sheetsAppend, {}, { items: Array.from({ length: 4500 }, (_, n) => ({ n })) })
    expect(tab.cells.length).toBe(4501)
    expect([tab.cells[0], tab.cells[4500]]).toEqual([['n'], [4499]])
    expect(writes()).toBe(4)
    await out.close()
    await run(sheetsAppend, {}, { mode: 'each', items: [{ n: 1 }, { n: 2 }] })
    expect(server.requests.filter(({ method, path }) => method === 'GET' && path.includes('1:1'))).toHaveLength(2)
  })

  it('shows in a dry run where it would write, and writes nothing', async () => {
    google.addTab('Données')
    expect((await run(sheetsAppend, {}, { isDryRun: true })).json['main']).toEqual([{ document: google.documentId, tab: 'Données' }])
    expect(server.requests).toHaveLength(0)
  })
})

describe('replacing', () => {
  it('leaves nothing of what was there, makes room, and tells how many rows', async () => {
    const tab = google.addTab(
      'Données',
      Array.from({ length: 20 }, (_, n) => ['old', n, 'x', 'y']),
      { rows: 20, columns: 4 },
    )
    const { json, error } = await run(sheetsReplace, {}, { items: [{ a: 1, b: 'x' }, { b: '=1+1' }] })
    expect(error).toBeNull()
    expect(json['main']).toEqual([{ tab: 'Données', rows: 2, address: `https://docs.google.com/spreadsheets/d/${google.documentId}` }])
    expect(google.rowsOf('Données')).toEqual([
      ['a', 'b'],
      [1, 'x'],
      ['', '=1+1'],
    ])
    await out.close()
    await run(
      sheetsReplace,
      {},
      { items: Array.from({ length: 6000 }, (_, n) => Object.fromEntries(Array.from({ length: 30 }, (__, column) => [`c${column}`, n]))) },
    )
    expect([tab.rows, tab.columns, google.rowsOf('Données').length, tab.cells[6000]?.[29]]).toEqual([6001, 30, 6001, 5999])
  })

  it('makes the tab where there is none, and empties one for no rows', async () => {
    expect((await run(sheetsReplace, { tab: 'Neuf' }, { items: [{ a: 1 }] })).error).toBeNull()
    expect(google.rowsOf('Neuf')).toEqual([['a'], [1]])
    await out.close()
    expect((await run(sheetsReplace, { tab: 'Neuf' }, { items: [] })).json['main']?.[0]).toMatchObject({ rows: 0 })
    expect(google.rowsOf('Neuf')).toEqual([])
  })

  it('refuses a text that no cell takes', async () => {
    expect((await run(sheetsReplace, {}, { items: [{ a: 'x'.repeat(50_001) }] })).error).toMatchObject({ code: 'SHEETS_CELL_TOO_LONG' })
  })
})
