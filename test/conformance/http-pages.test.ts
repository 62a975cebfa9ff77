import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'

const pages = 2_000
const rowsOfPage = 100
/** 200,000 rows of 180 bytes are 35 MiB as text and three times that as objects; program and libraries take most of this. */
const heapMiB = 72

const server = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://x')
  const at = Number(url.searchParams.get('at') ?? 1)
  const isLast = at >= pages
  const rows = at > pages ? [] : Array.from({ length: rowsOfPage }, (_, row) => ({ id: at * rowsOfPage + row, name: `Customer ${at} ${row}`, note: `${at}-${row} `.padEnd(120, '.') }))
  url.searchParams.set('at', String(at + 1))
  if (!isLast && url.pathname === '/link') response.setHeader('link', `<${url.pathname}${url.search}>; rel="next"`)
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify({ rows, ...(!isLast && url.pathname === '/cursor' ? { next: at + 1 } : {}) }))
})
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'maillon-pages-'))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
})

afterAll(async () => {
  server.close()
  server.closeAllConnections()
  await rm(folder, { recursive: true, force: true })
})

it('a list of 200,000 rows in 2,000 pages is read in a heap that could not hold it: by link, by cursor and by page number', async () => {
  const { port } = server.address() as AddressInfo
  const child = spawn(process.execPath, [`--max-old-space-size=${heapMiB}`, '--conditions=source', '--import', 'tsx', join(import.meta.dirname, 'http-pages-child.ts'), `http://127.0.0.1:${port}`, folder, String(port)], { stdio: ['ignore', 'pipe', 'pipe'] })
  let [said, complained] = ['', '']
  child.stdout.on('data', (bytes: Buffer) => (said += bytes.toString()))
  child.stderr.on('data', (bytes: Buffer) => (complained += bytes.toString()))
  const [code] = (await once(child, 'close')) as [number | null]
  expect(code, complained.slice(-2000)).toBe(0)
  const rows = pages * rowsOfPage
  expect(said.trim().split('\n').map((line) => JSON.parse(line) as unknown)).toEqual([
    { way: 'link each stop', kind: 'done', rows, error: null },
    { way: 'cursor each set-aside', kind: 'done', rows, error: null },
    { way: 'page all stop', kind: 'done', rows, error: null },
  ])
}, 120_000)
