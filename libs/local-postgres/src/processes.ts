import { readFile } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'

export function pause(ms: number): Promise<void> {
  return wait(ms)
}

/** Whether a process with this id exists (also one of another account). */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** False where the process id was given to another program since; true where that can't be found out (no /proc). */
export async function looksLikePostgres(pid: number): Promise<boolean> {
  const command = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => null)
  return command === null || command.trim() === 'postgres'
}

/** Resolves to false when it still lives after `ms`. */
export async function waitForEnd(pid: number, ms: number): Promise<boolean> {
  for (let waited = 0; waited < ms; waited += 20) {
    if (!isAlive(pid)) return true
    await pause(20)
  }
  return !isAlive(pid)
}
