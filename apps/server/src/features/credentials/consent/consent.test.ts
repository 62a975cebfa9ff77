import { FakeOAuth2, startOutside, type OutsideServer } from '@maillon/test-kit'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../../../testing/start-test-server.js'
import type { TestClient } from '../../../testing/test-client.js'

let server: TestServer
let owner: TestClient
let service: FakeOAuth2
let outside: OutsideServer

beforeAll(async () => {
  server = await startTestServer({ publicUrl: 'https://maillon.example', allowHosts: ['127.0.0.1'] })
  owner = await server.owner()
}, 60_000)
afterAll(() => server.stop())

beforeEach(async () => {
  service = new FakeOAuth2()
  outside = await startOutside(service.service)
  return () => outside.stop()
})

const valuesOf = () => ({ address: outside.url, authorizationUrl: `${outside.url}/authorize`, tokenUrl: `${outside.url}/token`, clientId: service.client.id, clientSecret: service.client.secret, scope: 'read offline_access' })

async function credential(values: object = {}, type = 'oauth2-code'): Promise<string> {
  const { status, body } = await owner.post('/api/credentials', { name: 'Drive', type, values: { ...valuesOf(), ...values } })
  expect({ status, body }).toMatchObject({ status: 201 })
  return (body as { id: string }).id
}

/** What the browser does: follow the address, read the page of the service, come back. */
async function atService(client: TestClient, id: string): Promise<Record<string, string>> {
  const { status, body } = await client.post(`/api/credentials/${id}/consent`)
  expect({ status, body }).toMatchObject({ status: 200 })
  const answer = await fetch((body as { url: string }).url, { redirect: 'manual' })
  const back = new URL(answer.headers.get('location') ?? '')
  expect(back.origin + back.pathname).toBe('https://maillon.example/consent/')
  return Object.fromEntries(back.searchParams)
}

const finish = async (client: TestClient, answer: object) => {
  const { status, body } = await client.post('/api/credentials/consent', answer)
  return { status, code: (body as { error?: { code: string } }).error?.code }
}
const secretsOf = async (id: string) => ((await owner.get('/api/credentials')).body as { credentials: { id: string; secretsSet: string[] }[] }).credentials.find((one) => one.id === id)?.secretsSet

it.each(['basic', 'body'])('keeps the refresh token of a consent (client named in the %s), and the token works', async (clientPlace) => {
  const id = await credential({ clientPlace })
  expect(await finish(owner, await atService(owner, id))).toEqual({ status: 200, code: undefined })
  expect(await secretsOf(id)).toContain('refreshToken')
  const tested = await owner.post(`/api/credentials/${id}/test`)
  expect(tested.body).toMatchObject({ ok: true })
  const { text } = await owner.get('/api/credentials')
  expect(text).not.toContain('canary')
})

it('connects a mailbox that logs in by token', async () => {
  const { authorizationUrl, tokenUrl, clientId, clientSecret } = valuesOf()
  const answer = await owner.post('/api/credentials', { name: 'Boîte', type: 'imap', values: { host: 'imap.example.com', login: 'oauth2', user: 'ana@example.com', authorizationUrl, tokenUrl, clientId, clientSecret } })
  const { id } = answer.body as { id: string }
  expect(await finish(owner, await atService(owner, id))).toEqual({ status: 200, code: undefined })
  expect(await secretsOf(id)).toContain('refreshToken')
})

it('takes no answer twice, none of another session, none that was changed, none without a state', async () => {
  const id = await credential()
  const answer = await atService(owner, id)
  const elsewhere = await server.owner()
  expect(await finish(elsewhere, answer)).toEqual({ status: 400, code: 'CREDENTIAL_CONSENT_FOREIGN' })
  expect(await finish(owner, { ...answer, state: `${answer['state']?.slice(0, -4)}AAAA` })).toEqual({ status: 400, code: 'CREDENTIAL_CONSENT_FOREIGN' })
  expect(await finish(owner, { code: answer['code'] })).toMatchObject({ status: 400 })
  expect(await secretsOf(id)).not.toContain('refreshToken')
  expect(await finish(owner, answer)).toMatchObject({ status: 200 })
  expect(await finish(owner, answer)).toEqual({ status: 400, code: 'CREDENTIAL_CONSENT_REFUSED' })
})

it('takes no code that was given for another request: the proof is missing', async () => {
  const id = await credential()
  const [first, second] = [await atService(owner, id), await atService(owner, id)]
  expect(await finish(owner, { state: first['state'], code: second['code'] })).toEqual({ status: 400, code: 'CREDENTIAL_CONSENT_REFUSED' })
})

it('says who has to do what where the person declines, the secret is wrong, or nothing lasting is given', async () => {
  const id = await credential()
  service.person = 'declines'
  expect(await finish(owner, await atService(owner, id))).toMatchObject({ code: 'CREDENTIAL_CONSENT_DECLINED' })
  service.person = 'agrees'
  service.isLasting = false
  expect(await finish(owner, await atService(owner, id))).toMatchObject({ code: 'CREDENTIAL_CONSENT_SHORT' })
  const wrong = await credential({ clientSecret: 'another-canary-secret' })
  const refused = await owner.post('/api/credentials/consent', await atService(owner, wrong))
  expect(refused.body).toMatchObject({ error: { code: 'CREDENTIAL_CONSENT_REFUSED', hint: expect.stringContaining('https://maillon.example/consent/') } })
  expect(refused.text).not.toContain('canary')
})

it('begins nothing at an address that is none, nor for a credential without people', async () => {
  const script = await owner.post('/api/credentials', { name: 'x', type: 'oauth2-code', values: { ...valuesOf(), authorizationUrl: 'javascript:alert(1)' } })
  expect(script.status).toBe(400)
  const { authorizationUrl: _, ...without } = valuesOf()
  const { body } = await owner.post('/api/credentials', { name: 'x', type: 'oauth2-code', values: without })
  expect((await owner.post(`/api/credentials/${(body as { id: string }).id}/consent`)).body).toMatchObject({ error: { code: 'CREDENTIAL_CONSENT_INCOMPLETE' } })
  const basic = await owner.post('/api/credentials', { name: 'x', type: 'http-bearer', values: { address: outside.url, token: 'abcdefgh' } })
  expect((await owner.post(`/api/credentials/${(basic.body as { id: string }).id}/consent`)).body).toMatchObject({ error: { code: 'CREDENTIAL_CONSENT_UNFIT' } })
})

it('keeps to the rules for addresses when it asks for the token', async () => {
  const id = await credential({ tokenUrl: 'http://169.254.169.254/token' })
  expect(await finish(owner, await atService(owner, id))).toMatchObject({ code: 'EGRESS_ADDRESS_REFUSED' })
})
