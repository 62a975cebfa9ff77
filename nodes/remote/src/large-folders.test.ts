/** Folders of many files and files of many bytes: what is held at a time is bounded, however much there is. */
import { createServer, type Socket } from 'node:net'
import { testNode, type FakeServer } from '@maillon/node-sdk/testing'
import type { HttpRequest, HttpResponse } from '@maillon/node-sdk'
import { startScriptedServer } from '@maillon/test-kit'
import { describe, expect, it } from 'vitest'
import { remoteAccount } from './remote-account.js'
import { remoteList } from './remote-list.node.js'
import { openS3 } from './s3-store.js'
import { withAccount } from './with-remote.js'

const many = 100_000
const mebibyte = 1024 * 1024
const s3 = { type: 's3', values: { address: 'https://s3.exemple.fr', region: 'eu-west-3', bucket: 'ventes', accessKey: 'AKIATEST', secretKey: 'x' } }
const account = { id: 'c', name: 'Compte' }

/** Pages of a thousand keys, as S3 gives them. */
const pagesOf = (count: number): FakeServer => ({ url }) => {
  const from = Number(new URL(url).searchParams.get('continuation-token') ?? 0)
  const to = Math.min(count, from + 1000)
  const entries = Array.from({ length: to - from }, (_, at) => `<Contents><Key>f${from + at}.csv</Key><Size>${at}</Size><LastModified>2026-01-15T08:00:00.000Z</LastModified></Contents>`)
  return { body: `<ListBucketResult><IsTruncated>${to < count}</IsTruncated>${to < count ? `<NextContinuationToken>${to}</NextContinuationToken>` : ''}${entries.join('')}</ListBucketResult>` }
}

/** An FTP server of one folder and one file, whose data come as fast as they are taken. */
async function ftpOf({ data }: { readonly data: (socket: Socket, done: () => void) => void }) {
  let channel: Socket | null = null
  const passive = createServer((socket) => {
    socket.on('error', () => undefined)
    channel = socket
  })
  await new Promise<void>((resolve) => passive.listen(0, '127.0.0.1', resolve))
  const { port } = passive.address() as { port: number }
  const answers: { readonly [command: string]: string } = { USER: '230 in', PWD: '257 "/"', CWD: '250 ok', TYPE: '200 ok', SIZE: `213 ${fileBytes}`, EPSV: `229 Entering Extended Passive Mode (|||${port}|)` }
  const control = await startScriptedServer({
    greeting: '220 hello',
    answer: (line, { say }) => {
      const command = line.split(' ')[0]?.toUpperCase() ?? ''
      if (!['LIST', 'MLSD', 'RETR'].includes(command)) return say(answers[command] ?? '500 no')
      say('150 here')
      const serve = () => (channel === null ? setTimeout(serve, 5) : data(channel, () => say('226 done')))
      return void serve()
    },
  })
  const stop = async () => {
    await control.stop()
    channel?.destroy()
    passive.close()
  }
  return { type: 'ftp', values: { host: 'localhost', port: control.port, security: 'none', user: 'u', password: 'p' }, stop }
}

const fileBytes = 192 * mebibyte
const line = (number: number) => `-rw-r--r-- 1 u g 5 Jan 15 03:58 f${number}.csv\r\n`

describe('a folder of 100,000 files', () => {
  it('is listed page by page from S3, asking for no more pages than rows are wanted', async () => {
    const all = await testNode(remoteList, { params: { limit: many }, items: [{}], credentials: { server: s3 }, http: pagesOf(many), keepItems: false })
    expect([all.error, all.counts['main'], all.requests.length, all.logs]).toEqual([null, many, 100, []])
    const few = await testNode(remoteList, { params: { limit: 1500 }, items: [{}], credentials: { server: s3 }, http: pagesOf(many), keepItems: false, locale: 'fr' })
    expect([few.counts['main'], few.requests.length, few.logs[0]?.message]).toEqual([1500, 2, 'Il y a plus de 1500 fichiers : les suivants n’ont pas été donnés.'])
  }, 60_000)

  it('is listed from FTP, and one beyond all measure is refused in words', async () => {
    const list = async (count: number) => {
      const server = await ftpOf({ data: (socket, done) => socket.end(Array.from({ length: count }, (_, at) => line(at)).join(''), done) })
      try {
        return await testNode(remoteList, { params: { limit: many }, items: [{}], credentials: { server: { type: server.type, values: server.values } }, keepItems: false })
      } finally {
        await server.stop()
      }
    }
    const all = await list(many)
    expect([all.error, all.counts['main']]).toEqual([null, many])
    expect((await list(450_000)).error).toMatchObject({ code: 'REMOTE_FOLDER_TOO_LARGE', kind: 'user', retryable: false, field: '/folder' })
  }, 60_000)
})

describe('a file of a great many bytes', () => {
  it('is read from S3 part by part: the next one is asked for when the last one is taken', async () => {
    let given = 0
    const part = new Uint8Array(mebibyte)
    const response = (request: HttpRequest): HttpResponse => ({
      status: 200, headers: { 'content-length': String(fileBytes) }, url: request.url,
      bytes: () => Promise.reject(new Error('all at once')), text: () => Promise.reject(new Error('all at once')),
      async *stream() {
        for (; given < fileBytes; given += part.byteLength) yield part
      },
    })
    const store = openS3(remoteAccount({ ...account, ...s3 }) as Parameters<typeof openS3>[0], { http: { request: (request) => Promise.resolve(response(request)) }, now: () => Date.UTC(2026, 0, 15) })
    let taken = 0
    for await (const bytes of store.read('grand.bin')) {
      expect(given - taken).toBeLessThanOrEqual(part.byteLength)
      taken += bytes.byteLength
    }
    expect(taken).toBe(fileBytes)
  })

  it('is read from FTP no faster than it is taken', async () => {
    let sent = 0
    const server = await ftpOf({
      data: (socket, done) => {
        const part = Buffer.alloc(mebibyte)
        const go = () => {
          while (sent < fileBytes) {
            sent += part.byteLength
            if (!socket.write(part)) return void socket.once('drain', go)
          }
          socket.end(done)
        }
        go()
      },
    })
    const context = { signal: new AbortController().signal, now: () => Date.now(), idempotencyKey: 'k', resolveHost: () => Promise.resolve({ address: '127.0.0.1', family: 4 as const }), http: { request: () => Promise.reject(new Error('no http')) } }
    let taken = 0
    let mostAhead = 0
    try {
      await withAccount(remoteAccount({ ...account, ...server }), context, async (store) => {
        for await (const bytes of store.read('grand.bin')) {
          taken += bytes.byteLength
          mostAhead = Math.max(mostAhead, sent - taken)
          // A disk that is slower than the network.
          if (taken % mebibyte < bytes.byteLength) await new Promise((resolve) => setTimeout(resolve, 1))
        }
      })
    } finally {
      await server.stop()
    }
    expect(taken).toBe(fileBytes)
    // What the system itself holds between two sockets, and a little of ours.
    expect(mostAhead).toBeLessThan(48 * mebibyte)
  }, 60_000)
})
