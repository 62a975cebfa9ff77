import { randomUUID } from 'node:crypto'
import type { JsonObject } from '@maillon/kernel'
import { MemoryCollectionStore, rowDigest, type CollectionApply, type CollectionStore } from '@maillon/node-host'
import { collectionKey } from '@maillon/node-sdk'
import { createDataSource, migrate, PeopleStore, PostgresCollectionStore, type Database } from '@maillon/storage'
import { startTestPostgres, type TestPostgres } from '@maillon/test-kit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

const keys = ['code']

function suite(title: string, open: () => Promise<{ readonly store: CollectionStore; readonly workspaceId: string; close(): Promise<void> }>): void {
  describe(title, () => {
    let world: Awaited<ReturnType<typeof open>>
    let name = ''
    beforeAll(async () => {
      world = await open()
    })
    afterAll(() => world?.close())
    beforeEach(() => {
      name = `Unités ${randomUUID()}`
    })

    async function change(mode: CollectionApply['mode'], rows: readonly JsonObject[], more: Partial<CollectionApply> = {}) {
      const stage = randomUUID()
      if (rows.length > 0) await world.store.stage(stage, rows.map((row) => ({ key: collectionKey(row, keys) ?? '', row, digest: rowDigest(row) })))
      const fields = Object.keys(rows[0] ?? {})
      return world.store.apply({ workspaceId: world.workspaceId, name, mode, keys, fields, stage, idempotencyKey: randomUUID(), runId: randomUUID(), flowName: 'Essai', isDryRun: false, ...more })
    }
    const all = async () => (await world.store.page(world.workspaceId, name, { after: null, limit: 100 }))?.rows.map(({ row }) => row)

    it('is not there before a row comes into it', async () => {
      expect(await world.store.find(world.workspaceId, name)).toBeNull()
      expect(await world.store.page(world.workspaceId, name, { after: null, limit: 10 })).toBeNull()
    })

    it('adds, changes and leaves alone, and counts each', async () => {
      await change('upsert', [{ code: 1, nom: 'A' }, { code: 2, nom: 'B' }])
      expect(await change('upsert', [{ nom: 'A', code: 1 }, { code: 2, nom: 'B2' }, { code: 3, nom: 'C' }])).toMatchObject({ added: 1, changed: 1, deleted: 0, same: 1, total: 3, alreadyAt: null })
      expect(await all()).toEqual([{ code: 1, nom: 'A' }, { code: 2, nom: 'B2' }, { code: 3, nom: 'C' }])
      expect(await world.store.find(world.workspaceId, name)).toMatchObject({ keys, rows: 3 })
    })

    it('keeps the order of the fields of a row', async () => {
      await change('upsert', [{ zone: 'z', code: 1, a: 'a' }])
      expect(Object.keys((await all())?.[0] ?? {})).toEqual(['zone', 'code', 'a'])
    })

    it('stamps a row anew only where a value of it changed', async () => {
      await change('upsert', [{ code: 1, nom: 'A' }, { code: 2, nom: 'B' }])
      const before = (await world.store.page(world.workspaceId, name, { after: null, limit: 10 }))?.rows ?? []
      await new Promise((resolve) => setTimeout(resolve, 20))
      await change('upsert', [{ code: 1, nom: 'A' }, { code: 2, nom: 'B2' }])
      const after = (await world.store.page(world.workspaceId, name, { after: null, limit: 10 }))?.rows ?? []
      expect(after[0]).toEqual(before[0])
      expect(after[1]?.addedAt).toBe(before[1]?.addedAt)
      expect((after[1]?.changedAt ?? '') > (before[1]?.changedAt ?? '')).toBe(true)
    })

    it('replaces everything, by nothing too', async () => {
      await change('upsert', [{ code: 1 }, { code: 2 }, { code: 3 }])
      expect(await change('replace', [{ code: 2 }, { code: 4 }])).toMatchObject({ added: 1, changed: 0, deleted: 2, same: 1, total: 2 })
      expect(await all()).toEqual([{ code: 2 }, { code: 4 }])
      expect(await change('replace', [])).toMatchObject({ deleted: 2, total: 0 })
    })

    it('deletes by key; of a collection that is not there, nothing', async () => {
      expect(await change('delete', [{ code: 1 }])).toMatchObject({ deleted: 0, total: 0 })
      expect(await world.store.find(world.workspaceId, name)).toBeNull()
      await change('upsert', [{ code: 1 }, { code: 2 }])
      expect(await change('delete', [{ code: '1', other: true }, { code: 9 }])).toMatchObject({ deleted: 1, total: 1 })
    })

    it('does a change once, however often it is asked for it', async () => {
      const idempotencyKey = randomUUID()
      await change('upsert', [{ code: 1 }, { code: 2 }], { idempotencyKey })
      await change('delete', [{ code: 1 }])
      const again = await change('upsert', [{ code: 1 }, { code: 2 }], { idempotencyKey })
      expect(again).toMatchObject({ added: 2, changed: 0 })
      expect(again.alreadyAt).not.toBeNull()
      expect(await all()).toEqual([{ code: 2 }])
    })

    it('changes nothing in a dry run, and says what it would do', async () => {
      await change('upsert', [{ code: 1 }, { code: 2 }])
      const idempotencyKey = randomUUID()
      expect(await change('replace', [{ code: 2 }, { code: 3 }], { isDryRun: true, idempotencyKey })).toMatchObject({ added: 1, deleted: 1, same: 1 })
      expect(await all()).toEqual([{ code: 1 }, { code: 2 }])
      expect(await change('replace', [{ code: 3 }], { idempotencyKey })).toMatchObject({ added: 1, deleted: 2, alreadyAt: null })
    })

    it('refuses other key fields than those that it has', async () => {
      await change('upsert', [{ code: 1 }])
      await expect(change('upsert', [{ code: 1 }], { keys: ['id'] })).rejects.toMatchObject({ info: { code: 'COLLECTION_KEYS_DIFFERENT', field: '/keys' } })
    })

    it('gives the rows page after page, each once', async () => {
      await change('upsert', Array.from({ length: 25 }, (_, code) => ({ code })))
      const seen: unknown[] = []
      let after: string | null = null
      do {
        const page: Awaited<ReturnType<CollectionStore['page']>> = await world.store.page(world.workspaceId, name, { after, limit: 10 })
        seen.push(...(page?.rows.map(({ row }) => row['code']) ?? []))
        after = page?.next ?? null
      } while (after !== null)
      expect(seen).toEqual(Array.from({ length: 25 }, (_, code) => code))
    })

    it('lets changes of two attempts at once come one after the other', async () => {
      await change('upsert', [{ code: 0 }])
      await Promise.all(Array.from({ length: 8 }, (_, n) => change('upsert', [{ code: 0, n }, { code: n + 1 }])))
      expect(await world.store.find(world.workspaceId, name)).toMatchObject({ rows: 9 })
      expect(await all()).toHaveLength(9)
    })

    it('shows nothing of it to another workspace', async () => {
      await change('upsert', [{ code: 1 }])
      expect(await world.store.find(randomUUID(), name)).toBeNull()
    })
  })
}

suite('collections in memory', () => Promise.resolve({ store: new MemoryCollectionStore(() => Date.now()), workspaceId: randomUUID(), close: () => Promise.resolve() }))

suite('collections on Postgres', async () => {
  const server: TestPostgres = await startTestPostgres()
  const database: Database = createDataSource({ connectionString: server.connectionString })
  await database.initialize()
  await migrate(database)
  const workspaceId = randomUUID()
  await new PeopleStore(database).createFirst(
    { id: workspaceId, name: 'W', timeZone: 'Europe/Paris', locale: 'fr' },
    { id: randomUUID(), workspaceId, name: 'Ana', email: 'ana@example.com', emailKey: 'ana@example.com', passwordHash: 'x', role: 'owner', locale: 'fr' },
  )
  return {
    store: new PostgresCollectionStore(database),
    workspaceId,
    close: async () => {
      await database.destroy()
      await server.stop()
    },
  }
})
