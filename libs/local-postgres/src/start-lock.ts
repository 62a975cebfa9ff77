import { open, readFile, rm } from 'node:fs/promises'
import { isAlive, pause } from './processes.js'

/**
 * One starter at a time for one folder: two processes that start together must not both make a cluster.
 * The file holds the owner's process id, so a lock left by a killed owner is taken over.
 */
export async function withStartLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  for (;;) {
    const handle = await open(file, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return null
      throw error
    })
    if (handle !== null) {
      await handle.writeFile(String(process.pid))
      await handle.close()
      break
    }
    const owner = Number(await readFile(file, 'utf8').catch(() => ''))
    if (owner > 0 && !isAlive(owner)) await rm(file, { force: true })
    await pause(25)
  }
  try {
    return await work()
  } finally {
    await rm(file, { force: true })
  }
}
