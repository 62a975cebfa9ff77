import { writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPackageWorld, type PackageWorld } from './package-world.fixture.js'

let world: PackageWorld
let outside: Server
let url = ''
const asked: string[] = []

beforeAll(async () => {
  world = await openPackageWorld()
  outside = createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers.authorization ?? ''}`)
    if (request.url === '/away') response.writeHead(302, { location: url.replace('127.0.0.1', 'localhost') }).end()
    else request.pipe(response)
  })
  await new Promise<void>((resolve) => outside.listen(0, '127.0.0.1', resolve))
  world.credentialHosts.push(`127.0.0.1:${(outside.address() as AddressInfo).port}`)
  url = `http://127.0.0.1:${(outside.address() as AddressInfo).port}`
})
afterAll(async () => {
  await world.close()
  outside.close()
})

describe('a package in a process of its own', () => {
  it('works row by row and on all rows, with logs, state, files and the product’s own HTTP client', async () => {
    await world.install(
      `export const nodes = [
        definition({ type: 'p.each', runItem: ({ item, index, log }) => (log.info('row ' + index), index === 1 ? null : { ...item.json, index }) }),
        definition({ type: 'p.all', effects: 'write', credentials: [{ slot: 'auth', types: ['http-bearer'], label: text, required: true }], run: async ({ input, emit, http, state, files, credential }) => {
          let sum = 0
          for await (const { json } of input()) sum += json.n
          const answer = await http.request({ method: 'POST', url: '${url}/echo', credential: 'auth', body: 'x'.repeat(600000) })
          const file = await files.create({ name: 'a.txt', mediaType: 'text/plain' }, (async function* () { yield Buffer.from('ab'); yield Buffer.from('cd') })())
          let read = ''
          for await (const bytes of files.read(file)) read += bytes.toString()
          const path = await files.localPath(file)
          const local = (await import('node:fs')).readFileSync(path, 'utf8')
          await state.set('sum', sum, null)
          await emit({ json: { sum, length: (await answer.text()).length, read, local, token: (await credential('auth')).values.token }, files: { file } })
        } }),
      ]`,
      { permissions: { hosts: ['127.0.0.1'], files: 'write', secrets: ['http-bearer'] } },
    )
    const each = await world.run('p.each', { items: [{ n: 1 }, { n: 2 }, { n: 3 }] })
    expect((await world.itemsOf(each)).map(({ json }) => json)).toEqual([{ n: 1, index: 0 }, { n: 3, index: 2 }])
    expect(world.logs).toEqual(['row 0', 'row 1', 'row 2'])
    const all = await world.run('p.all', { items: Array.from({ length: 1000 }, (_, n) => ({ n })) })
    const [item] = await world.itemsOf(all)
    expect(item?.json).toEqual({ sum: 499_500, length: 600_000, read: 'abcd', local: 'abcd', token: '[•••]' })
    expect(item?.files?.['file']?.size).toBe(4)
    expect(asked).toEqual(['POST /echo Bearer canary-token-0123456789'])
    expect(world.state.get('sum')).toBe(499_500)
  })

  it('refuses a row and goes on with the others, or ends where the person wants that', async () => {
    await world.install(`export const nodes = [
      definition({ type: 'p.rows', run: async ({ input, emit, refuse }) => {
        let index = 0
        for await (const item of input()) {
          if (item.json.n === 2) await refuse(Object.assign(new Error('x'), { brand: 'maillon.error/1', info: { code: 'P_ROW_BAD', kind: 'user', retryable: false, params: {}, text: { fr: 'Mauvaise', en: 'Bad' } } }), { item, index })
          else await emit(item)
          index += 1
        }
      } }),
    ]`)
    const items = [{ n: 1 }, { n: 2 }, { n: 3 }]
    const aside = await world.run('p.rows', { items, onError: { choice: 'set-aside' } })
    expect(aside).toMatchObject({ status: 'warned', failedItems: { count: 1, first: { code: 'P_ROW_BAD', row: 1 } }, setAside: { count: 1, items: [{ json: { item: { n: 2 } } }] } })
    expect((await world.itemsOf(aside)).map(({ json }) => json)).toEqual([{ n: 1 }, { n: 3 }])
    expect(await world.run('p.rows', { items })).toMatchObject({ kind: 'failed', error: { code: 'P_ROW_BAD', row: 1 } })
  })

  it('has nothing of the server’s: no environment, no file, no socket, no process, no thread, no way back to any of them', async () => {
    await writeFile(join(world.folder, 'secret.txt'), 'secret')
    process.env['MAILLON_CANARY'] = 'canary'
    await world.install(`
      import fs from 'node:fs'
      import net, { connect } from 'node:net'
      const at = ${(outside.address() as AddressInfo).port}
      const reached = (start) => new Promise((resolve, reject) => { const socket = start(); socket.on('connect', () => resolve('connected')); socket.on('error', reject); setTimeout(() => reject(new Error('nothing')), 1500) })
      const tries = {
        environment: () => { const found = JSON.stringify(process.env); if (found === '{}') throw new Error('empty'); return found },
        environ: () => fs.readFileSync('/proc/self/environ', 'utf8'),
        parent: () => fs.readFileSync('/proc/' + process.ppid + '/environ', 'utf8'),
        passwd: () => fs.readFileSync('/etc/passwd', 'utf8'),
        neighbour: () => fs.readFileSync(${JSON.stringify(join(world.folder, 'secret.txt'))}, 'utf8'),
        write: () => fs.writeFileSync(new URL('./more.js', import.meta.url), ''),
        fetch: () => fetch('${url}/fetch'),
        net: () => reached(() => net.connect(at, '127.0.0.1')),
        named: () => reached(() => connect(at, '127.0.0.1')),
        socket: () => reached(() => new net.Socket().connect(at, '127.0.0.1')),
        http: async () => (await (new Response(''), Object.getOwnPropertySymbols(globalThis).map((key) => globalThis[key])).find((each) => each?.request).request({ origin: '${url}', path: '/u', method: 'GET' })).statusCode,
        client: async () => reached(() => new ((process.getBuiltinModule?.('_http_client') ?? {}).ClientRequest)('${url}/c').end()),
        tls: async () => (await import('node:tls')).connect(at, '127.0.0.1'),
        udp: async () => (await import('node:dgram')).createSocket('udp4'),
        dns: async () => (await import('node:dns/promises')).lookup('example.com'),
        child: async () => (await import('node:child_process')).execSync('id').toString(),
        worker: async () => new (await import('node:worker_threads')).Worker('1', { eval: true }),
        hooks: async () => (await import('node:module')).register('data:text/javascript,'),
        binding: () => process.binding('tcp_wrap'),
        kill: () => process.kill(process.ppid, 'SIGTERM'),
        stdin: () => process.stdin._handle,
        addon: () => process.dlopen({ exports: {} }, '/lib/x.node'),
        require: async () => reached(() => (0, (process.mainModule ?? {}).require)('net').connect(at, '127.0.0.1')),
        context: async () => reached(() => (0, eval)('process').getBuiltinModule('net').connect(at, '127.0.0.1')),
      }
      export const explorer = definition({ type: 'p.explorer', run: async ({ emit }) => {
        const got = {}
        for (const [name, attempt] of Object.entries(tries)) try { got[name] = String(await attempt()) } catch {}
        await emit({ json: { got, tried: Object.keys(tries).length } })
      } })`)
    const [item] = await world.itemsOf(await world.run('p.explorer'))
    expect(item?.json).toEqual({ got: {}, tried: 24 })
    expect(asked).toHaveLength(1)
  })

  it('does what it declared and nothing else', async () => {
    await world.install(
      `const node = (type, run, more = {}) => definition({ type, effects: 'write', run, ...more })
      export const nodes = [
        node('d.host', ({ http }) => http.request({ url: 'http://localhost:1/' })),
        node('d.redirect', ({ http }) => http.request({ url: '${url}/away' })),
        node('d.secret', ({ credential }) => credential('auth'), { credentials: [{ slot: 'auth', types: ['http-bearer'], label: text, required: true }] }),
        node('d.files', ({ files }) => files.create({ name: 'a', mediaType: 'text/plain' }, Buffer.from('a'))),
        node('d.folders', async ({ folders }) => { for await (const one of folders.list({ root: 'inbox', path: '' })) one }),
        node('d.workspace', ({ workspace }) => workspace.recipients.resolve([])),
        node('d.address', ({ resolveHost }) => resolveHost('127.0.0.1', 5432)),
        definition({ type: 'd.effects', effects: 'read', run: ({ http }) => http.request({ method: 'POST', url: '${url}/' }) }),
        definition({ type: 'd.none', run: ({ http }) => http.request({ url: '${url}/' }) }),
      ]`,
      { permissions: { hosts: ['127.0.0.1'] } },
    )
    const codes = new Map<string, string>()
    for (const name of ['host', 'redirect', 'secret', 'files', 'folders', 'workspace', 'address', 'effects', 'none']) {
      const result = await world.run(`d.${name}`)
      codes.set(name, result.kind === 'failed' ? result.error.code : result.kind)
    }
    expect(Object.fromEntries(codes)).toEqual({
      host: 'EGRESS_HOST_UNDECLARED', redirect: 'EGRESS_HOST_UNDECLARED', secret: 'PACKAGE_SECRET_UNDECLARED', files: 'PACKAGE_PERMISSION_UNDECLARED', folders: 'PACKAGE_PERMISSION_UNDECLARED',
      workspace: 'PACKAGE_WORKSPACE_CLOSED', address: 'PACKAGE_NETWORK_HTTP_ONLY', effects: 'PACKAGE_EFFECT_UNDECLARED', none: 'PACKAGE_EFFECT_UNDECLARED',
    })
  })

  it('loses its own attempt and nothing else by an endless loop, too much memory, a crash, a flood or forged messages', async () => {
    await world.install(`
      import fs from 'node:fs'
      const node = (type, run) => definition({ type, run })
      const say = (line) => fs.writeSync(3, line + '\\n')
      export const nodes = [
        node('b.loop', () => { while (true); }),
        node('b.buffers', async () => { const kept = []; for (;;) { kept.push(Buffer.alloc(64 * 1024 * 1024, 1)); await new Promise((resolve) => setTimeout(resolve, 5)) } }),
        node('b.heap', () => { const kept = []; for (;;) kept.push({ a: [1, 2, 3, kept.length] }) }),
        node('b.exit', () => process.exit(0)),
        node('b.rejection', () => { void Promise.reject(new Error('elsewhere')); return new Promise(() => undefined) }),
        node('b.flood', ({ log }) => { for (;;) say(JSON.stringify({ kind: 'tell', path: 'log', args: { level: 'info', message: 'x' } })) }),
        node('b.line', () => { for (;;) fs.writeSync(3, 'x'.repeat(1000000)) }),
        node('b.forged', async () => { say(JSON.stringify({ kind: 'return', id: 999, value: 1 })); say(JSON.stringify({ kind: 'result', runId: 'other', result: 'done' })) }),
        node('b.cyclic', async ({ emit }) => { const json = {}; json.self = json; await emit({ json }) }),
        node('b.proto', async ({ emit }) => { await emit({ json: JSON.parse('{"__proto__":{"x":1}}') }) }),
        node('b.thrown', () => { throw { token: 'x' } }),
      ]`)
    const codeOf = async (name: string, signal?: AbortSignal) => {
      const result = await world.run(`b.${name}`, signal === undefined ? {} : { signal })
      return result.kind === 'failed' ? result.error.code : result.kind
    }
    expect(await codeOf('loop', AbortSignal.timeout(700))).toBe('NODE_RUN_ABORTED')
    expect(await Promise.all([codeOf('buffers'), codeOf('heap')])).toEqual(['NODE_MEMORY_EXHAUSTED', 'NODE_MEMORY_EXHAUSTED'])
    expect(await Promise.all([codeOf('exit'), codeOf('rejection')])).toEqual(['NODE_CODE_FAILED', 'NODE_CODE_FAILED'])
    expect(await Promise.all([codeOf('flood'), codeOf('line')])).toEqual(['PACKAGE_PROCESS_UNRULY', 'PACKAGE_PROCESS_UNRULY'])
    expect(await codeOf('forged')).toBe('PACKAGE_PROCESS_UNRULY')
    expect(await codeOf('cyclic')).toBe('NODE_CODE_FAILED')
    expect(await codeOf('thrown')).toBe('NODE_CODE_FAILED')
    expect(await codeOf('proto')).toMatch(/^(?:ITEM|JSON|NODE)_/)
    expect(process.memoryUsage.rss()).toBeLessThan(1024 * 1024 * 1024)
  }, 60_000)

  it('remembers nothing from one attempt to the next', async () => {
    await world.install(`let count = 0
      export const node = definition({ type: 'r.count', runItem: () => { count += 1; const was = [].map.patched ?? 0; Array.prototype.map.patched = 1; return { count, was } } })`)
    for (const _ of [1, 2]) expect((await world.itemsOf(await world.run('r.count'))).map(({ json }) => json)).toEqual([{ count: 1, was: 0 }])
  })
})

describe('a package that is looked at before it is installed', () => {
  it.each([
    ['crashes while it is loaded', `throw new Error('at load')`, 'PACKAGE_LOAD_FAILED', 'at load'],
    ['ends its process while it is loaded', `process.exit(3)`, 'PACKAGE_LOAD_FAILED', 'process.exit'],
    ['takes 4 GB while it is loaded', `const kept = []; for (let i = 0; i < 64; i += 1) { kept.push(Buffer.alloc(64 * 1024 * 1024, 1)); await new Promise((resolve) => setTimeout(resolve, 5)) }`, 'NODE_MEMORY_EXHAUSTED', ''],
    ['holds no node', `export const nothing = 1`, 'NODE_PACKAGE_EMPTY', ''],
    ['has a node without a label in French', `export const node = definition({ type: 'x.y', run() {} }); node.descriptor.title = { en: 'x' }`, 'PACKAGE_DEFINITION_INVALID', 'the title is missing in French'],
    ['wants to be a loop', `export const node = definition({ type: 'x.y' }); node.descriptor.construct = 'loop'`, 'PACKAGE_DEFINITION_INVALID', 'part of the product'],
    ['has no code', `export const node = definition({ type: 'x.y' })`, 'PACKAGE_DEFINITION_INVALID', 'neither run nor runItem'],
    ['has parameters that are no schema', `export const node = definition({ type: 'x.y', run() {} }); node.descriptor.params = { type: 'object', properties: { a: { type: 'strange' } } }`, 'PACKAGE_DEFINITION_INVALID', ''],
    ['has a pattern that never ends', `export const node = definition({ type: 'x.y', run() {} }); node.descriptor.params = { type: 'object', properties: { a: { type: 'string', pattern: '^(a|a)*$', 'x-maillon': { label: text } } } }`, 'PACKAGE_DEFINITION_INVALID', 'pattern'],
    ['has keywords that are no list', `export const node = definition({ type: 'x.y', run() {} }); node.descriptor.keywords = 5`, 'PACKAGE_DEFINITION_INVALID', 'keywords'],
    ['is not JavaScript', `//raw\nthis is no program`, 'PACKAGE_LOAD_FAILED', 'SyntaxError'],
  ])('that %s is refused with the reason for its author', async (_what, source, code, reason) => {
    const error = (await world.describe(source).catch((thrown: unknown) => thrown)) as { info: { code: string; details?: string } }
    expect(error.info).toMatchObject({ code })
    expect(error.info.details ?? '').toContain(reason)
  })
})
