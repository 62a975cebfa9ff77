import { afterEach, describe, expect, it, vi } from 'vitest'
import { ApiError } from '@maillon/api-contract'
import { api } from './api.js'
import { setPagePerson } from './page-person.js'
import { markSessionRenewed, useSessionExpiry } from './session-expiry.js'

const refusal = { status: 401, text: async () => JSON.stringify({ error: { code: 'API_SESSION_NEEDED', message: 'Log in.' } }) }
const answer = (body: unknown) => ({ status: 200, text: async () => JSON.stringify(body) })

describe('a call whose session has ended', () => {
  afterEach(() => {
    vi.unstubAllGlobals()
    setPagePerson(null)
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

  it('is not made in the name of somebody else who logged in', async () => {
    const fetch = vi.fn().mockResolvedValue(refusal)
    vi.stubGlobal('fetch', fetch)
    setPagePerson('p1')
    const call = api.call('flows', {})
    await vi.waitFor(() => expect(useSessionExpiry.getState().isExpired).toBe(true))
    setPagePerson('p2')
    markSessionRenewed()
    await expect(call).rejects.toMatchObject({ name: 'AbortError' })
    expect(fetch).toHaveBeenCalledTimes(1)
  })

  it('names the person of the page, and says that somebody else took the browser over', async () => {
    const fetch = vi.fn().mockResolvedValueOnce({ status: 401, text: async () => JSON.stringify({ error: { code: 'API_SESSION_OTHER', message: 'Somebody else.' } }) }).mockResolvedValueOnce(answer({ flows: [] }))
    vi.stubGlobal('fetch', fetch)
    setPagePerson('p1')
    const call = api.call('flows', {})
    await vi.waitFor(() => expect(useSessionExpiry.getState()).toEqual({ isExpired: true, isTakenOver: true }))
    expect(fetch.mock.calls[0]?.[1]).toMatchObject({ headers: { 'x-maillon-person': 'p1' } })
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
