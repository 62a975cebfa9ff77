/**
 * `npm run docker:steps`: what the Dockerfile says, done without an engine: its instructions in clean folders, from what git has, then its
 * entry point as another user, its health check until it is well, and a SIGTERM. Ends with a line of JSON. Takes some minutes.
 *
 * It shows that the steps work and that nothing is missing from what they leave. What it can't show: the base image, and the walls of a container.
 */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, isAbsolute, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { DockerfileParser, type Instruction, type ModifiableInstruction } from 'dockerfile-ast'

const root = fileURLToPath(new URL('..', import.meta.url))
/** Who the program runs as where this is root: nobody. */
const otherUser = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}
const patienceMs = 120_000

interface Stage {
  /** Stands for `/`. */
  readonly folder: string
  workdir: string
  readonly env: Record<string, string>
  entrypoint: readonly string[]
  healthcheck: readonly string[]
}

const folder = mkdtempSync(join(tmpdir(), 'maillon-image-'))
chmodSync(folder, 0o755)
const started = performance.now()
try {
  const stage = build(DockerfileParser.parse(readFileSync(process.argv[2] ?? join(root, 'docker/Dockerfile'), 'utf8')).getInstructions())
  const builtMs = performance.now() - started
  const { healthyMs, stoppedMs } = await runImage(stage)
  process.stdout.write(`${JSON.stringify({ buildSeconds: Math.round(builtMs / 1000), imageMiB: Math.round(sizeOf(stage.folder) / 1024 ** 2), healthySeconds: Math.round(healthyMs / 100) / 10, stopSeconds: Math.round(stoppedMs / 100) / 10 })}\n`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function build(instructions: readonly Instruction[]): Stage {
  const context = contextOf()
  const stages = new Map<string, Stage>()
  let stage: Stage | null = null
  for (const instruction of instructions) {
    const keyword = instruction.getKeyword()
    const words = [...flagsOf(instruction), ...instruction.getArguments().map((argument) => argument.getValue())]
    say(`${keyword} ${instruction.getArgumentsContent() ?? ''}`)
    if (keyword === 'FROM') {
      stage = newStage(words[2] ?? 'image')
      stages.set(words[2] ?? 'image', stage)
    } else if (stage !== null) act(stage, { keyword, words, text: instruction.getArgumentsContent() ?? '' }, { context, stages })
  }
  if (stage === null) throw new Error('The Dockerfile has no stage')
  return stage
}

/** `--from=build`, which the parser keeps apart from the other words. */
function flagsOf(instruction: Instruction): readonly string[] {
  return 'getFlags' in instruction ? (instruction as ModifiableInstruction).getFlags().map((flag) => `--${flag.getName()}=${flag.getValue() ?? ''}`) : []
}

function newStage(name: string): Stage {
  return { folder: join(folder, name), workdir: '/', env: {}, entrypoint: [], healthcheck: [] }
}

interface Said {
  readonly keyword: string
  readonly words: readonly string[]
  readonly text: string
}

function act(stage: Stage, { keyword, words, text }: Said, from: { readonly context: string; readonly stages: ReadonlyMap<string, Stage> }): void {
  switch (keyword) {
    case 'WORKDIR':
      stage.workdir = text
      mkdirSync(join(stage.folder, text), { recursive: true })
      return
    case 'ENV':
      for (const word of words) stage.env[word.slice(0, word.indexOf('='))] = word.slice(word.indexOf('=') + 1)
      return
    case 'RUN':
      execFileSync('/bin/sh', ['-e', '-c', text], { cwd: join(stage.folder, stage.workdir), env: { ...plainEnv(), ...stage.env }, stdio: ['ignore', 'ignore', 'inherit'] })
      return
    case 'COPY':
      copy(stage, words, from)
      return
    case 'HEALTHCHECK':
      stage.healthcheck = JSON.parse(text.slice(text.indexOf('['))) as string[]
      return
    case 'ENTRYPOINT':
      stage.entrypoint = JSON.parse(text) as string[]
      return
    case 'EXPOSE':
    case 'VOLUME':
    case 'USER':
    case 'STOPSIGNAL':
      return
    default:
      throw new Error(`${keyword} is not known here: teach scripts/docker-steps.ts what it does`)
  }
}

function copy(stage: Stage, words: readonly string[], { context, stages }: { readonly context: string; readonly stages: ReadonlyMap<string, Stage> }): void {
  const flags = words.filter((word) => word.startsWith('--'))
  const places = words.filter((word) => !word.startsWith('--'))
  const source = stages.get(flags.find((flag) => flag.startsWith('--from='))?.slice(7) ?? '')?.folder ?? context
  const target = places.at(-1) ?? ''
  const place = join(stage.folder, isAbsolute(target) ? target : join(stage.workdir, target))
  for (const name of places.slice(0, -1)) {
    const from = join(source, name)
    // A folder's content goes into the target; a file goes there under its name where the target is a folder.
    const to = statSync(from).isDirectory() || !target.endsWith('/') ? place : join(place, basename(name))
    mkdirSync(dirname(to), { recursive: true })
    cpSync(from, to, { recursive: true, verbatimSymlinks: true })
  }
  if (flags.some((flag) => flag.startsWith('--chown=')) && otherUser.uid !== undefined) chownSync(place, otherUser.uid, otherUser.gid)
}

/** What `docker build .` would send: what git has, without what `.dockerignore` names. */
function contextOf(): string {
  const context = join(folder, 'context')
  const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 ** 2 }).split('\0').filter((file) => file !== '' && existsSync(join(root, file)))
  const patterns = readFileSync(join(root, '.dockerignore'), 'utf8').split('\n').filter((line) => line !== '' && !line.startsWith('#')).map(patternOf)
  for (const file of files.filter((name) => !patterns.some((pattern) => pattern.test(name)))) {
    mkdirSync(dirname(join(context, file)), { recursive: true })
    cpSync(join(root, file), join(context, file))
  }
  return context
}

/** `**` any folders, `*` a part of a name; a folder takes all in it along. */
function patternOf(line: string): RegExp {
  const text = line.split('**/').map((part) => part.replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`).replaceAll('*', '[^/]*')).join('(?:.*/)?')
  return new RegExp(`^${text}(?:/.*)?$`)
}

async function runImage(stage: Stage): Promise<{ readonly healthyMs: number; readonly stoppedMs: number }> {
  const env = { ...plainEnv(), ...stage.env, ...Object.fromEntries(Object.entries(stage.env).filter(([, value]) => isAbsolute(value)).map(([name, value]) => [name, join(stage.folder, value)])), PORT: '5599' }
  const settings = { cwd: join(stage.folder, stage.workdir), env, ...otherUser }
  const [program = '', ...words] = stage.entrypoint
  say(`${stage.entrypoint.join(' ')}  (PORT=${env.PORT})`)
  const startedAt = performance.now()
  const child = spawn(program, words, { ...settings, stdio: ['ignore', 'ignore', 'inherit'] })
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  try {
    await untilHealthy(child, () => spawn(stage.healthcheck[0] ?? '', stage.healthcheck.slice(1), { ...settings, stdio: 'ignore' }))
    const healthyMs = performance.now() - startedAt
    const stopAt = performance.now()
    child.kill('SIGTERM')
    const code = await ended
    if (code !== 0) throw new Error(`After SIGTERM it ended with ${code}`)
    return { healthyMs, stoppedMs: performance.now() - stopAt }
  } finally {
    child.kill('SIGKILL')
  }
}

async function untilHealthy(child: ChildProcess, check: () => ChildProcess): Promise<void> {
  const until = performance.now() + patienceMs
  for (;;) {
    if (child.exitCode !== null) throw new Error(`It ended with ${child.exitCode}`)
    const code = await new Promise<number | null>((resolve) => check().once('exit', resolve))
    if (code === 0) return
    if (performance.now() > until) throw new Error('It did not become healthy')
    await pause(300)
  }
}

/** Without the settings of whoever runs this. */
function plainEnv(): Record<string, string> {
  const kept = ['PATH', 'HOME', 'LANG', 'TMPDIR', 'npm_config_registry', 'npm_config_cache', 'HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'no_proxy', 'NODE_EXTRA_CA_CERTS', 'NPM_CONFIG_REGISTRY', 'NPM_CONFIG_USERCONFIG', 'npm_config_userconfig']
  return Object.fromEntries(kept.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])))
}

function sizeOf(path: string): number {
  return readdirSync(path, { withFileTypes: true }).reduce((sum, entry) => sum + (entry.isDirectory() ? sizeOf(join(path, entry.name)) : entry.isFile() ? statSync(join(path, entry.name)).size : 0), 0)
}

function say(line: string): void {
  process.stderr.write(`${line.split('\n')[0]?.slice(0, 160) ?? ''}\n`)
}
