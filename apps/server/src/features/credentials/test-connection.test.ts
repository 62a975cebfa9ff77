import { isMaillonError } from '@maillon/kernel'
import { errorSentence } from '@maillon/messages'
import { createEgress } from '@maillon/node-host'
import { startTestFtp, startTestImap, startTestS3, startTestSmtp } from '@maillon/test-kit'
import { credentialTypeOf } from '@maillon/vault'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { testConnection } from './test-connection.js'

const servers = { imap: startTestImap, smtp: startTestSmtp, ftp: () => startTestFtp(), s3: startTestS3 }
const started: { readonly type: string; readonly credential: object; stop(): Promise<void> }[] = []
const open = createEgress({ rules: { allow: [{ cidr: '127.0.0.1' }, { cidr: '::1' }] }, clock: { now: () => Date.now() } })
const closed = createEgress({ rules: { allow: [] }, clock: { now: () => Date.now() } })

beforeAll(async () => {
  for (const [type, start] of Object.entries(servers)) started.push({ ...(await start()), type })
}, 60_000)
afterAll(async () => {
  for (const server of started) await server.stop()
  await Promise.all([open.close(), closed.close()])
})

const opened = (type: string, values: object) => {
  const all = { ...values, ...('host' in values ? { host: '127.0.0.1' } : {}) }
  return { id: 'c', name: 'c', type, values: all as never, hosts: credentialTypeOf(type)?.hosts(all as never) ?? [] }
}

it('tries each kind of credential on a real server, and names what is refused', async () => {
  for (const { type, credential } of started) expect([type, (await testConnection(opened(type, credential), open))?.fr]).toEqual([type, expect.stringMatching(/^Connecté à /)])
  for (const { type, credential } of started) {
    const wrong = opened(type, { ...credential, password: 'wrong-canary', secretKey: 'wrong-canary' })
    const error: unknown = await testConnection(wrong, open).catch((thrown: unknown) => thrown)
    expect(isMaillonError(error)).toBe(true)
    if (isMaillonError(error)) expect([errorSentence(error.info, 'fr').sentence, errorSentence(error.info, 'en').sentence]).toEqual([expect.stringContaining('refuse'), expect.stringContaining('refuse')])
    expect(JSON.stringify(isMaillonError(error) ? error.info : error)).not.toContain('wrong-canary')
  }
}, 60_000)

it('keeps to the rules for addresses', async () => {
  for (const { type, credential } of started) await expect(testConnection(opened(type, credential), closed)).rejects.toThrow(expect.objectContaining({ info: expect.objectContaining({ code: 'EGRESS_ADDRESS_REFUSED' }) }))
})

it('leaves other kinds to others', async () => {
  expect(await testConnection(opened('http-bearer', {}), open)).toBeNull()
  expect(await testConnection(opened('constructor', {}), open)).toBeNull()
})
