import { setTimeout as pause } from 'node:timers/promises'
import { check } from './check/checker.js'
import { recoveriesAfter } from './check/recoveries.js'
import type { House, Member } from './rig/house.js'
import type { Fault, Scene } from './table/fault.js'

export interface SceneResult {
  readonly id: string
  readonly title: string
  readonly runs: number
  readonly lost: number
  readonly duplicateEffectsWithoutKey: number
  readonly recoverySeconds: readonly number[]
  readonly scheduleInstants: number
  readonly scheduleFired: number
  readonly seconds: number
  /** Null: it held. */
  readonly problem: string | null
  readonly remarks: readonly string[]
}

/** A row whose house could not even be opened, or healed. */
export function unopened({ id, title }: Fault, error: unknown): SceneResult {
  const problem = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return { id, title, runs: 0, lost: 0, duplicateEffectsWithoutKey: 0, recoverySeconds: [], scheduleInstants: 0, scheduleFired: 0, seconds: 0, problem, remarks: [] }
}

/** Let one fault happen in a healthy house, then check everything. */
export async function runScene(fault: Fault, house: House, about: { readonly fraction: () => number; readonly isShort: boolean }): Promise<SceneResult> {
  const from = performance.now()
  const firstCall = house.book.accepted.length
  const mayFail = new Set<string>()
  const deaths: { readonly pid: number; readonly at: number }[] = []
  const remarks: string[] = []
  const schedule = { wanted: 0, fired: 0 }
  const died = (member: Member, at: number): void => {
    deaths.push({ pid: member.process.pid, at })
    house.replaceLater(member)
  }
  const scene: Scene = {
    house, ...about, died,
    mayFail: (runs) => runs.forEach((run) => mayFail.add(run)),
    allOver: (patienceMs = 45_000) => allOver(house, patienceMs),
    kill: async (member) => {
      const at = Date.now()
      await member.process.kill()
      died(member, at)
    },
    scheduled: (wanted, fired) => {
      schedule.wanted += wanted
      schedule.fired += fired
    },
    say: (text) => void remarks.push(text),
  }
  let problem: string | null = null
  try {
    await fault.inject(scene)
    await scene.allOver()
  } catch (error) {
    problem = `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n${house.outputs()}`
  }
  await house.heal()
  const verdict = await check({ db: house.db, accepted: house.book.accepted.slice(firstCall), effects: house.oracle.effects, mayFail })
  const recoverySeconds: number[] = []
  for (const { pid, at } of deaths) recoverySeconds.push(...(await recoveriesAfter(house.db, await house.notes.workersOf(pid), at)))
  if (verdict.problems.length > 0) problem = problem === null ? verdict.problems.join('\n') : `${problem}\n${verdict.problems.join('\n')}`
  return {
    id: fault.id, title: fault.title, runs: verdict.runs, lost: verdict.lost, duplicateEffectsWithoutKey: verdict.duplicateEffectsWithoutKey, recoverySeconds,
    scheduleInstants: schedule.wanted, scheduleFired: schedule.fired, seconds: (performance.now() - from) / 1000, problem, remarks,
  }
}

async function allOver(house: House, patienceMs: number): Promise<void> {
  const open = async (): Promise<readonly { readonly id: string; readonly steps: unknown }[] | null> => {
    const asked = house.db.query<{ id: string; steps: unknown }>(
      `SELECT id, (SELECT json_agg(json_build_object('node', node, 'status', status, 'attempt', attempt, 'worker', worker)) FROM step WHERE run_id = run.id) AS steps FROM run WHERE ended_at IS NULL ORDER BY id LIMIT 3`)
    return asked.then(({ rows }) => rows, () => null)
  }
  for (const deadline = performance.now() + patienceMs; ; await pause(100)) {
    const left = await open()
    if (left?.length === 0) return
    if (performance.now() > deadline) throw new Error(`Not over after ${patienceMs} ms: ${JSON.stringify(left)}`)
  }
}
