import { expect, it } from 'vitest'
import { packagesOf, type LockedPackages } from './packages-of.js'

const locked: LockedPackages = {
  'node_modules/book': { dependencies: { zip: '^1.0.0', words: '^1.0.0' } },
  'node_modules/words': { dependencies: { zip: '^2.0.0', book: '*' } },
  'node_modules/words/node_modules/zip': { dependencies: { bytes: '^2.0.0' } },
  'node_modules/words/node_modules/bytes': {},
  'node_modules/zip': { dependencies: { bytes: '^1.0.0' } },
  'node_modules/bytes': {},
  'node_modules/stranger': {},
}

it('finds what a package needs where Node would: below what needs it first, then above; neither strangers nor itself', () => {
  expect([...packagesOf('node_modules/book', locked)].sort()).toEqual(['node_modules/bytes', 'node_modules/words', 'node_modules/words/node_modules/bytes', 'node_modules/words/node_modules/zip', 'node_modules/zip'])
})

it('refuses a lock file that lacks something', () => {
  expect(() => packagesOf('node_modules/book', { 'node_modules/book': { dependencies: { zip: '^1.0.0' } } })).toThrow('node_modules/book needs zip')
})
