import { expect, it } from 'vitest'
import type { RunDetail, StepView } from '@maillon/api-contract'
import { emptyFlow, type FlowNode } from '@maillon/flow-document'
import { catalogueOf } from '@maillon/node-contract'
import { compareRuns } from './compare-runs.js'

const node = (id: string, more: Partial<FlowNode> = {}): FlowNode => ({ id, type: 'core.set', version: 1, name: id, position: { x: 0, y: 0 }, params: {}, ...more })
const step = (id: string, more: Partial<StepView> = {}): StepView => ({
  node: id, iteration: '', status: 'succeeded', startedAt: '2026-11-21T08:00:00.000Z', endedAt: '2026-11-21T08:00:00.100Z', nextAttemptAt: null, attempts: [], message: '', progress: null,
  outputs: { main: 3 }, wait: null, failedItems: 0, setAside: 0, isPreview: false, ...more,
})
const run = (nodes: readonly FlowNode[], steps: readonly StepView[]): RunDetail => ({ document: { ...emptyFlow('f', 'Rapport'), nodes }, steps, error: null, run: {} as RunDetail['run'] })
const told = (left: RunDetail, right: RunDetail) => compareRuns(left, right, catalogueOf([])).map(({ node: id, differs }) => [id, differs])

it('says nothing of steps that went the same way', () => {
  const same = run([node('a')], [step('a')])
  expect(told(same, structuredClone(same))).toEqual([['a', []]])
})

it('marks another state, other numbers of rows, another error, other settings and twice the time', () => {
  const left = run([node('a'), node('b'), node('c')], [step('a'), step('b'), step('c')])
  const right = run(
    [node('a', { params: { x: 1 } }), node('b'), node('c')],
    [step('a', { outputs: { main: 2 } }), step('b', { status: 'failed', message: 'Non' }), step('c', { endedAt: '2026-11-21T08:00:00.700Z' })],
  )
  expect(told(left, right)).toEqual([['a', ['rows', 'settings']], ['b', ['status', 'error']], ['c', ['duration']]])
})

it('keeps steps that only one of the two versions has, the newer order first', () => {
  expect(told(run([node('a'), node('old')], [step('a'), step('old')]), run([node('new'), node('a')], [step('new'), step('a')]))).toEqual([['new', ['missing', 'settings']], ['a', []], ['old', ['missing', 'settings']]])
})

it('makes nothing of a few milliseconds', () => {
  expect(told(run([node('a')], [step('a', { endedAt: '2026-11-21T08:00:00.001Z' })]), run([node('a')], [step('a')]))).toEqual([['a', []]])
})
