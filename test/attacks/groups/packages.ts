import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { nodePackage, nodeSource, packedPackage } from '@maillon/test-kit'
import { first, unless, type Attack } from '../attack.js'
import type { AttackWorld } from '../attack-world.js'

const marker = '/tmp/maillon-attack-install-script'
const fileOf = (source: string, json: object = {}) => packedPackage(nodePackage({ name: `attack-${randomUUID().slice(0, 8)}`, ...json }, source)).toString('base64')

/** Installs a package with one node as an administrator would; the node's type, or what the server refused it by. */
export async function installed({ owner }: AttackWorld, code: string, more = ''): Promise<{ readonly type: string; readonly name: string; readonly code: string | null }> {
  const type = `attack.n${randomUUID().slice(0, 8)}`
  const file = fileOf(nodeSource(type, code, more))
  const seen = (await owner.post('/api/packages/check', { file })).body as { integrity?: string; name?: string; error?: { code: string } }
  if (seen.integrity === undefined) return { type, name: '', code: seen.error?.code ?? 'unknown' }
  const answer = await owner.post('/api/packages', { file, integrity: seen.integrity })
  return { type, name: seen.name ?? '', code: answer.status === 200 ? null : answer.text }
}

interface Ran {
  readonly status: string
  /** Of the run's page: errors with their codes. */
  readonly page: string
  readonly output: string
}

async function ran({ owner }: AttackWorld, type: string, seconds = 60): Promise<Ran> {
  const nodes = [{ id: 'start', type: 'core.manual' }, { id: 'it', type }].map((node) => ({ version: 1, name: node.id, position: { x: 0, y: 0 }, params: {}, ...node }))
  const document = { format: 'maillon.flow/1', id: 'x', name: type, settings: {}, notes: [], requires: {}, nodes, edges: [{ from: 'start.main', to: 'it.main' }] }
  const { id } = (await owner.post('/api/flows', { documentText: JSON.stringify(document) })).body as { id: string }
  const started = await owner.post(`/api/flows/${id}/runs`, { what: 'draft', items: [{ json: { n: 1 } }] })
  const { runId } = started.body as { runId?: string }
  if (runId === undefined) throw new Error(started.text)
  for (const until = Date.now() + seconds * 1000; Date.now() < until; ) {
    const { text, body } = await owner.get(`/api/runs/${runId}`)
    const { status } = (body as { run: { status: string } }).run
    if (!['queued', 'running', 'waiting'].includes(status)) return { status, page: text, output: (await owner.get(`/api/runs/${runId}/steps/it/outputs/main`)).text }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return { status: 'still running', page: '', output: '' }
}

/** Runs a node that must fail by itself, with a code, while the server answers. */
export async function fallsAlone(world: AttackWorld, { code, wanted, more = '' }: { readonly code: string; readonly wanted: readonly string[]; readonly more?: string }): Promise<string | null> {
  const { type, code: refused } = await installed(world, code, more)
  if (refused !== null) return `it was not installed: ${refused}`
  const running = ran(world, type)
  const startedAt = performance.now()
  const health = await world.visitor().get('/api/health')
  const waited = performance.now() - startedAt
  const { status, page } = await running
  return first(
    status === 'failed' && wanted.some((each) => page.includes(each)) ? null : `${status}: ${page.slice(0, 400)}`,
    unless([200], health, 'health'),
    waited < 5000 ? null : `the server answered after ${Math.round(waited)} ms`,
  )
}

const refusedBy = async ({ owner }: AttackWorld, body: object, code: string) => {
  const answer = await owner.post('/api/packages/check', body)
  return answer.text.includes(code) && answer.status >= 400 && answer.status < 500 ? null : `${answer.status} ${answer.text.slice(0, 200)}`
}

/** C01 to C15: code of others. */
export const packageAttacks: readonly Attack[] = [
  {
    id: 'C01', title: 'scripts that run on installation',
    async run(world) {
      await rm(marker, { force: true })
      for (const script of ['preinstall', 'install', 'postinstall']) {
        const found = await refusedBy(world, { file: fileOf(nodeSource('attack.script', 'run() {}'), { scripts: { [script]: `touch ${marker}` } }) }, 'PACKAGE_SCRIPTS_REFUSED')
        if (found !== null) return `${script}: ${found}`
      }
      return existsSync(marker) ? 'a script ran' : null
    },
  },
  {
    id: 'C02', title: 'names and versions that are commands, options, addresses, paths',
    async run(world) {
      const names = ['x; rm -rf /', '--registry=https://evil.example', 'git+ssh://git@evil.example/x', 'file:../', 'https://evil.example/x.tgz', '../../etc/passwd', '@evil', '.hidden', 'a/b/c', 'A'.repeat(300), 'x@latest']
      for (const name of names) {
        const found = await refusedBy(world, { name, version: '1.0.0' }, 'PACKAGE_NAME_INVALID')
        if (found !== null && !found.startsWith('400 ')) return `${name}: ${found}`
      }
      for (const version of ['latest', '^1.0.0', '1.x', '*', '../1.0.0', '1.0.0?x=1', '1.0.0/../../other/1.0.0']) {
        const found = await refusedBy(world, { name: 'left-pad', version }, 'PACKAGE_VERSION_INVALID')
        if (found !== null) return `${version}: ${found}`
      }
      return null
    },
  },
  {
    id: 'C03', title: 'other bytes than those that were seen and accepted',
    async run({ owner }) {
      const seen = (await owner.post('/api/packages/check', { file: fileOf(nodeSource('attack.swap', 'run() {}'), { name: 'attack-swap' }) })).body as { integrity: string }
      const swapped = await owner.post('/api/packages', { file: fileOf(nodeSource('attack.swap', 'run() { evil() }'), { name: 'attack-swap' }), integrity: seen.integrity })
      return swapped.text.includes('PACKAGE_INTEGRITY_WRONG') ? null : swapped.text
    },
  },
  {
    id: 'C05', title: 'a look at environment, files, the database’s port, other processes',
    async run(world) {
      const port = new URL(world.server.url).port
      const { type, code } = await installed(world, `run: async ({ emit }) => {
        const fs = await import('node:fs'); const net = await import('node:net'); const got = {}
        const tries = {
          env: () => Object.keys(process.env).join() || null, environ: () => fs.readFileSync('/proc/self/environ', 'utf8'), parent: () => fs.readFileSync('/proc/' + process.ppid + '/environ', 'utf8'),
          keys: () => fs.readFileSync(${JSON.stringify(join(world.server.dataFolder, 'keys.json'))}, 'utf8'), list: () => fs.readdirSync(${JSON.stringify(world.server.dataFolder)}).join(), passwd: () => fs.readFileSync('/etc/passwd', 'utf8'),
          socket: () => new Promise((resolve, reject) => { net.connect(${port}, '127.0.0.1').on('connect', () => resolve('connected')).on('error', reject) }), fetch: async () => (await fetch('http://127.0.0.1:${port}/api/health')).status,
          child: async () => (await import('node:child_process')).execSync('id').toString(), kill: () => process.kill(process.ppid, 0), write: () => fs.writeFileSync('/tmp/x', 'x'),
        }
        for (const name of Object.keys(tries)) try { const found = await tries[name](); if (found) got[name] = String(found).slice(0, 50) } catch {}
        await emit({ json: { got } })
      }`)
      if (code !== null) return code
      const { output, page } = await ran(world, type)
      return output.includes('"got":{}') ? null : output + page.slice(0, 300)
    },
  },
  { id: 'C06', title: 'an endless loop', run: (world) => fallsAlone(world, { code: 'run() { while (true); }', more: 'timeoutMs: 2000', wanted: ['TIME', 'ABORTED'] }) },
  { id: 'C06', title: 'an endless loop while it is loaded', run: (world) => refusedBy(world, { file: fileOf('for (;;);') }, 'PACKAGE_LOAD_ENDLESS') },
  { id: 'C07', title: '4 GB in buffers', run: (world) => fallsAlone(world, { code: 'run: async () => { const kept = []; for (;;) { kept.push(Buffer.alloc(1 << 26, 1)); await new Promise((done) => setTimeout(done, 2)) } }', wanted: ['NODE_MEMORY_EXHAUSTED'] }) },
  { id: 'C07', title: 'objects and timers without end', run: (world) => fallsAlone(world, { code: 'run: () => { const kept = []; for (;;) kept.push(setTimeout(() => undefined, 1e9)) }', wanted: ['NODE_MEMORY_EXHAUSTED', 'PACKAGE_PROCESS_LOST'] }) },
  {
    id: 'C09', title: 'prototypes changed for whoever comes next',
    async run(world) {
      const { type, code } = await installed(world, `runItem: ({ item }) => { const was = [].poisoned === true || JSON.poisoned === true; Array.prototype.poisoned = true; JSON.poisoned = true; Promise.prototype.then.poisoned = true; return { was } }`)
      if (code !== null) return code
      const outputs = [(await ran(world, type)).output, (await ran(world, type)).output]
      return outputs.every((output) => output.includes('"was":false')) ? null : outputs.join()
    },
  },
  {
    id: 'C10', title: 'results that are no data',
    async run(world) {
      const results = ['{ n: 10n }', '(() => { const a = {}; a.a = a; return a })()', "'x'.repeat(1 << 26)", '[1, 2]', "JSON.parse('{\"__proto__\": {\"x\": 1}}')", 'Buffer.alloc(1 << 26)', 'new Proxy({}, { ownKeys() { throw new Error() } })']
      for (const result of results) {
        const found = await fallsAlone(world, { code: `runItem: () => (${result})`, wanted: ['"failed"'] })
        if (found !== null) return `${result}: ${found}`
      }
      return null
    },
  },
  {
    id: 'C11', title: 'forged and endless messages to the host',
    async run(world) {
      const say = (message: string) => `run: async () => { const fs = await import('node:fs'); ${message} }`
      const forged = await fallsAlone(world, { code: say(`fs.writeSync(3, JSON.stringify({ kind: 'result', runId: 'other', status: 'succeeded' }) + '\\n'); await new Promise(() => undefined)`), wanted: ['PACKAGE_PROCESS_UNRULY'] })
      return forged ?? fallsAlone(world, { code: say(`for (;;) fs.writeSync(3, 'x'.repeat(1 << 20))`), wanted: ['PACKAGE_PROCESS_UNRULY'] })
    },
  },
  {
    id: 'C13', title: 'markup in labels and icons',
    async run(world) {
      const icon = await installed(world, 'run() {}', `icon: '"><img src=x onerror=alert(1)>'`)
      const { type, code } = await installed(world, 'run() {}', `title: { fr: '<script>alert(1)</script>', en: '<script>alert(1)</script>' }`)
      const { headers, text } = await world.owner.get('/api/catalogue')
      const isJson = (headers.get('content-type') ?? '').includes('application/json') && headers.get('x-content-type-options') === 'nosniff'
      return first(icon.code === 'PACKAGE_DEFINITION_INVALID' ? null : `the icon: ${icon.code}`, code === null && text.includes(type) && isJson ? null : 'the label is not plain text of JSON')
    },
  },
  {
    id: 'C14', title: 'a step under the name of another’s',
    async run(world) {
      const { type } = await installed(world, 'run() {}')
      return first(await refusedBy(world, { file: fileOf(nodeSource(type, 'run() {}')) }, 'PACKAGE_TYPE_TAKEN'), await refusedBy(world, { file: fileOf(nodeSource('http.request', 'run() {}')) }, 'PACKAGE_TYPE_TAKEN'))
    },
  },
  {
    id: 'C15', title: 'a package whose bytes are gone',
    async run(world) {
      const { type, name } = await installed(world, 'run() {}')
      for (const folder of ['packages', 'files/packages']) await rm(join(world.server.dataFolder, folder), { recursive: true, force: true })
      const { status, page } = await ran(world, type)
      const removed = await world.owner.send('DELETE', `/api/packages/${name}?anyway=true`)
      const missing = await ran(world, type).catch((error: Error) => ({ status: 'refused', page: error.message }))
      return first(status === 'failed' && page.includes('NODE_PACKAGE_BROKEN') ? null : `${status} ${page.slice(0, 300)}`, unless([204], removed, 'removal'), missing.status === 'succeeded' ? 'it ran without its package' : null)
    },
  },
  { id: 'D06', title: 'a step that logs without end', run: (world) => fallsAlone(world, { code: `run: async () => { const fs = await import('node:fs'); for (;;) fs.writeSync(3, JSON.stringify({ kind: 'tell', path: 'log', args: { level: 'info', message: 'x'.repeat(1000) } }) + '\\n') }`, wanted: ['PACKAGE_PROCESS_UNRULY'] }) },
]
