import { testNode, type CollectionForTest } from '@maillon/node-sdk/testing'
import { describe, expect, it } from 'vitest'
import { backup } from './backup.node.js'
import { cleanUp } from './clean-up.node.js'
import { collectionDelete } from './collection-delete.node.js'
import { collectionQuery } from './collection-query.node.js'
import { collectionReplace } from './collection-replace.node.js'
import { collectionUpsert } from './collection-upsert.node.js'
import { historyRuns } from './history-runs.node.js'

function units(): { [name: string]: CollectionForTest } {
  return { Unités: { keys: ['code'], rows: [{ code: 1, nom: 'A' }, { code: 2, nom: 'B' }] } }
}
const params = { collection: 'Unités', keys: ['code'] }

describe('writing', () => {
  it('adds new rows, changes known ones and says how many', async () => {
    const collections = units()
    const { json } = await testNode(collectionUpsert, { params, items: [{ code: 2, nom: 'B2' }, { code: 3, nom: 'C' }, { code: 1, nom: 'A' }], workspace: { collections } })
    expect(json['main']).toEqual([{ collection: 'Unités', added: 1, changed: 1, deleted: 0, same: 1, total: 3, alreadyAt: null, refused: 0 }])
    expect(collections['Unités']?.rows).toEqual([{ code: 1, nom: 'A' }, { code: 2, nom: 'B2' }, { code: 3, nom: 'C' }])
  })

  it('sets rows without a key apart and keeps the others', async () => {
    const collections = units()
    const { json, logs } = await testNode(collectionUpsert, { params, items: [{ nom: 'sans clé' }, { code: {}, nom: 'objet' }, { code: '  ' }, { code: 9 }], workspace: { collections } })
    expect(json['refused']).toEqual([{ nom: 'sans clé' }, { code: {}, nom: 'objet' }, { code: '  ' }])
    expect(json['main']).toMatchObject([{ added: 1, refused: 3 }])
    expect(json['rows']).toEqual([{ code: 9 }])
    expect(logs).toMatchObject([{ level: 'warn' }])
  })

  it('lets a row that is too large fail by itself, as the person chose, and writes the others', async () => {
    const items = [{ code: 7, nom: 'x'.repeat(300_000) }, { code: 3, nom: 'C' }]
    for (const choice of ['set-aside', 'branch', 'skip'] as const) {
      const collections = units()
      const { json, setAside, failedItems, status } = await testNode(collectionUpsert, { params, items, workspace: { collections }, onError: { choice } })
      expect([status, failedItems?.count, failedItems?.first.code]).toEqual(['warned', 1, 'COLLECTION_ROW_TOO_LARGE'])
      expect(json['main']).toMatchObject([{ added: 1, total: 3, refused: 0 }])
      expect(json['rows']).toEqual([{ code: 3, nom: 'C' }])
      expect(setAside.map(({ json: row }) => row['item'])).toEqual(choice === 'set-aside' ? [items[0]] : [])
      expect(json['error']?.length).toBe(choice === 'branch' ? 1 : undefined)
      expect(collections['Unités']?.rows).toHaveLength(3)
    }
  })

  it('changes nothing where such a row comes and the flow is to stop, or the collection would be replaced without it', async () => {
    const items = [{ code: 3, nom: 'C' }, { code: 7, nom: 'x'.repeat(300_000) }]
    const stopped = units()
    expect((await testNode(collectionUpsert, { params, items, workspace: { collections: stopped } })).error).toMatchObject({ code: 'COLLECTION_ROW_TOO_LARGE', params: { key: '7' }, row: 1 })
    const replaced = units()
    const { setAside } = await testNode(collectionReplace, { params, items, workspace: { collections: replaced }, onError: { choice: 'set-aside' } })
    expect([stopped['Unités']?.rows.length, replaced['Unités']?.rows.length, setAside.length]).toEqual([2, 2, 2])
  })

  it('deletes by the key of a row however large it is', async () => {
    const collections = units()
    const { json } = await testNode(collectionDelete, { params, items: [{ code: 1, nom: 'x'.repeat(300_000) }], workspace: { collections } })
    expect(json['main']).toMatchObject([{ deleted: 1, total: 1 }])
  })

  it('replaces everything, by nothing too', async () => {
    const collections = units()
    const { json } = await testNode(collectionReplace, { params, items: [], workspace: { collections } })
    expect(json['main']).toMatchObject([{ deleted: 2, total: 0 }])
    expect(collections['Unités']?.rows).toEqual([])
  })

  it('deletes by key, whatever else the rows say', async () => {
    const collections = units()
    const { json } = await testNode(collectionDelete, { params, items: [{ code: '1', nom: 'autre' }, { code: 77 }], workspace: { collections } })
    expect(json['main']).toMatchObject([{ deleted: 1, total: 1 }])
    expect(collections['Unités']?.rows).toEqual([{ code: 2, nom: 'B' }])
  })

  it('only says in a dry run what it would do', async () => {
    const collections = units()
    const { json, effects } = await testNode(collectionReplace, { params, items: [{ code: 5 }], workspace: { collections }, isDryRun: true })
    expect(json['main']).toMatchObject([{ added: 1, deleted: 2, rows: [{ code: 5 }] }])
    expect(effects.filter(({ kind }) => kind === 'write')).toEqual([])
    expect(collections['Unités']?.rows).toHaveLength(2)
  })
})

describe('reading', () => {
  it('gives the rows that meet the rules; a field that a row lacks is empty', async () => {
    const collections = { Colis: { keys: ['n'], rows: [{ n: 1, statut: 'livré' }, { n: 2, statut: 'parti' }, { n: 3 }] } }
    const { json } = await testNode(collectionQuery, { params: { collection: 'Colis', rules: [{ field: 'statut', operator: 'differs', value: 'livré' }] }, items: [{}], workspace: { collections } })
    expect(json['main']).toEqual([{ n: 2, statut: 'parti' }, { n: 3 }])
  })

  it('goes on without rows where there is no such collection, or fails with its name', async () => {
    expect((await testNode(collectionQuery, { params: { collection: 'Rien' }, items: [{}] })).status).toBe('succeeded')
    const { error } = await testNode(collectionQuery, { params: { collection: 'Rien', ifMissing: 'fail' }, items: [{}] })
    expect(error).toMatchObject({ code: 'COLLECTION_MISSING', params: { name: 'Rien' }, field: '/collection' })
  })

  it('stops at the limit', async () => {
    const { counts } = await testNode(collectionQuery, { params: { collection: 'Unités', limit: 1 }, items: [{}], workspace: { collections: units() } })
    expect(counts['main']).toBe(1)
  })
})

describe('history', () => {
  const run = { flowId: 'f', flow: 'Rapport', origin: 'schedule', startedBy: null, startedAt: null, finishedAt: null, durationMs: null, message: '', isTest: false, isDryRun: false }
  const runs = [
    { ...run, id: 'a', status: 'failed', acceptedAt: '2026-01-14T22:59:59.000Z' },
    { ...run, id: 'b', status: 'failed', acceptedAt: '2026-01-14T23:30:00.000Z' },
    { ...run, id: 'c', status: 'succeeded', acceptedAt: '2026-01-14T12:00:00.000Z' },
    { ...run, id: 'd', status: 'failed', acceptedAt: '2026-01-14T12:00:00.000Z', isTest: true },
  ]

  it('knows yesterday by the clock of the flow, and leaves trials out', async () => {
    const { json } = await testNode(historyRuns, { params: { period: 'yesterday' }, items: [{}], workspace: { runs }, timeZone: 'Europe/Paris' })
    expect(json['main']?.map(({ id }) => id)).toEqual(['a', 'c'])
  })

  it('gives only the wanted statuses', async () => {
    const { json } = await testNode(historyRuns, { params: { period: 'last-7-days', statuses: ['failed'], trials: true }, items: [{}], workspace: { runs } })
    expect(json['main']?.map(({ id }) => id)).toEqual(['a', 'b', 'd'])
  })
})

describe('clean-up', () => {
  it('asks for what is older than the days, and gives what went', async () => {
    const asked: unknown[] = []
    const removed = (what: unknown) => {
      asked.push(what)
      return { removed: 2, bytes: 10, names: ['a', 'b'] }
    }
    const { json } = await testNode(cleanUp, { params: { what: 'files', days: 10, pattern: 'r-*' }, items: [{}], workspace: { removed }, now: Date.UTC(2026, 0, 15, 8) })
    expect(asked).toEqual([{ what: 'files', before: '2026-01-05T08:00:00.000Z', pattern: 'r-*' }])
    expect(json['main']).toMatchObject([{ removed: 2, bytes: 10, names: ['a', 'b'] }])
  })

  it('asks for a collection where rows are to go', async () => {
    const { error } = await testNode(cleanUp, { params: { what: 'collection-rows', days: 10 }, items: [{}] })
    expect(error).toMatchObject({ code: 'CLEAN_UP_COLLECTION_MISSING', field: '/collection' })
  })
})

describe('a backup of Maillon', () => {
  it('gives what was made, and says so in the journal', async () => {
    const done = { fileName: 'nuit-2026-01-15-090000.zip', bytes: 10, rows: 3, files: 1, deleted: ['nuit-2026-01-05-090000.zip'] }
    const { json, logs } = await testNode(backup, { params: { name: 'nuit', keep: 1 }, items: [{}], workspace: { backup: () => Promise.resolve(done) } })
    expect(json['main']).toEqual([done])
    expect(logs).toMatchObject([{ level: 'info', message: 'Backup made: nuit-2026-01-15-090000.zip' }])
  })

  it('says in a dry run which file would come and which would go', async () => {
    const done = { fileName: 'nuit-2026-01-15-090000.zip', bytes: 0, rows: 0, files: 0, deleted: ['nuit-2026-01-05-090000.zip'] }
    const { json, logs, effects } = await testNode(backup, { items: [{}], isDryRun: true, workspace: { backup: () => Promise.resolve(done) } })
    expect(json['main']).toEqual([done])
    expect(logs.map(({ message }) => message)).not.toContainEqual(expect.stringMatching(/^Backup made/))
    expect(effects).not.toContainEqual(expect.objectContaining({ kind: 'write' }))
  })
})
