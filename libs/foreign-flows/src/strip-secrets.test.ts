import type { JsonObject } from '@maillon/kernel'
import { expect, it } from 'vitest'
import { convertForeign } from './convert-foreign.js'
import { stripSecrets } from './strip-secrets.js'

const key = 'sk-proj-AbCdEfGhIjKlMnOpQrStUvWx'

it.each<readonly [string, JsonObject]>([
  ['a header', { name: 'Authorization', value: 'Bearer s3cr3t-s3cr3t' }],
  ['a query parameter', { name: 'access_token', value: 's3cr3t-s3cr3t' }],
  ['a field', { password: 's3cr3t-s3cr3t' }],
  ['JSON in a text', { jsonBody: '{ "api_key": "s3cr3t-s3cr3t", "x": 1 }' }],
  ['code', { jsCode: "const apiKey = 's3cr3t-s3cr3t'" }],
  ['an address', { url: 'https://e.example/a?x=1&api_key=s3cr3t-s3cr3t' }],
  ['a header of Node-RED', { keyType: 'other', keyValue: 'X-API-Key', valueType: 'other', valueValue: 's3cr3t-s3cr3t' }],
])('leaves a secret out of %s, and says where', (_place, value) => {
  const { value: clean, places } = stripSecrets(value)
  expect(JSON.stringify(clean)).not.toContain('s3cr3t')
  expect(places).toHaveLength(1)
})

it('leaves what is no secret: values of rows, names, short words', () => {
  const value = { name: 'Authorization', value: '=Bearer {{ $json.token }}', token: 'x', nodeCredentialType: 'openAiApi', maxTokens: 5, authentication: 'none', text: 'The token is asked for.' }
  expect(stripSecrets(value)).toEqual({ value, places: [] })
})

it('no secret of a file survives in a document: in a step, a placeholder, a note, kept rows', () => {
  const node = (name: string, type: string, parameters: JsonObject) => ({ name, type, typeVersion: 4.2, position: [0, 0], parameters })
  const conversion = convertForeign({
    nodes: [
      node('Call', 'n8n-nodes-base.httpRequest', { url: 'https://e.example', sendHeaders: true, headerParameters: { parameters: [{ name: 'x-api-key', value: `${key}` }] } }),
      node('Other', 'n8n-nodes-base.notion', { apiKey: key }),
      node('Note', 'n8n-nodes-base.stickyNote', { content: `Key: ${key}` }),
    ],
    connections: {}, pinData: { Call: [{ json: { token: key } }] },
  })
  expect(JSON.stringify(conversion)).not.toContain(key)
  expect(conversion).toMatchObject({ ok: true, report: [{ verdict: 'look', reasons: [{ code: 'FOREIGN_SECRET' }] }, { verdict: 'placeholder', reasons: [{}, { code: 'FOREIGN_SECRET' }] }, { verdict: 'mapped' }] })
})
