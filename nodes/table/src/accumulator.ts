import { DecimalSum, isEmpty, readNumber, shortText, userError, type Json, type Locale } from '@maillon/node-sdk'

export type AggregateFunction = 'sum' | 'mean' | 'min' | 'max' | 'count' | 'distinct' | 'first' | 'last'

/** Where the value came from, for the error. */
export interface Origin {
  readonly locale: Locale
  readonly pointer: string
  readonly row: number
}

/** What a function has seen of one group. Empty values don't count (but for `count` of rows). */
export interface Accumulator {
  add(value: Json, origin: Origin): void
  /** null where nothing was seen. */
  result(): Json
}

/** @param room called for each value that must be remembered, so that memory is bounded. */
export function accumulatorOf(name: AggregateFunction, room: (value: Json) => void): Accumulator {
  switch (name) {
    case 'count':
      return counting()
    case 'sum':
    case 'mean':
      return summing(name)
    case 'min':
    case 'max':
      return extreme(name)
    case 'distinct':
      return distinct(room)
    case 'first':
    case 'last':
      return edge(name)
  }
}

function counting(): Accumulator {
  let count = 0
  return { add: (value) => void (isEmpty(value) || count++), result: () => count }
}

function summing(name: 'sum' | 'mean'): Accumulator {
  const sum = new DecimalSum()
  let count = 0
  return {
    add: (value, origin) => {
      if (isEmpty(value)) return
      const number = readNumber(value, origin.locale)
      if (number === null) throw notANumber(value, origin)
      sum.add(number)
      count++
    },
    result: () => (name === 'sum' ? sum.total() : count === 0 ? null : sum.total() / count),
  }
}

/** Numbers by size; texts (and so ISO dates) in their order. The two don't mix. */
function extreme(name: 'min' | 'max'): Accumulator {
  const wins = name === 'min' ? (a: number | string, b: number | string) => a < b : (a: number | string, b: number | string) => a > b
  let best: number | string | null = null
  return {
    add: (value, origin) => {
      if (isEmpty(value)) return
      const candidate = readNumber(value, origin.locale) ?? (typeof value === 'string' ? value : null)
      if (candidate === null || (best !== null && typeof best !== typeof candidate)) throw notANumber(typeof candidate === 'number' ? best : value, origin)
      if (best === null || wins(candidate, best)) best = candidate
    },
    result: () => best,
  }
}

function distinct(room: (value: Json) => void): Accumulator {
  const seen = new Set<string>()
  return {
    add: (value) => {
      if (isEmpty(value)) return
      const key = typeof value === 'object' ? JSON.stringify(value) : `${typeof value}:${String(value)}`
      if (seen.has(key)) return
      room(key)
      seen.add(key)
    },
    result: () => seen.size,
  }
}

function edge(name: 'first' | 'last'): Accumulator {
  let kept: Json = null
  let found = false
  return {
    add: (value) => {
      if (isEmpty(value) || (found && name === 'first')) return
      kept = value
      found = true
    },
    result: () => kept,
  }
}

function notANumber(value: Json, { pointer, row }: Origin) {
  return userError({
    code: 'TABLE_NUMBER_EXPECTED',
    text: { fr: `Ligne ${row + 1} : « ${shortText(value)} » n’est pas un nombre.`, en: `Row ${row + 1}: “${shortText(value)}” is not a number.` },
    hint: { fr: 'Corrigez la donnée, ou écartez ces lignes par un filtre avant cette étape.', en: 'Correct the data, or take these rows out with a filter before this step.' },
    field: pointer,
    row,
  })
}
