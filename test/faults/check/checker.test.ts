import type pg from 'pg'
import { expect, it } from 'vitest'
import { check, type Verdict } from './checker.js'

const run = '01a1fe12-568f-7a40-bf32-f31382066cfb'
const other = '01a1fe12-568f-7a40-bf32-f31382066cfc'
const step = { root: run, node: 1, iteration: '', status: 'succeeded', attempt: 1, outputs: [{ items: [{ json: { receipt: `${run}-1-i0#1` } }] }] }
const effect = { key: `${run}-1-i0`, attempt: 1, box: 'first', payload: 'a', receipt: `${run}-1-i0#1` }
const accepted = { delivery: 'd', runId: run, flowPath: 'two', at: 0 }
const good = { runs: [{ id: run, status: 'succeeded', error: null }], steps: [step], moves: [] as object[], effects: [effect], accepted: [accepted] }

function verdictOf(changed: Partial<typeof good>): Promise<Verdict> {
  const { runs, steps, moves, effects, accepted: calls } = { ...good, ...changed }
  const tables: readonly (readonly [string, readonly object[]])[] = [['FROM run WHERE', runs], ['FROM step', steps], ['public.move', moves]]
  const query = (sql: string) => Promise.resolve({ rows: tables.find(([name]) => sql.includes(name))?.[1] ?? [] })
  return check({ db: { query } as unknown as pg.Pool, accepted: calls, effects, mayFail: new Set() })
}

it('finds nothing where all is well', async () => {
  expect(await verdictOf({})).toEqual({ runs: 1, lost: 0, duplicateEffectsWithoutKey: 0, problems: [] })
})

it.each<[string, Partial<typeof good>, RegExp]>([
  ['an accepted run that is not there', { runs: [] }, /^K1/],
  ['one that is not over', { runs: [{ id: run, status: 'running', error: null }] }, /^K1/],
  ['one that failed', { runs: [{ id: run, status: 'failed', error: null }] }, /has failed/],
  ['two runs of one delivery', { accepted: [accepted, { ...accepted, runId: other }], runs: [...good.runs, { id: other, status: 'succeeded', error: null }] }, /^K2/],
  ['an effect without a key', { effects: [effect, { ...effect, key: null as never }] }, /^K3/],
  ['an effect with a key that no step has', { effects: [effect, { ...effect, key: `${other}-1-i0` }] }, /^K3/],
  ['two payloads under one key', { effects: [effect, { ...effect, payload: 'b' }] }, /^K3/],
  ['more effects than attempts', { effects: [effect, { ...effect, attempt: 2, receipt: `${run}-1-i0#2` }] }, /^K4/],
  ['a result that nobody gave', { effects: [{ ...effect, receipt: 'another' }] }, /^K5/],
  ['a run that left its end', { moves: [{ run_id: run, node: null, before: 'succeeded', after: 'running' }] }, /^K6/],
  ['a run that was queued again', { moves: [{ run_id: run, node: null, before: 'running', after: 'queued' }] }, /^K6/],
  ['a step that left its end', { moves: [{ run_id: run, node: 1, before: 'failed', after: 'ready', attempt_before: 1, attempt_after: 1 }] }, /^K6/],
  ['attempts that went down', { moves: [{ run_id: run, node: 1, before: 'ready', after: 'running', attempt_before: 2, attempt_after: 1 }] }, /^K6/],
])('finds %s', async (_, changed, wanted) => {
  const { problems } = await verdictOf(changed)
  expect(problems.some((problem) => wanted.test(problem)), problems.join('\n')).toBe(true)
})
