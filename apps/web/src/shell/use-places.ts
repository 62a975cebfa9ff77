'use client'

import { places } from './places.js'
import { useMay } from './use-may.js'

/** The places where the person at the screen has something to see. */
export function usePlaces(): readonly (typeof places)[number][] {
  const may = useMay()
  return places.filter((place) => (!('role' in place) || may.be(place.role)) && (!('permission' in place) || may.have(place.permission)))
}
