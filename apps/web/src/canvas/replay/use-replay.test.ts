import { expect, it } from 'vitest'
import type { RunDetail, StepView } from '@maillon/api-contract'
import { emptyFlow, type FlowNode } from '@maillon/flow-document'
import { shownSteps } from '../../features/runs/shown-steps.js'
import type { LoopTurns } from '../../features/runs/use-loop-turns.js'
import { stepsAt } from './use-replay.js'

const node = (id: string, parent?: string): FlowNode => ({ id, type: 'core.set', version: 1, name: id, position: { x: 0, y: 0 }, params: {}, ...(parent === undefined ? {} : { parent }) })
const step = (id: string, second: number | null): StepView => ({
  node: id, iteration: '', status: second === null ? 'skipped' : 'succeeded', startedAt: second === null ? null : `2026-11-21T08:00:0${second}.000Z`, endedAt: null, nextAttemptAt: null, attempts: [], message: '',
  progress: null, outputs: {}, wait: null, failedItems: 0, setAside: 0, isPreview: false,
})
const detail = (id: string, steps: readonly StepView[]): RunDetail => ({ run: { id } as RunDetail['run'], document: { ...emptyFlow('f', 'x'), nodes: [node('start'), node('loop'), node('inside', 'loop'), node('end'), node('never')] }, steps, error: null })
const run = detail('r', [step('end', 5), step('start', 1), step('loop', 2), step('never', null)])
const loops = [{ node: 'loop', detail: detail('t', [step('loop', 2), step('inside', 3)]) } as unknown as LoopTurns]

it('puts the steps of the chosen turn behind its loop, each with the run that it belongs to', () => {
  const all = shownSteps(run, loops)
  expect(all.map(({ step: { node: id }, detail: { run: of }, depth }) => `${id} ${of.id} ${depth}`)).toEqual(['start r 0', 'loop r 0', 'inside t 1', 'end r 0', 'never r 0'])
})

it('shows at each position what had begun by then, and at the end what never does too', () => {
  const all = shownSteps(run, loops)
  const begun = all.filter(({ step: { startedAt } }) => startedAt !== null)
  expect([...stepsAt(all, begun, 2).keys()]).toEqual(['start', 'loop'])
  expect([...stepsAt(all, begun, 0).keys()]).toEqual([])
  expect([...stepsAt(all, begun, null).keys()]).toEqual(['start', 'loop', 'inside', 'end', 'never'])
})

it('shows what was taken over from an earlier run at every position', () => {
  const taken = { ...step('start', null), status: 'succeeded' as const }
  const all = shownSteps(detail('r', [taken, step('end', 5)]), [])
  const begun = all.filter(({ step: { startedAt } }) => startedAt !== null)
  expect(all.map(({ step: { node: id } }) => id)).toEqual(['start', 'end'])
  expect([...stepsAt(all, begun, 0).keys()]).toEqual(['start'])
})
