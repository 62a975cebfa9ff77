/**
 * `npm run pack:drill`: Maillon is packed, installed in an empty folder by plain npm, and used as a stranger would: the command without a server,
 * then `maillon start`, its first account, a flow of the gallery, and SIGTERM. The last line is JSON.
 */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { FlowDocument } from '@maillon/flow-document'
import { packMaillon } from '../../scripts/packing/pack-maillon.js'
import { signIn } from '../world/sign-in.js'
import { startInstalled } from './start-installed.js'

const root = fileURLToPath(new URL('../../', import.meta.url))
const at = { x: 0, y: 0 }
/** By way of a step's thread, of DuckDB's program for this machine, and of a file. */
const flow: FlowDocument = {
  format: 'maillon.flow/1', id: 'drill', name: 'Drill', settings: {}, notes: [], requires: {},
  nodes: [
    { id: 'start', type: 'core.manual', version: 1, name: 'Start', position: at, params: {} },
    { id: 'read', type: 'excel.read', version: 1, name: 'Read', position: at, params: { source: 'chosen', file: { id: '', name: 'contacts.xlsx' }, columns: [{ name: 'Ville', type: 'text', required: true }] } },
    { id: 'count', type: 'table.sql', version: 1, name: 'Count', position: at, params: { tables: [{ id: 'main' }], sql: 'SELECT Ville AS town, count(*) AS people FROM main GROUP BY Ville ORDER BY town', values: [] } },
    { id: 'write', type: 'excel.write', version: 1, name: 'Write', position: at, params: { fileName: 'towns.xlsx', sheets: [{ id: 'towns', name: 'Towns', columns: [{ field: 'town', title: 'Town', format: 'text' }, { field: 'people', title: 'People', format: 'integer' }] }] } },
  ],
  edges: [{ from: 'start.main', to: 'read.main' }, { from: 'read.main', to: 'count.main' }, { from: 'count.main', to: 'write.towns' }],
}

// Neither this repository's settings nor those of the `npm run` that this is part of: a stranger has neither.
const env = { ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(npm_(package|lifecycle|config_local_prefix|command|node_execpath|execpath)|INIT_CWD|MAILLON_|DATABASE_URL|REDIS_URL|HOST$|PORT$|NODE_ENV)/.test(name))), LC_ALL: 'C', NO_COLOR: '1' }
const folder = await mkdtemp(join(tmpdir(), 'maillon-pack-drill-'))
// As root the database runs as another account, which has to be able to walk through.
await chmod(folder, 0o711)
const place = join(folder, 'empty')
const installed = join(place, 'node_modules', 'maillon')
let stop = async (): Promise<void> => undefined
let exitCode = 1
try {
  const file = await timed('packed', () => packMaillon(folder))
  const install = await timed('installed', () => installIn(place, file.given))
  await wholeAndClean()
  const used = await useCommands()
  const server = await startInstalled({ program: join(place, 'node_modules/.bin/maillon'), cwd: place, env })
  stop = () => server.end().then(() => undefined)
  process.stdout.write(`ready in ${server.readySeconds} s\n`)
  await useServer(server.url)
  assert.match(await maillon(['doctor'], { PORT: new URL(server.url).port }), /✓ The tables are up to date/)
  const code = await server.end()
  assert.equal(code, 0, `SIGTERM ends it with ${code}:\n${server.output()}`)
  await assert.rejects(fetch(server.url), 'Nobody listens any more')
  exitCode = 0
  console.log(JSON.stringify({ ok: true, tarballMiB: rounded((await stat(file.given)).size / 1024 ** 2), packSeconds: file.seconds, installSeconds: install.seconds, readySeconds: server.readySeconds, commands: used + 2, runs: 2 }))
} catch (error) {
  console.log(error instanceof Error ? (error.stack ?? error.message) : String(error))
  console.log(JSON.stringify({ ok: false }))
} finally {
  await stop()
  await rm(folder, { recursive: true, force: true })
}
process.exit(exitCode)

async function installIn(empty: string, file: string): Promise<void> {
  await mkdir(empty, { mode: 0o755 })
  const options = { cwd: empty, env }
  await run('npm', ['init', '--yes'], options)
  await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', file], options)
}

/** Nothing of this machine is in it, and what it brings with it can be loaded. */
async function wholeAndClean(): Promise<void> {
  const files = (await readdir(installed, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  for (const path of files) assert.ok(!(await readFile(path)).includes(root.slice(0, -1)), `${path} names a path of the machine that packed it`)
  const manifest = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8')) as { readonly bundleDependencies: readonly string[] }
  for (const name of manifest.bundleDependencies.filter((each) => !each.startsWith('@maillon/'))) await import(pathToFileURL(createRequire(join(installed, 'package.json')).resolve(name)).href)
}

/** @returns how many commands */
async function useCommands(): Promise<number> {
  const gallery = join(installed, 'node_modules/@maillon/server/gallery')
  const flowFile = join(place, 'flow.json')
  await cp(join(gallery, 'sample-contacts/contacts.xlsx'), join(place, 'contacts.xlsx'))
  await writeFile(flowFile, JSON.stringify(flow))
  assert.match(await maillon(['--help']), /start/)
  await writeFile(join(place, 'right.json'), JSON.stringify({ ...flow, nodes: flow.nodes.slice(0, 1), edges: [] }))
  await maillon(['flow', 'validate', 'right.json'])
  const answer = JSON.parse(await maillon(['flow', 'run', flowFile, '--out', 'made', '--json'])) as { readonly status: string; readonly steps: readonly { readonly node: string; readonly items: { readonly main?: number } }[] }
  assert.equal(answer.status, 'succeeded', JSON.stringify(answer))
  assert.ok((answer.steps.find(({ node }) => node === 'count')?.items.main ?? 0) > 1, JSON.stringify(answer))
  assert.ok((await stat(join(place, 'made/towns.xlsx'))).size > 1000)
  await writeFile(join(place, 'wrong.json'), JSON.stringify({ ...flow, nodes: [] }))
  await assert.rejects(maillon(['flow', 'validate', 'wrong.json']), { code: 1 })
  await maillon(['node', 'create', 'maillon-node-drill'])
  assert.ok((await stat(join(place, 'maillon-node-drill/src/index.ts'))).isFile())
  return 5
}

/** As the first visitor does. */
async function useServer(url: string): Promise<void> {
  assert.match(await (await fetch(url)).text(), /<html/)
  const { client } = await signIn(url, 'en')
  const { id } = await client.call('createFlow', { body: { gallery: 'sample-contacts' } })
  const { runId } = await client.call('startRun', { params: { id }, body: { what: 'draft' } })
  const deadline = Date.now() + 60_000
  for (;;) {
    const { run: seen } = await client.call('run', { params: { id: runId } })
    if (seen.status === 'succeeded') return
    assert.ok(['queued', 'running', 'waiting'].includes(seen.status) && Date.now() < deadline, `The run is ${seen.status}`)
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

/** A command as it is typed in the folder. @returns what it printed @throws Error with the exit code as `code` */
function maillon(args: readonly string[], more: { readonly [name: string]: string } = {}): Promise<string> {
  return run('npx', ['--no', '--', 'maillon', ...args], { cwd: place, env: { ...env, ...more } })
}

function run(command: string, args: readonly string[], options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv }): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(command, args, { ...options, maxBuffer: 64 * 1024 ** 2 }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout)
      else reject(Object.assign(new Error(`${command} ${args.join(' ')}: ${String(error.code)}\n${stdout}${stderr}`), { code: error.code }))
    })
  })
}

async function timed<T>(what: string, act: () => Promise<T>): Promise<{ readonly given: T; readonly seconds: number }> {
  const begun = performance.now()
  const given = await act()
  const seconds = rounded((performance.now() - begun) / 1000)
  process.stdout.write(`${what} in ${seconds} s\n`)
  return { given, seconds }
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10
}
