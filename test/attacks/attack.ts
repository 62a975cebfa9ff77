import type { AttackWorld } from './attack-world.js'

/** One attack of the list. It holds where `run` gives null; otherwise what got through. */
export interface Attack {
  /** Of the list, for example `A02`; several may bear one id. */
  readonly id: string
  /** What is tried. */
  readonly title: string
  run(world: AttackWorld): Promise<string | null>
}

export interface AttackOutcome {
  readonly id: string
  readonly title: string
  /** Null: it held. */
  readonly gotThrough: string | null
  readonly ms: number
}

/** What got through where a status isn't one of those that a safe system gives. */
export function unless(statuses: readonly number[], got: { readonly status: number }, what: string): string | null {
  return statuses.includes(got.status) ? null : `${what}: ${got.status} instead of ${statuses.join(' or ')}`
}

/** The first of several things that got through. */
export function first(...found: readonly (string | null)[]): string | null {
  return found.find((one) => one !== null) ?? null
}
