import { describe, expect, it } from 'vitest'
import { readOpenId } from './read-open-id.js'

const env = { MAILLON_OPENID_ISSUER: 'https://id.example.com', MAILLON_OPENID_CLIENT_ID: 'maillon' }

describe('the service that people log in by', () => {
  it('is none where nothing is said', () => {
    expect(readOpenId({})).toBeNull()
  })

  it('is named after its host, and lets in domains with their roles', () => {
    const read = readOpenId({ ...env, MAILLON_OPENID_DOMAINS: 'Example.com=viewer, corp.fr=editor' })
    expect(read).toMatchObject({ name: 'id.example.com', clientSecret: null })
    expect([...(read?.domains ?? [])]).toEqual([['example.com', 'viewer'], ['corp.fr', 'editor']])
  })

  it('is refused over plain http to another machine, without a client, and with roles that no rule may give', () => {
    expect(() => readOpenId({ ...env, MAILLON_OPENID_ISSUER: 'http://id.example.com' })).toThrow('MAILLON_OPENID_ISSUER')
    expect(() => readOpenId({ MAILLON_OPENID_ISSUER: env.MAILLON_OPENID_ISSUER })).toThrow('MAILLON_OPENID_CLIENT_ID')
    for (const rule of ['example.com=owner', 'example.com=administrator', 'example.com', '=viewer', '*.com=viewer']) expect(() => readOpenId({ ...env, MAILLON_OPENID_DOMAINS: rule })).toThrow('MAILLON_OPENID_DOMAINS')
  })
})
