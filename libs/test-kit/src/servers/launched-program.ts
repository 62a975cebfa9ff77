import { spawn, type ChildProcess } from 'node:child_process'
import { connect, createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

/** A server program that a test has started. */
export interface LaunchedProgram {
  readonly pid: number
  /** What it has written so far, both streams. */
  readonly output: () => string
  stop(): Promise<void>
}

export interface Launch {
  readonly command: string
  readonly args: readonly string[]
  /** Debian's package, for the message where the program is missing. */
  readonly debianPackage: string
  /** It is up once these loopback ports answer. */
  readonly ports: readonly number[]
  readonly env?: Readonly<Record<string, string>>
  readonly uid?: number
  /** Default SIGTERM. */
  readonly stopSignal?: NodeJS.Signals
}

const patienceMs = 60_000

/** Start a server program and wait until it listens. @throws Error with its last words where it ends before. */
export async function launchProgram(launch: Launch): Promise<LaunchedProgram> {
  const child = spawn(launch.command, launch.args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(launch.env === undefined ? {} : { env: { ...process.env, ...launch.env } }),
    ...(launch.uid === undefined ? {} : { uid: launch.uid, gid: launch.uid }),
  })
  let output = ''
  const read = (chunk: Buffer) => void (output = (output + chunk.toString()).slice(-20_000))
  child.stdout.on('data', read)
  child.stderr.on('data', read)
  const ended = new Promise<never>((_, reject) => {
    child.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'ENOENT' ? new Error(`These tests need ${launch.command}. Install it with: apt-get install ${launch.debianPackage}`) : error))
    child.once('exit', (code) => reject(new Error(`${launch.command} ended with ${String(code)}: ${output.slice(-1000)}`)))
  })
  ended.catch(() => undefined)
  for (const port of launch.ports) await Promise.race([untilOpen(port), ended])
  return { pid: child.pid ?? 0, output: () => output, stop: () => end(child, launch.stopSignal ?? 'SIGTERM') }
}

async function untilOpen(port: number): Promise<void> {
  const until = Date.now() + patienceMs
  while (!(await answers(port))) {
    if (Date.now() > until) throw new Error(`Nothing answers on port ${port}`)
    await pause(50)
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.kill(signal)
  const isGone = await Promise.race([gone.then(() => true), pause(5000, false)])
  if (isGone) return
  child.kill('SIGKILL')
  await gone
}

/** Loopback ports that were free a moment ago, all different. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, () => new Promise<ReturnType<typeof createServer>>((resolve, reject) => {
      const server = createServer()
      server.once('error', reject)
      server.listen(0, '127.0.0.1', () => resolve(server))
    })),
  )
  const ports = servers.map((server) => (server.address() as { port: number }).port)
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  return ports
}
