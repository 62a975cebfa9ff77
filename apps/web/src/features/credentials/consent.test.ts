import { describe, expect, it } from 'vitest'
import type { CredentialTypeView } from '@maillon/api-contract'
import { asksForConsent } from './asks-for-consent.js'
import { consentAnswerOf } from './consent-answer.js'

const text = { fr: 'x', en: 'x' }
const typeWith = (consent: CredentialTypeView['consent']): CredentialTypeView => ({
  type: 'imap', title: text, description: text, icon: 'inbox', secrets: [], consent,
  fields: { type: 'object', properties: { login: { type: 'string', default: 'password' } } },
})

describe('the consent of a person', () => {
  it('is asked for where the login chosen in the form wants one', () => {
    const byLogin = typeWith({ field: 'login', is: ['google'] })
    expect([asksForConsent(byLogin, {}), asksForConsent(byLogin, { login: 'google' }), asksForConsent(byLogin, { login: 'password' })]).toEqual([false, true, false])
    expect([asksForConsent(typeWith('always'), {}), asksForConsent(typeWith(null), {})]).toEqual([true, false])
  })

  it('comes back in the address, with a code or with the reason why there is none', () => {
    expect(consentAnswerOf(new URLSearchParams('state=s&code=c'))).toEqual({ state: 's', code: 'c' })
    expect(consentAnswerOf(new URLSearchParams('state=s&error=access_denied'))).toEqual({ state: 's', error: 'access_denied' })
    expect(consentAnswerOf(new URLSearchParams(''))).toEqual({ state: '-' })
  })
})
