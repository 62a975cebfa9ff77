import type { ChildProcess } from 'node:child_process'

/** Every process that the tests started and that still runs. Whatever happens, none of them outlives the tests. */
class Nursery {
  private readonly pids = new Set<number>()

  constructor() {
    process.on('exit', () => this.endAll())
    for (const [name, code] of [['SIGINT', 130], ['SIGTERM', 143]] as const) process.on(name, () => process.exit(code))
  }

  /** @returns the id; forgotten when the process ends. */
  add(child: ChildProcess): number {
    const { pid } = child
    if (pid === undefined) throw new Error('The process did not start')
    this.pids.add(pid)
    child.once('exit', () => this.pids.delete(pid))
    return pid
  }

  /** For a process that isn't our child (a database that its server was started for). */
  addPid(pid: number): void {
    this.pids.add(pid)
  }

  forget(pid: number): void {
    this.pids.delete(pid)
  }

  private endAll(): void {
    for (const pid of this.pids) signal(pid, 'SIGKILL')
  }
}

export const nursery = new Nursery()

/** @param name 0: only asks. @returns false where there is no such process any more. */
export function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, name)
    return true
  } catch {
    return false
  }
}
