import type { EvaluationState } from '../evaluation-state.js'

/**
 * A result without the binary dust of 0.1 + 0.2: the number of 15 significant digits, as a spreadsheet has it.
 * Stops with EXPRESSION_NUMBER_OVERFLOW where it is no number any more.
 */
export function tidy(state: EvaluationState, result: number): number {
  if (Number.isInteger(result)) return result
  if (!Number.isFinite(result)) return state.fail('EXPRESSION_NUMBER_OVERFLOW')
  const short = Math.round(result * 1e6) / 1e6
  if (short === result) return result
  return Number(result.toPrecision(15))
}

/** Half away from zero, on the decimal digits as they are written: 1.005 gives 1.01, -2.5 gives -3. Negative `decimals` rounds tens, hundreds. */
export function roundDecimal(value: number, decimals: number): number {
  const rounded = atDecimal(Math.abs(value), decimals, Math.round)
  return value < 0 ? 0 - rounded : rounded
}

/** `Math.floor` and the like at a decimal place. A number too large or small to be shifted has nothing there, and stays as it is. */
export function atDecimal(value: number, decimals: number, to: (value: number) => number): number {
  const result = shiftDecimal(to(shiftDecimal(value, decimals)), -decimals)
  return Number.isFinite(result) ? result : value
}

/** Moves the decimal point by `places`. */
function shiftDecimal(value: number, places: number): number {
  const [digits, exponent] = String(value).split('e')
  return Number(`${digits}e${Number(exponent ?? 0) + places}`)
}
