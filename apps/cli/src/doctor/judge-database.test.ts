import type { DatabaseFacts, TableFacts } from '@maillon/storage'
import { expect, it } from 'vitest'
import { judgeDatabase } from './judge-database.js'

const tables: TableFacts = { pendingMigrations: [], unknownMigrations: [], workersAlive: 2, oldestReadySeconds: null, sealedByKey: { k1: 3 } }
const facts: DatabaseFacts = { version: '18.4', answerMs: 2, clockMs: 12, unsafeSettings: [], connections: { used: 20, most: 100 }, bytes: 10_000_000, tables }

function judged(more: Partial<DatabaseFacts>, moreTables: Partial<TableFacts> = {}) {
  return judgeDatabase({ ...facts, tables: { ...tables, ...moreTables }, ...more }, new Set(['k1'])).filter(({ state }) => state !== 'good')
}

it('has nothing to say of a database that is well', () => {
  expect(judged({})).toEqual([])
})

it.each<readonly [string, Partial<DatabaseFacts>, Partial<TableFacts>, string, string, RegExp]>([
  ['settings that lose what was accepted', { unsafeSettings: ['fsync'] }, {}, 'durability', 'broken', /fsync/],
  ['a clock that is behind', { clockMs: -61_000 }, {}, 'clock', 'watch', /61 s behind/],
  ['connections that run out', { connections: { used: 85, most: 100 } }, {}, 'connections', 'watch', /85 of 100/],
  ['a database that nobody has used', { tables: null }, {}, 'tables', 'watch', /empty/],
  ['tables of a newer program', {}, { unknownMigrations: ['Later9'] }, 'tables', 'broken', /Later9/],
  ['tables that are to be upgraded', {}, { pendingMigrations: ['Next8'] }, 'tables', 'watch', /1 upgrade/],
  ['credentials whose key is gone', {}, { sealedByKey: { k1: 3, k0: 2 } }, 'credentials', 'broken', /2 of 5/],
  ['no worker, and nothing to do', {}, { workersAlive: 0 }, 'workers', 'watch', /No worker/],
  ['no worker while a step waits', {}, { workersAlive: 0, oldestReadySeconds: 5 }, 'workers', 'broken', /No worker/],
  ['a step that nobody takes', {}, { oldestReadySeconds: 600 }, 'workers', 'watch', /600 s/],
])('tells %s, and what to do', (_, more, moreTables, check, state, sentence) => {
  const found = judged(more, moreTables)
  expect(found.map((finding) => [finding.check, finding.state])).toEqual([[check, state]])
  expect(found[0]?.text.en).toMatch(sentence)
  expect(found[0]?.advice?.fr).not.toBe('')
})
