/** A step that nobody has tried with the worst is not done: each registered type has its five cases, or a reason why there are fewer. */
import { silentLogger } from '@maillon/kernel'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadPackages } from '../../apps/server/src/platform/load-packages.js'
import { allEarlyCases, allWorstCases } from './all-worst-cases.js'
import { withstoodCases } from './withstood-cases.js'
import { fewerCases } from './worst-coverage.js'

const demanded = 5
const cases = [...allWorstCases, ...withstoodCases, ...allEarlyCases]
const countOf = (type: string) => new Set(cases.filter(({ node }) => node === type).map(({ what }) => what)).size
const leastOf = (type: string) => fewerCases[type]?.least ?? demanded
let types: readonly string[]

beforeAll(async () => {
  types = [...new Set((await loadPackages(silentLogger)).catalogue.list().map(({ type }) => type))]
})

describe('the worst that can be done to a step', () => {
  it('is tried five times for each type that an installation has, but where it is said why fewer do', () => {
    const lacking = types.filter((type) => countOf(type) < leastOf(type)).map((type) => `${type}: ${countOf(type)} of ${leastOf(type)}`)
    expect(lacking).toEqual([])
  })

  it('is tried of types that exist, each case once', () => {
    expect(types.length).toBeGreaterThan(70)
    expect([...cases.map(({ node }) => node), ...Object.keys(fewerCases)].filter((type) => !types.includes(type))).toEqual([])
    const titles = cases.map(({ node, what }) => `${node}: ${what}`)
    expect(titles.filter((title, at) => titles.indexOf(title) !== at)).toEqual([])
  })

  it('is tried fewer times only for a reason that somebody has written down, and that still holds', () => {
    for (const [type, { least, why }] of Object.entries(fewerCases)) {
      expect(why.length, type).toBeGreaterThan(40)
      expect(least, type).toBeLessThan(demanded)
      expect(countOf(type), type).toBeLessThan(demanded)
    }
  })
})
