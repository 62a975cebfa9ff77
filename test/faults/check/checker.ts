import { isTerminalRun, isTerminalStep, stepKeyText, type RunStatus, type StepStatus } from '@maillon/plan'
import type pg from 'pg'
import type { Effect } from '../rig/oracle.js'
import type { AcceptedCall } from '../rig/trigger-book.js'

/**
 * What must hold after every scenario, whatever happened in it.
 *
 * K1  Every accepted call has its run, and that run is over. (The others are lost.)
 * K2  The same delivery was given the same run, each time that it was accepted; no run has a delivery that nobody made.
 * K3  Every effect carries a key, the key of a step that is there; each step has one key and the same payload at each attempt.
 * K4  No step had more effects than attempts.
 * K5  What is recorded as a step's result is one of the answers that the oracle gave for its key (so that there was at least one effect).
 * K6  No run and no step ever left a terminal state; attempts never go down; a run that had begun isn't queued again.
 */
export interface Evidence {
  readonly db: pg.Pool
  readonly accepted: readonly AcceptedCall[]
  readonly effects: readonly Effect[]
  /** Runs that may end in failure or by cancelling (tests of failures). */
  readonly mayFail: ReadonlySet<string>
}

export interface Verdict {
  readonly runs: number
  /** K1. */
  readonly lost: number
  /** K3: effects without the key of their step. */
  readonly duplicateEffectsWithoutKey: number
  /** In words, at most 20. */
  readonly problems: readonly string[]
}

interface RunRow { readonly id: string; readonly status: RunStatus; readonly error: unknown }
interface StepRow { readonly root: string; readonly node: number; readonly iteration: string; readonly status: StepStatus; readonly attempt: number; readonly outputs: unknown }
interface Move { readonly run_id: string; readonly node: number | null; readonly before: string; readonly after: string; readonly attempt_before: number; readonly attempt_after: number }

export async function check(evidence: Evidence): Promise<Verdict> {
  const ids = [...new Set(evidence.accepted.map(({ runId }) => runId))]
  const { rows: runs } = await evidence.db.query<RunRow>('SELECT id, status, error FROM run WHERE id = ANY($1)', [ids])
  const { rows: steps } = await evidence.db.query<StepRow>(
    'SELECT coalesce(run.root_id, run.id) AS root, node, run.iteration, step.status, attempt, outputs FROM step JOIN run ON run.id = step.run_id')
  const { rows: moves } = await evidence.db.query<Move>('SELECT * FROM public.move ORDER BY position')
  const lost = lostRuns(evidence, new Map(runs.map((run) => [run.id, run])))
  const strays = effectsOutsideTheirStep(evidence.effects, steps)
  const problems = [
    ...lost, ...strays, ...oddDeliveries(evidence.accepted), ...badEnds(evidence, runs), ...miscountedEffects(evidence.effects, steps), ...wrongResults(evidence.effects, steps), ...backwardMoves(moves),
  ]
  return { runs: ids.length, lost: lost.length, duplicateEffectsWithoutKey: strays.length, problems: problems.slice(0, 20) }
}

/** K1. */
function lostRuns({ accepted }: Evidence, runs: ReadonlyMap<string, RunRow>): readonly string[] {
  return [...new Set(accepted.map(({ runId }) => runId))].flatMap((id) => {
    const run = runs.get(id)
    if (run === undefined) return [`K1: the accepted run ${id} is not there`]
    return isTerminalRun(run.status) ? [] : [`K1: the run ${id} is still ${run.status}`]
  })
}

function badEnds({ mayFail }: Evidence, runs: readonly RunRow[]): readonly string[] {
  return runs.filter(({ id, status }) => isTerminalRun(status) && status !== 'succeeded' && !mayFail.has(id)).map(({ id, status, error }) => `The run ${id} has ${status}: ${JSON.stringify(error)?.slice(0, 200)}`)
}

/** K2. */
function oddDeliveries(accepted: readonly AcceptedCall[]): readonly string[] {
  const runOf = new Map<string, string>()
  return accepted.flatMap(({ delivery, flowPath, runId }) => {
    const name = `${flowPath} ${delivery}`
    const first = runOf.get(name) ?? runId
    runOf.set(name, first)
    return first === runId ? [] : [`K2: the delivery ${name} made two runs: ${first} and ${runId}`]
  })
}

/** Turns of a loop are named by the run at the top and their turn. */
const keyOf = ({ root, node, iteration }: StepRow): string => stepKeyText({ runId: root, node, iteration })

/** A node that works item by item adds the item to the step's key. */
const stepKeyOf = (key: string): string => key.replace(/-i\d+$/, '')

/** K3. */
function effectsOutsideTheirStep(effects: readonly Effect[], steps: readonly StepRow[]): readonly string[] {
  const known = new Set(steps.map(keyOf))
  const payloads = new Map<string, string>()
  return effects.flatMap(({ key, box, payload }) => {
    if (key === null) return [`K3: an effect of ${box} had no key`]
    if (!known.has(stepKeyOf(key))) return [`K3: an effect of ${box} had a key that no step has: ${key}`]
    const first = payloads.get(key) ?? payload
    payloads.set(key, first)
    return first === payload ? [] : [`K3: ${key} came with two payloads`]
  })
}

/** K4. */
function miscountedEffects(effects: readonly Effect[], steps: readonly StepRow[]): readonly string[] {
  const counts = new Map<string, number>()
  for (const { key } of effects) if (key !== null) counts.set(stepKeyOf(key), (counts.get(stepKeyOf(key)) ?? 0) + 1)
  return steps.flatMap((step) => {
    const count = counts.get(keyOf(step)) ?? 0
    return count > step.attempt ? [`K4: ${keyOf(step)} had ${count} effects in ${step.attempt} attempts`] : []
  })
}

/** K5. A step that called the oracle recorded an answer to itself; one that only passes rows on has them from a step of its run. */
function wrongResults(effects: readonly Effect[], steps: readonly StepRow[]): readonly string[] {
  const receipts = new Set(effects.map(({ receipt }) => receipt))
  const callers = new Set(effects.map(({ key }) => stepKeyOf(key ?? '')))
  return steps.flatMap((step) => {
    const found = /"receipt":\s*"([^"]*)"/.exec(JSON.stringify(step.outputs) ?? '')?.[1]
    if (found === undefined || !isTerminalStep(step.status)) return []
    if (!receipts.has(found)) return [`K5: ${keyOf(step)} recorded an answer that the oracle never gave: ${found}`]
    const isFitting = callers.has(keyOf(step)) ? stepKeyOf(found.replace(/#\d+$/, '')) === keyOf(step) : found.startsWith(step.root)
    return isFitting ? [] : [`K5: ${keyOf(step)} recorded the answer of another step: ${found}`]
  })
}

/** K6. */
function backwardMoves(moves: readonly Move[]): readonly string[] {
  return moves.flatMap(({ run_id, node, before, after, attempt_before, attempt_after }) => {
    const what = node === null ? `run ${run_id}` : `step ${run_id}-${node}`
    if (node === null && isTerminalRun(before as RunStatus)) return [`K6: the ${what} went from ${before} to ${after}`]
    if (node === null) return after === 'queued' ? [`K6: the ${what} went from ${before} back to queued`] : []
    if (isTerminalStep(before as StepStatus) && before !== after) return [`K6: the ${what} went from ${before} to ${after}`]
    return attempt_after < attempt_before ? [`K6: the attempts of ${what} went from ${attempt_before} to ${attempt_after}`] : []
  })
}
