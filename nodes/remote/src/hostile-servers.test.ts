/** The worst that an outside server can do: each a sentence, tried again only where that can help, and nothing incomplete kept. */
import { createServer, type Socket } from 'node:net'
import { createMemoryFiles, testNode } from '@maillon/node-sdk/testing'
import { outsideHttp } from '@maillon/node-host/testing'
import type { NodeDefinition } from '@maillon/node-sdk'
import { startScriptedServer, startScriptedSftp, startTestFtp, startTestS3, startTestSftp, type ScriptedConnection, type TestFtp, type TestS3, type TestSftp } from '@maillon/test-kit'
import ssh2 from 'ssh2'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { remoteDelete } from './remote-delete.node.js'
import { remoteDownload } from './remote-download.node.js'
import { remoteList } from './remote-list.node.js'
import { remoteMove } from './remote-move.node.js'
import { namesLike, isPlainName } from './remote-path.js'
import { remoteUpload } from './remote-upload.node.js'
import { testRemote } from './test-connection.js'

const run = (node: NodeDefinition, server: { readonly type: string; readonly values: object }, more: object = {}) =>
  testNode(node, { items: [{ path: 'a.csv' }], locale: 'fr', credentials: { server: { type: server.type, values: server.values as never } }, ...more })

/** What the test button says. */
async function press(type: string, values: object) {
  const context = { signal: new AbortController().signal, patienceMs: 3000, now: () => Date.now(), resolveHost: () => Promise.resolve({ address: '127.0.0.1', family: 4 as const }), http: { request: () => Promise.reject(new Error('no http')) } }
  return testRemote({ id: 'c', name: 'Compte', type, values: values as never }, context).then(
    ({ text }) => ({ code: 'ok', fr: text.fr, all: '', retryable: false }),
    (error: { info: { code: string; text: { fr: string }; retryable: boolean } }) => ({ code: error.info.code, fr: error.info.text.fr, retryable: error.info.retryable, all: JSON.stringify(error.info) }),
  )
}

describe('an FTP server', () => {
  let plain: TestFtp
  let tls: TestFtp
  beforeAll(async () => {
    ;[plain, tls] = await Promise.all([startTestFtp(), startTestFtp('explicit')])
  }, 60_000)
  afterAll(() => Promise.all([plain.stop(), tls.stop()]))

  it('is told apart by the test button: password, certificate, encryption, away', async () => {
    expect(await press('ftp', plain.credential)).toMatchObject({ code: 'ok', fr: 'Connecté à localhost : 0 fichier(s) ou dossier(s) au premier niveau.' })
    const wrong = await press('ftp', { ...plain.credential, password: 'wrong-password' })
    expect(wrong).toMatchObject({ code: 'REMOTE_LOGIN_REFUSED', retryable: false })
    expect(wrong.all).not.toContain('wrong-password')
    expect(await press('ftp', { ...plain.credential, security: 'explicit' })).toMatchObject({ code: 'REMOTE_ENCRYPTION_MISSING' })
    expect(await press('ftp', { ...plain.credential, security: 'implicit' })).toMatchObject({ code: 'REMOTE_ENCRYPTION_MISSING' })
    const unknown = await press('ftp', tls.credential)
    expect(unknown).toMatchObject({ code: 'REMOTE_CERTIFICATE_REFUSED', retryable: false })
    expect(unknown.fr).toContain(tls.certificate?.fingerprint ?? '?')
    expect(await press('ftp', { ...tls.credential, certificate: 'AB'.repeat(32) })).toMatchObject({ code: 'REMOTE_HOST_KEY_CHANGED' })
    const away = await startTestFtp()
    await away.stop()
    expect(await press('ftp', away.credential)).toMatchObject({ code: 'REMOTE_SERVER_UNREACHABLE', retryable: true })
    expect((await run(remoteList, { type: 'ftp', values: {} }, { credentials: {} })).error).toMatchObject({ code: 'REMOTE_ACCOUNT_MISSING' })
  }, 60_000)

  /** Serves one file and one listing by the book, but for what `tricks` do instead. */
  async function lying(tricks: { readonly listing?: string; readonly passive?: string; readonly size?: string; readonly retr?: (control: ScriptedConnection, data: Socket) => void }) {
    let data: Socket | null = null
    const channel = createServer((socket) => {
      data = socket
      socket.on('error', () => undefined)
    })
    await new Promise<void>((resolve) => channel.listen(0, '127.0.0.1', resolve))
    const { port } = channel.address() as { port: number }
    const whenOpen = (work: (socket: Socket) => void) => {
      const wait = () => (data === null ? setTimeout(wait, 5) : work(data))
      wait()
    }
    const control = await startScriptedServer({
      greeting: '220 hello',
      answer: (line, connection) => {
        const command = line.split(' ')[0]?.toUpperCase() ?? ''
        if (command === 'USER') return connection.say('230 in')
        if (command === 'PWD') return connection.say('257 "/"')
        if (command === 'CWD') return connection.say('250 ok')
        if (command === 'EPSV') return connection.say(tricks.passive === undefined ? `229 Entering Extended Passive Mode (|||${port}|)` : '500 no')
        if (command === 'PASV') return connection.say(tricks.passive ?? '500 no')
        if (command === 'SIZE') return connection.say(tricks.size ?? '500 no')
        if (command === 'LIST' || command === 'MLSD') {
          connection.say('150 here')
          return whenOpen((socket) => socket.end(tricks.listing ?? '', () => connection.say('226 done')))
        }
        if (command === 'RETR' && tricks.retr !== undefined) {
          connection.say('150 here')
          return whenOpen((socket) => tricks.retr?.(connection, socket))
        }
        return connection.say(command === 'TYPE' ? '200 ok' : '500 no')
      },
    })
    const stop = async () => {
      await control.stop()
      data?.destroy()
      channel.close()
    }
    return { type: 'ftp', values: { host: 'localhost', port: control.port, security: 'none', user: 'u', password: 'p' }, lines: control.lines, stop }
  }

  it('can’t lead a download out of its folder by names', async () => {
    const names = ['../../../../tmp/x', '/etc/cron.d/x', 'a\u0007b', '..', '.', 'good.csv', 'né.csv', '-rf', 'CON', 'back\\slash', `${'n'.repeat(1200)}`]
    const server = await lying({ listing: names.map((name) => `-rw-r--r-- 1 u g 5 Jan 15 03:58 ${name}\r\n`).join('') })
    const { json, logs, error } = await run(remoteList, server)
    await server.stop()
    expect(error).toBeNull()
    const given = json['main']?.map(({ path }) => String(path)) ?? []
    expect(given).toContain('good.csv')
    expect(given.every((path) => isPlainName(path))).toBe(true)
    expect(given).not.toContain('../../../../tmp/x')
    expect(logs.some(({ message }) => message.includes('laissée(s) de côté'))).toBe(true)
  })

  it('can’t send the data connection to another host', async () => {
    const server = await lying({ passive: '227 Entering Passive Mode (10,0,0,5,10,20)' })
    const { error } = await run(remoteList, server)
    await server.stop()
    expect(error).toMatchObject({ code: 'REMOTE_ANSWER_BROKEN', retryable: false })
  })

  it.each([
    ['cuts the data off and says nothing', { size: '213 1000', retr: (_: ScriptedConnection, data: Socket): void => void (data.write('half'), setTimeout(() => data.destroy(), 30)) }],
    ['sends half and calls it done', { size: '213 1000', retr: (control: ScriptedConnection, data: Socket): void => void data.end('half', () => control.say('226 done')) }],
    ['gives up with an error', { size: '213 4', retr: (control: ScriptedConnection, data: Socket): void => void data.end('half', () => control.say('426 aborted')) }],
  ] as const)('that %s leaves no file behind', async (...[, tricks]) => {
    const server = await lying(tricks)
    const files = createMemoryFiles()
    const { error, counts } = await run(remoteDownload, server, { files, signal: AbortSignal.timeout(40_000) })
    await server.stop()
    expect(error).toMatchObject({ retryable: true })
    expect(counts['main']).toBe(0)
    expect(files.created).toEqual([])
  }, 60_000)

  it('that hangs ends with the attempt', async () => {
    const server = await lying({ size: '213 1000', retr: () => undefined })
    const startedAt = performance.now()
    const { status } = await run(remoteDownload, server, { signal: AbortSignal.timeout(500) })
    expect(performance.now() - startedAt).toBeLessThan(5000)
    expect(status).toBe('failed')
    await server.stop()
  })
})

describe('an SFTP server', () => {
  let real: TestSftp
  beforeAll(async () => {
    real = await startTestSftp()
  }, 60_000)
  afterAll(() => real.stop())

  it('is known by its key, before any key or password is shown to it', async () => {
    expect(await press('sftp', real.credential)).toMatchObject({ code: 'ok' })
    expect(await press('sftp', { ...real.credential, hostKey: real.hostKey.replace('SHA256:', '') })).toMatchObject({ code: 'ok' })
    const unknown = await press('sftp', { ...real.credential, hostKey: '' })
    expect(unknown).toMatchObject({ code: 'REMOTE_HOST_KEY_UNKNOWN', retryable: false })
    expect(unknown.fr).toContain(real.hostKey)
    expect(await press('sftp', { ...real.credential, hostKey: `SHA256:${'A'.repeat(43)}` })).toMatchObject({ code: 'REMOTE_HOST_KEY_CHANGED', retryable: false })
  }, 60_000)

  it('takes a key whose line breaks were lost, and says what is wrong with one that can’t be read', async () => {
    expect(await press('sftp', { ...real.credential, privateKey: real.credential.privateKey.replaceAll('\n', ' ') })).toMatchObject({ code: 'ok' })
    for (const privateKey of ['/etc/ssh/id_rsa', '-----BEGIN OPENSSH PRIVATE KEY-----\nnonsense\n-----END OPENSSH PRIVATE KEY-----'])
      expect(await press('sftp', { ...real.credential, privateKey })).toMatchObject({ code: 'REMOTE_KEY_UNREADABLE', retryable: false })
    const wrong = await press('sftp', { ...real.credential, passphrase: 'wrong-passphrase' })
    expect(wrong).toMatchObject({ code: 'REMOTE_KEY_UNREADABLE' })
    expect(wrong.all).not.toContain('wrong-passphrase')
    expect(await press('sftp', { ...real.credential, user: 'nobody-here' })).toMatchObject({ code: 'REMOTE_LOGIN_REFUSED', retryable: false })
  }, 60_000)

  const { STATUS_CODE } = ssh2.utils.sftp
  const attrs = (mode: number) => ({ mode, size: 1000, uid: 0, gid: 0, atime: 1_768_449_492, mtime: 1_768_449_492 })
  /** With its fingerprint in the credential. */
  async function scripted(serve: (sftp: ssh2.SFTPWrapper) => void, keyboard = false) {
    const server = await startScriptedSftp({ serve, keyboard })
    const { fr } = await press('sftp', server.credential)
    return { ...server, type: 'sftp', values: { ...server.credential, hostKey: /SHA256:\S{43}/.exec(fr)?.[0] ?? '' } }
  }
  const listing = (names: readonly string[], mode = 0o100_644) => (sftp: ssh2.SFTPWrapper) => {
    let given = false
    sftp.on('OPENDIR', (id) => sftp.handle(id, Buffer.from('h')))
    sftp.on('READDIR', (id) => {
      if (given) return sftp.status(id, STATUS_CODE.EOF)
      given = true
      return sftp.name(id, names.map((filename) => ({ filename, longname: filename, attrs: attrs(mode) })))
    })
    sftp.on('CLOSE', (id) => sftp.status(id, STATUS_CODE.OK))
  }

  it('lets in by password, typed or asked for', async () => {
    for (const keyboard of [false, true]) {
      const server = await scripted(listing(['a.csv']), keyboard)
      expect((await run(remoteList, server)).json['main']).toMatchObject([{ path: 'a.csv', size: 1000, modifiedAt: '2026-01-15T03:58:12.000Z' }])
      expect(await press('sftp', { ...server.values, password: 'wrong' })).toMatchObject({ code: 'REMOTE_LOGIN_REFUSED' })
      await server.stop()
    }
  }, 60_000)

  it('can’t lead out of its folder by names or links', async () => {
    const names = await scripted(listing(['../../tmp/x', '/etc/passwd', '..', 'a\nb', 'ok.csv']))
    expect((await run(remoteList, names)).json['main']?.map(({ path }) => path)).toEqual(['ok.csv'])
    await names.stop()
    const links = await scripted(listing(['link.csv'], 0o120_777))
    const { json, logs } = await run(remoteList, links)
    expect(json['main']).toEqual([])
    expect(logs).toHaveLength(1)
    await links.stop()
  }, 60_000)

  it('that ends a file early leaves no file behind', async () => {
    const server = await scripted((sftp) => {
      let reads = 0
      sftp.on('LSTAT', (id) => sftp.attrs(id, attrs(0o100_644)))
      sftp.on('OPEN', (id) => sftp.handle(id, Buffer.from('h')))
      sftp.on('READ', (id) => (reads++ === 0 ? sftp.data(id, Buffer.from('half')) : sftp.status(id, STATUS_CODE.EOF)))
      sftp.on('CLOSE', (id) => sftp.status(id, STATUS_CODE.OK))
    })
    const files = createMemoryFiles()
    const { error } = await run(remoteDownload, server, { files })
    await server.stop()
    expect(error).toMatchObject({ code: 'REMOTE_TRANSFER_INCOMPLETE', retryable: true })
    expect(files.created).toEqual([])
  }, 60_000)

  it('that hangs or hangs up ends with the attempt', async () => {
    const silent = await scripted(() => undefined)
    expect((await run(remoteDownload, silent, { signal: AbortSignal.timeout(1500) })).status).toBe('failed')
    await silent.stop()
    const endless = await scripted((sftp) => sftp.on('OPENDIR', () => sftp.end()))
    expect((await run(remoteList, endless)).error).toMatchObject({ retryable: true })
    await endless.stop()
  }, 60_000)
})

describe('an S3 server', () => {
  let server: TestS3
  const way = outsideHttp({}, () => Date.now())
  beforeAll(async () => {
    server = await startTestS3()
  })
  afterAll(async () => {
    await way.close()
    await server.stop()
  })
  beforeEach(() => server.trouble('none'))
  const at = (change: object = {}) => ({ type: 's3', values: { ...server.credential, ...change } })
  const through = { http: way.http }
  const put = (key: string, body = 'x') => server.objects.set(key, { body: Buffer.from(body), mediaType: 'text/plain', modifiedAt: new Date() })

  it('checks the signature of what goes out by the product’s own HTTP client, whatever the name', async () => {
    for (const name of ['plain.csv', 'é à+%&=?#~.csv', "it's (1)*!.csv", '日本.csv', 'a b']) put(`odd/${name}`)
    const { error, json } = await run(remoteList, at(), { ...through, params: { folder: 'odd' } })
    expect(error).toBeNull()
    expect(json['main']).toHaveLength(5)
    expect((await run(remoteDownload, at(), { ...through, items: json['main'] })).counts['main']).toBe(5)
    expect((await run(remoteMove, at(), { ...through, items: json['main'], params: { folder: 'moved' } })).error).toBeNull()
    expect([...server.objects.keys()].filter((key) => key.startsWith('odd/'))).toEqual([])
  })

  it('keeps rows apart whose file is gone or in the way, and does the others', async () => {
    server.objects.clear()
    for (const key of ['in/a.csv', 'in/c.csv', 'done/c.csv']) put(key)
    const rows = [{ path: 'in/a.csv' }, { path: 'in/b.csv' }, { n: 1 }, { path: 'in/c.csv' }]
    const aside = { ...through, items: rows, onError: { choice: 'set-aside' } as const }
    const codes = ({ setAside }: Awaited<ReturnType<typeof run>>) => setAside.map(({ json }) => (json['error'] as { code: string }).code)
    const downloaded = await run(remoteDownload, at(), aside)
    expect(downloaded).toMatchObject({ status: 'warned', json: { main: [{ path: 'in/a.csv' }, { path: 'in/c.csv' }] } })
    expect(codes(downloaded)).toEqual(['REMOTE_FILE_MISSING', 'REMOTE_ROW_PATH_MISSING'])
    const moved = await run(remoteMove, at(), { ...aside, params: { folder: 'done' } })
    expect(moved.json['main']).toEqual([{ path: 'done/a.csv' }])
    expect(codes(moved)).toEqual(['REMOTE_FILE_MISSING', 'REMOTE_ROW_PATH_MISSING', 'REMOTE_FILE_TAKEN'])
    expect((await run(remoteDelete, at(), aside)).counts['main']).toBe(3)
    expect([...server.objects.keys()].toSorted()).toEqual(['done/a.csv', 'done/c.csv'])
    const files = createMemoryFiles()
    const file = files.add('neuf.csv', 'x')
    const uploaded = await run(remoteUpload, at(), { ...through, files, items: undefined, inputItems: { main: [{ json: { n: 1 } }, { json: { n: 2 }, files: { file } }] }, params: { folder: 'done' }, onError: { choice: 'set-aside' } })
    expect(uploaded).toMatchObject({ json: { main: [{ path: 'done/neuf.csv' }] }, setAside: [{ json: { item: { n: 1 } } }] })
  })

  it('lists more than a page', async () => {
    for (let index = 0; index < 2300; index += 1) put(`many/${index}`)
    expect((await run(remoteList, at(), { ...through, params: { folder: 'many' } })).counts['main']).toBe(2300)
  })

  it('takes a large file in parts, and none of them stays where it breaks off', async () => {
    const files = createMemoryFiles()
    const body = Buffer.alloc(40 * 1024 * 1024, 'abcdefghij')
    const large = files.add('large.bin', body)
    const upload = (more: object = {}) => run(remoteUpload, at(), { ...through, params: { folder: 'large' }, items: undefined, inputItems: { main: [{ json: {}, files: { large } }] }, files, ...more })
    expect((await upload()).error).toBeNull()
    expect(server.objects.get('large/large.bin')?.body.equals(body)).toBe(true)
    server.objects.clear()
    const broken = { ...files, read: async function* () { yield body.subarray(0, 20 * 1024 * 1024); throw new Error('disk gone') } }
    expect((await upload({ files: broken })).error).not.toBeNull()
    expect([...server.objects.keys(), ...server.openUploads]).toEqual([])
  }, 60_000)

  it.each([
    ['a wrong key', { secretKey: 'wrong-secret-key-123' }, 'REMOTE_LOGIN_REFUSED', false],
    ['an unknown key', { accessKey: 'AKIANOBODY' }, 'REMOTE_LOGIN_REFUSED', false],
    ['another region', { region: 'us-east-1' }, 'REMOTE_ACCOUNT_MISSING', false],
    ['another bucket', { bucket: 'nowhere' }, 'REMOTE_ACCOUNT_MISSING', false],
  ] as const)('names the cause: %s', async (...[, change, code, retryable]) => {
    // A deletion begins with a question whose refusal has no body.
    for (const node of [remoteList, remoteDelete]) {
      const { error } = await run(node, at(change), through)
      expect(error).toMatchObject({ code, retryable })
      expect(JSON.stringify(error)).not.toMatch(/secret-key-123|secret-s3-key/)
    }
  })

  it.each([
    ['slow-down', remoteList, { code: 'REMOTE_SERVER_BUSY', retryable: true }],
    ['doctype', remoteList, { code: 'REMOTE_ANSWER_BROKEN', retryable: false }],
    ['short', remoteDownload, { retryable: true }],
    ['failed-copy', remoteMove, { code: 'REMOTE_CONNECTION_LOST', retryable: true }],
  ] as const)('in trouble (%s) says so, and nothing is lost', async (...[trouble, node, expected]) => {
    put('a.csv', 'x'.repeat(1000))
    server.trouble(trouble)
    const files = createMemoryFiles()
    const { error } = await run(node, at(), { ...through, files, params: node === remoteMove ? { folder: 'to' } : {} })
    expect(error).toMatchObject(expected)
    expect(files.created).toEqual([])
    expect(server.objects.has('a.csv')).toBe(true)
  })
})

it('matches names in time, whatever the pattern', () => {
  const startedAt = performance.now()
  expect(namesLike('*a'.repeat(100))(`${'a'.repeat(1000)}b`)).toBe(false)
  expect(performance.now() - startedAt).toBeLessThan(500)
  expect(namesLike('rapport-????.CSV')('Rapport-2026.csv')).toBe(true)
  expect(namesLike('*.csv')('csv')).toBe(false)
})
