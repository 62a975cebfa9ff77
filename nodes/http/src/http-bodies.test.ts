import { createMemoryFiles, testNode, type TestNodeOptions } from '@maillon/node-sdk/testing'
import { expect, it } from 'vitest'
import { httpRequest } from './http-request.node.js'

const url = 'https://api.example.com/upload'
const send = (params: object, more: TestNodeOptions) =>
  testNode(httpRequest, { http: () => ({ json: { ok: true } }), params: { url, method: 'POST', ...params }, ...more })

function withFiles(): { readonly more: TestNodeOptions; readonly names: readonly string[] } {
  const files = createMemoryFiles()
  const report = files.add('ventes "été".csv', 'a;b\n1;2\n', 'text/csv')
  const logo = files.add('logo.png', new Uint8Array([137, 80, 78, 71]), 'image/png')
  return { more: { files, inputItems: { main: [{ json: { n: 1 }, files: { file: report, logo } }] } }, names: [report.name, logo.name] }
}

it('sends a file of the row as it is, under its own type', async () => {
  const { requests, error } = await send({ bodyKind: 'file' }, withFiles().more)
  expect(error).toBeNull()
  expect(Buffer.from(requests[0]?.body as Uint8Array).toString('utf8')).toBe('a;b\n1;2\n')
  expect(requests[0]?.headers?.['content-type']).toBe('text/csv')
})

it('sends texts and files together as browsers do', async () => {
  const parts = [
    { name: 'titre', value: 'Ventes "d’été"' },
    { name: 'doc"\r\nX-Evil: 1', kind: 'file' },
    { name: 'image', kind: 'file', file: 'logo' },
    { name: 'n', value: '{{item.n}}' },
  ]
  const { requests, error } = await send(
    { bodyKind: 'multipart', parts, headers: [{ name: 'Content-Type', value: 'multipart/form-data; boundary=mine' }] },
    withFiles().more,
  )
  expect(error).toBeNull()
  const contentType = requests[0]?.headers?.['content-type'] ?? ''
  const boundary = /^multipart\/form-data; boundary=(maillon-[0-9a-f]{32})$/.exec(contentType)?.[1] ?? ''
  // The platform's own reader of forms is the judge.
  const form = await new Response(requests[0]?.body as Uint8Array<ArrayBuffer>, { headers: { 'content-type': contentType } }).formData()
  expect([form.get('titre'), form.get('n')]).toEqual(['Ventes "d’été"', '1'])
  const text = Buffer.from(requests[0]?.body as Uint8Array).toString('latin1')
  expect(text).toContain('name="doc%22%0D%0AX-Evil: 1"; filename="ventes %22')
  expect(text.split(`--${boundary}`)).toHaveLength(6)
  expect(await (form.get('image') as File).arrayBuffer()).toHaveProperty('byteLength', 4)
})

it('streams what is too large for memory, once for all rows too', async () => {
  const files = createMemoryFiles()
  const big = files.add('big.bin', new Uint8Array(9 * 1024 * 1024))
  let received = 0
  const result = await testNode(httpRequest, {
    mode: 'all',
    files,
    params: { url, method: 'PUT', bodyKind: 'file' },
    inputItems: { main: [{ json: {} }, { json: {}, files: { file: big } }] },
    http: async ({ body }) => {
      expect(body).not.toBeInstanceOf(Uint8Array)
      for await (const part of body as AsyncIterable<Uint8Array>) received += part.byteLength
      return { status: 201 }
    },
  })
  expect(result.error).toBeNull()
  expect(received).toBe(9 * 1024 * 1024)
})

it('says which file is missing, and which there are', async () => {
  expect((await send({ bodyKind: 'file', file: 'facture' }, withFiles().more)).error).toMatchObject({
    code: 'HTTP_FILE_MISSING',
    field: '/file',
    hint: { fr: 'Elle porte : « file », « logo ».' },
  })
  const none = await send(
    {
      bodyKind: 'multipart',
      parts: [
        { name: 'a', value: 1 },
        { name: 'f', kind: 'file', file: '__proto__' },
      ],
    },
    { items: [{}] },
  )
  expect(none.error).toMatchObject({ code: 'HTTP_FILE_MISSING', field: '/parts/1/file' })
})

it('shows in a dry run what would be sent, and sends nothing', async () => {
  const { json, requests, effects } = await send(
    {
      bodyKind: 'multipart',
      parts: [
        { name: 'titre', value: 'x' },
        { name: 'doc', kind: 'file' },
      ],
    },
    { ...withFiles().more, isDryRun: true },
  )
  expect(json['main']).toEqual([{ method: 'POST', url, body: 'titre: x\ndoc: ventes "été".csv (8)' }])
  expect(requests).toHaveLength(0)
  expect(effects).toEqual([])
})
