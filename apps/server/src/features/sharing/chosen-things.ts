import type { ArrivingThing, ThingChoice } from '@maillon/api-contract'
import type { NamedThing } from '@maillon/compiler'
import type { KnownHere } from './known-here.js'

/**
 * What stands for each thing of a file: as was chosen, else as proposed; null: nothing yet. A flow of the file for which nothing else
 * was chosen isn't in it.
 */
export function chosenThings(things: readonly ArrivingThing[], choices: readonly Pick<ThingChoice, 'key' | 'use'>[], known: KnownHere): ReadonlyMap<string, NamedThing | null> {
  const chosen = new Map(choices.map(({ key, use }) => [key, use]))
  return new Map(
    things.flatMap(({ key, kind, inFile, proposal }) => {
      const wanted = chosen.get(key)
      const use = wanted === undefined ? (proposal?.id ?? null) : wanted
      return use === null && inFile !== null ? [] : [[key, use === null ? null : known.named(kind, use)] as const]
    }),
  )
}
