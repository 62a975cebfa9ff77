/** Nodes that misbehave, for the test server alone. Those with `heavy` run in a thread, as everything does that computes for long. */
import { defineNode, Type } from '@maillon/node-sdk'

const text = { fr: 'x', en: 'x' }
const about = { title: text, description: text, words: text, icon: 'x', group: 'logic' as const, effects: 'read' as const, params: Type.Object({}) }

const spin = (ms: number): void => {
  for (const end = performance.now() + ms; performance.now() < end;);
}

/** Blocks the server's own thread for longer than three leases, then gives a row. */
export const blocksServer = defineNode({ ...about, type: 'unruly.blocks', params: Type.Object({ ms: Type.Integer() }), run: async ({ params, emit }) => {
  spin(params.ms)
  await emit({ json: { blocked: params.ms } })
} })

export const spinsInThread = defineNode({ ...about, type: 'unruly.spins', heavy: true, run: () => {
  for (;;);
} })

export const eatsMemory = defineNode({ ...about, type: 'unruly.eats', heavy: true, run: () => {
  const kept: object[] = []
  for (let n = 0; ; n += 1) kept.push({ n, list: Array.from({ length: 100 }, () => n) })
} })

/** Takes the whole worker down. */
export const endsProcess = defineNode({ ...about, type: 'unruly.ends', run: () => {
  process.kill(process.pid, 'SIGKILL')
} })

/** Never returns and doesn't listen when told to stop. */
export const neverReturns = defineNode({ ...about, type: 'unruly.hangs', run: () => new Promise<never>(() => undefined) })

export const givesNonsense = defineNode({ ...about, type: 'unruly.nonsense', run: async ({ emit }) => {
  const circle: { [name: string]: unknown } = { n: 1n }
  circle['self'] = circle
  await emit({ json: circle as never })
} })

/** Rows of a kilobyte without end. */
export const givesTooMuch = defineNode({ ...about, type: 'unruly.floods', params: Type.Object({ rows: Type.Integer() }), run: async ({ params, emit }) => {
  const filling = 'x'.repeat(1000)
  for (let row = 0; row < params.rows; row += 1) await emit({ json: { row, filling } })
} })
