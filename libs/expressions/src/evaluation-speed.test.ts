// performance.md, item 7: evaluation over 10^6 items within 5 times a hand-written function. Run alone for the figures:
// npx vitest run libs/expressions/src/evaluation-speed.test.ts
import { ok, type Json, type JsonObject, type Result } from '@maillon/kernel'
import { expect, it } from 'vitest'
import { compileParams } from './compile-params.js'
import { prepare } from './evaluate.js'
import { parseExpression } from './parse-expression.js'
import { scopeWith, type Scope } from './scope.js'

/** Work of this process in milliseconds: unlike the clock it does not count what else the machine is doing. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

const count = 1_000_000
const rounds = 7

const items: readonly JsonObject[] = Array.from({ length: count }, (_, at) => ({ name: `p${at}`, price: (at % 1000) + 0.5, quantity: (at % 7) + 1 }))

type ByHand = (scope: Scope) => Result<Json, string>

/** What the expression does, as one would write it: own fields, numbers only, an answer that may be a refusal. */
const multiplyByHand: ByHand = ({ item }) => {
  if (item === null || !Object.hasOwn(item, 'price') || !Object.hasOwn(item, 'quantity')) return { ok: false, problem: 'missing' }
  const { price, quantity } = item
  return typeof price === 'number' && typeof quantity === 'number' ? { ok: true, value: price * quantity } : { ok: false, problem: 'not a number' }
}

/** Milliseconds for all items, and the sum so that nothing is left out as unused. */
function timed(work: (scope: Scope) => Result<Json, unknown>): { ms: number; sum: number } {
  const scope = { ...scopeWith({}) }
  let sum = 0
  const start = cpuMs()
  for (const item of items) {
    ;(scope as { item: JsonObject }).item = item
    const result = work(scope)
    if (result.ok) sum += result.value as number
  }
  return { ms: cpuMs() - start, sum }
}

function bareMultiplication(): number {
  let best = Number.POSITIVE_INFINITY
  for (let round = 0; round < rounds; round += 1) {
    let sum = 0
    const start = cpuMs()
    for (const item of items) sum += (item['price'] as number) * (item['quantity'] as number)
    best = Math.min(best, cpuMs() - start)
    expect(sum).toBeGreaterThan(0)
  }
  return best
}

it('works out a computed value for 10^6 items within 5 times a hand-written function', () => {
  const parsed = parseExpression('{{multiply item.price item.quantity}}')
  if (!parsed.ok) throw new Error('The expression has to be a good one')
  const evaluatePrepared = prepare(parsed.value)
  let [byHand, byExpression] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
  // Side by side, and the best of each: what else runs on the machine must not decide.
  for (let round = 0; round < rounds; round += 1) {
    const hand = timed(multiplyByHand)
    const expression = timed(evaluatePrepared)
    expect(expression.sum).toBeCloseTo(hand.sum, 0)
    byHand = Math.min(byHand, hand.ms)
    byExpression = Math.min(byExpression, expression.ms)
  }
  const bare = bareMultiplication()
  process.stdout.write(
    `10^6 evaluations: by hand ${byHand.toFixed(1)} ms, by expression ${byExpression.toFixed(1)} ms, ratio ${(byExpression / byHand).toFixed(2)}` +
      ` (a bare multiplication without any check, for comparison: ${bare.toFixed(1)} ms)\n`,
  )
  expect(byExpression / byHand).toBeLessThan(5)
}, 60_000)

it('makes 10^6 sets of parameters in good time', () => {
  const params = compileParams({ total: '{{multiply item.price item.quantity}}', kind: 'line' })
  let best = Number.POSITIVE_INFINITY
  for (let round = 0; round < 3; round += 1) {
    const { ms } = timed((scope) => {
      const resolved = params.resolve(scope)
      return resolved.ok ? ok(resolved.value['total'] as Json) : resolved
    })
    best = Math.min(best, ms)
  }
  process.stdout.write(`10^6 parameter sets: ${best.toFixed(1)} ms\n`)
  expect(best).toBeLessThan(1500)
}, 60_000)
