import { spawn } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from '../world/start-maillon.js'

export interface InstalledServer {
  readonly url: string
  readonly readySeconds: number
  output(): string
  /** SIGTERM, once. @returns the exit code; null where a signal ended it */
  end(): Promise<number | null>
}

export interface InstalledWish {
  /** The installed `maillon`. */
  readonly program: string
  readonly cwd: string
  readonly env: NodeJS.ProcessEnv
}

/** `maillon start` on a free port, until it is ready. @throws Error with what it printed, where it isn't within two minutes */
export async function startInstalled({ program, cwd, env }: InstalledWish): Promise<InstalledServer> {
  const port = await freePort()
  const begun = performance.now()
  const child = spawn(program, ['start'], { cwd, env: { ...env, PORT: String(port) }, stdio: ['ignore', 'pipe', 'pipe'] })
  const printed: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => printed.push(chunk.toString()))
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const end = (): Promise<number | null> => {
    if (child.exitCode === null && child.signalCode === null && !child.killed) child.kill('SIGTERM')
    return ended
  }
  const url = `http://localhost:${port}`
  const isReady = () => fetch(`${url}/api/health/ready`).then(({ ok }) => ok, () => false)
  while (!(await isReady())) {
    if (child.exitCode !== null || performance.now() - begun > 120_000) {
      await end()
      throw new Error(`maillon start is not ready:\n${printed.join('')}`)
    }
    await pause(50)
  }
  return { url, readySeconds: Math.round((performance.now() - begun) / 100) / 10, output: () => printed.join(''), end }
}
