import { expect, it } from 'vitest'
import type { HttpResponse, NodeHttp } from '@maillon/node-sdk'
import { accessToken } from './access-token.js'
import { imapAccount } from './mail-account.js'

const account = (renew: (token: string) => Promise<void>) => {
  const values = { host: 'h', user: 'a@contoso.fr', login: 'microsoft', clientId: 'app', refreshToken: 'first' }
  const { login } = imapAccount({ id: 'c', name: 'c', type: 'imap', values, renew })
  if (login.kind !== 'token') throw new Error('no login by token')
  return login.grant
}
const answering = (json: object): NodeHttp => ({ request: async () => ({ status: 200, headers: {}, url: '', text: async () => JSON.stringify(json) }) as unknown as HttpResponse })

it('gives a refresh token that takes the place of the old one away to be kept, and says nothing where it stays', async () => {
  const kept: string[] = []
  const renew = async (token: string) => void kept.push(token)
  expect(await accessToken(account(renew), { http: answering({ access_token: 't', refresh_token: 'second' }) })).toBe('t')
  expect(await accessToken(account(renew), { http: answering({ access_token: 't', refresh_token: 'first' }) })).toBe('t')
  expect(await accessToken(account(renew), { http: answering({ access_token: 't' }) })).toBe('t')
  expect(kept).toEqual(['second'])
})
