import { describe, expect, it } from 'vitest'
import { chooseLocale } from './choose-locale.js'

describe('the language of the screens', () => {
  it('is the one that was chosen here, whatever else is wished', () => {
    expect(chooseLocale({ stored: 'en', account: 'fr', browser: ['fr-FR'] })).toBe('en')
  })

  it('is the account’s where nothing was chosen here', () => {
    expect(chooseLocale({ stored: null, account: 'fr', browser: ['en-GB'] })).toBe('fr')
  })

  it('is the first of the browser’s languages that there is', () => {
    expect(chooseLocale({ stored: null, account: null, browser: ['de-DE', 'fr-CA', 'en'] })).toBe('fr')
  })

  it('is English where nothing fits, and where storage holds nonsense', () => {
    expect(chooseLocale({ stored: 'xx', account: null, browser: ['de'] })).toBe('en')
  })
})
