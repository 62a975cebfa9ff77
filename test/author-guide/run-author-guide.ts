// Walks docs/author-guide.md from an empty folder: each block of commands is run as it stands, with the `maillon` command of this clone, its SDK
// as one file and a server that takes packages under development. Then a save is timed until the server has it. The last line is JSON.
import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { signIn, type SignedIn } from '../world/sign-in.js'
import { startMaillon } from '../world/start-maillon.js'

const root = fileURLToPath(new URL('../../', import.meta.url))
const fromSource = ['--conditions=source', '--import', import.meta.resolve('tsx')]
const folder = await mkdtemp(join(tmpdir(), 'maillon-author-'))
const work = join(folder, 'empty')
await mkdir(work)
const results = { steps: 0, failed: 0, reloadMs: 0 }
let stop = async (): Promise<void> => undefined
try {
  await writeFile(join(folder, 'maillon'), `#!/bin/sh\nexec ${process.execPath} ${fromSource.join(' ')} ${join(root, 'apps/cli/src/main.ts')} "$@"\n`, { mode: 0o755 })
  const server = await startMaillon({ from: 'source', patienceMs: 300_000, env: { MAILLON_DEVELOPMENT_PACKAGES: '1' } })
  stop = () => server.remove()
  const user = await signIn(server.url, 'en')
  const { token } = await user.client.call('createToken', { body: { name: 'author', role: 'administrator', permissions: [], days: 1 } })
  const sdk = await outputOf(process.execPath, [...fromSource, join(root, 'scripts/pack-sdk.ts'), folder], { cwd: root, env: process.env })
  const env = { ...process.env, PATH: `${folder}:${process.env['PATH'] ?? ''}`, MAILLON_SDK: sdk.said.trim().split('\n').at(-1), MAILLON_SERVER: server.url, MAILLON_TOKEN: token, MAILLON_LOCALE: 'en', NO_COLOR: '1' }
  await walk(env)
  await timeASave(env, user)
} catch (error) {
  results.failed += 1
  process.stdout.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
} finally {
  await stop()
  await rm(folder, { recursive: true, force: true })
}
process.stdout.write(`${JSON.stringify(results)}\n`)
process.exit(results.failed === 0 && results.steps > 5 ? 0 : 1)

async function walk(env: NodeJS.ProcessEnv): Promise<void> {
  const guide = await readFile(join(root, 'docs/author-guide.md'), 'utf8')
  let cwd = work
  for (const [, block = ''] of guide.matchAll(/^```sh\n([\s\S]*?)^```$/gm)) {
    const [title = ''] = block.split('\n')
    // The folder that a block ends in is the next one's.
    const { code, said } = await outputOf('bash', ['-c', `set -eo pipefail\n${block}\npwd > "$0"`, join(folder, 'cwd')], { cwd, env })
    results.steps += 1
    if (code === 0) cwd = (await readFile(join(folder, 'cwd'), 'utf8')).trim()
    else results.failed += 1
    process.stdout.write(`${code === 0 ? 'ok    ' : 'FAILED'} ${title}\n${code === 0 ? '' : said}`)
  }
}

/** From a save of the author's file to the server's catalogue. */
async function timeASave(env: NodeJS.ProcessEnv, { client }: SignedIn): Promise<void> {
  const place = join(work, 'maillon-node-weather')
  const developing = spawn(join(folder, 'maillon'), ['node', 'dev'], { cwd: place, env, stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    await new Promise<void>((resolve, reject) => {
      developing.stdout.once('data', () => resolve())
      developing.once('exit', () => reject(new Error('maillon node dev ended')))
    })
    // The newest version of the step: that is what the palette shows.
    const file = join(place, 'src/greet-2.node.ts')
    await writeFile(file, (await readFile(file, 'utf8')).replace("en: 'Greet' }", "en: 'Greet warmly' }"))
    const savedAt = performance.now()
    const isThere = async () => (await client.call('catalogue', {})).nodes.some(({ title }) => title.en === 'Greet warmly')
    while (!(await isThere()) && performance.now() - savedAt < 20_000) await pause(50)
    results.reloadMs = Math.round(performance.now() - savedAt)
    results.steps += 1
    // The promise is two seconds; a machine that is busy with other things gets some more before this counts as broken.
    if (results.reloadMs > 6000) results.failed += 1
    process.stdout.write(`${results.reloadMs > 6000 ? 'FAILED' : 'ok    '} a save is in the palette after ${results.reloadMs} ms\n`)
  } finally {
    developing.kill('SIGINT')
  }
}

function outputOf(command: string, args: readonly string[], { cwd, env }: { readonly cwd: string; readonly env: NodeJS.ProcessEnv }): Promise<{ readonly code: number | null; readonly said: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (said += text.toString()))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, said }))
  })
}
