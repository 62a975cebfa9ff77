import { randomInt } from 'node:crypto'
import type { Backend } from './rig/house.js'

export interface Arguments {
  readonly isShort: boolean
  /** Beginnings of ids; empty: all. */
  readonly only: readonly string[]
  readonly seed: number
  readonly backends: readonly Backend[]
}

/** `--short`, `--only F03,F22`, `--seed 7`, `--backend redis`. @throws Error naming what can't be read */
export function readArguments(words: readonly string[]): Arguments {
  const asked = { isShort: false, only: [] as readonly string[], seed: randomInt(1_000_000), backends: ['postgres', 'redis'] as readonly Backend[] }
  const left = [...words]
  for (let word = left.shift(); word !== undefined; word = left.shift()) {
    if (word === '--short') asked.isShort = true
    else if (word === '--only') asked.only = (left.shift() ?? '').split(',').filter((id) => id !== '')
    else if (word === '--seed') asked.seed = Number(left.shift())
    else if (word === '--backend') asked.backends = [backendOf(left.shift())]
    else throw new Error(`Not understood: ${word}. There are --short, --only <ids>, --seed <number>, --backend <postgres|redis>.`)
  }
  if (!Number.isInteger(asked.seed)) throw new Error('--seed takes a whole number')
  return asked
}

function backendOf(word: string | undefined): Backend {
  if (word === 'postgres' || word === 'redis') return word
  throw new Error('--backend takes postgres or redis')
}
