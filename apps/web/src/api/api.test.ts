import { afterEach, describe, expect, it, vi } from 'vitest'
import { ApiError } from '@maillon/api-contract'
import { api } from './api.js'
import { markSessionRenewed, useSessionExpiry } from './session-expiry.js'

const refusal = { status: 401, text: async () => JSON.stringify({ error: { code: 'API_SESSION_NEEDED', message: 'Log in.' } }) }
const answer = (body: unknown) => ({ status: 200, text: async () => JSON.stringify(body) })

describe('a call whose session has ended', () => {
  afterEach(() => {
    vi.unstubAllGlobals()
    markSessionRenewed()
  })

  it('asks for the password and is made again once the person is back', async () => {
    const fetch = vi.fn().mockResolvedValueOnce(refusal).mockResolvedValueOnce(answer({ flows: [] }))
    vi.stubGlobal('fetch', fetch)
    const call = api.call('flows', {})
    await vi.waitFor(() => expect(useSessionExpiry.getState().isExpired).toBe(true))
    expect(fetch).toHaveBeenCalledTimes(1)
    markSessionRenewed()
    await expect(call).resolves.toEqual({ flows: [] })
  })

  it('gives up waiting when nobody wants the answer any more', async () => {
    vi.stubGlobal('fetch', vi.fn().mockResolvedValue(refusal))
    const abort = new AbortController()
    const call = api.call('flows', {}, abort.signal)
    await vi.waitFor(() => expect(useSessionExpiry.getState().isExpired).toBe(true))
    abort.abort()
    await expect(call).rejects.toMatchObject({ name: 'AbortError' })
  })

  it('leaves a wrong password to the login form', async () => {
    vi.stubGlobal('fetch', vi.fn().mockResolvedValue(refusal))
    await expect(api.call('login', { body: { email: 'a@b.c', password: 'x' } })).rejects.toBeInstanceOf(ApiError)
    expect(useSessionExpiry.getState().isExpired).toBe(false)
  })
})
