import { readFile, readdir, realpath } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * The process id of the Postgres that a data folder's server runs.
 * @throws Error where there isn't exactly one, or where the process of that id isn't the postmaster of this very folder: it is going to be killed.
 */
export async function embeddedPostgresPid(dataFolder: string): Promise<number> {
  const files = (await readdir(dataFolder, { recursive: true })).filter((path) => path.endsWith('postmaster.pid'))
  const [file] = files
  if (file === undefined || files.length > 1) throw new Error(`${files.length} postmaster.pid files in ${dataFolder}`)
  const [pid, cluster] = (await readFile(join(dataFolder, file), 'utf8')).split('\n')
  if (pid === undefined || cluster === undefined || !/^\d+$/.test(pid)) throw new Error(`${file} is not complete`)
  const [name, ...args] = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0')
  const ours = await realpath(join(dataFolder, file, '..'))
  const isOurs = name?.endsWith('/postgres') === true && args[args.indexOf('-D') + 1] === cluster && (await realpath(cluster)) === ours
  if (!isOurs) throw new Error(`Process ${pid} is not the database of ${dataFolder}: ${[name, ...args].join(' ').slice(0, 300)}`)
  return Number(pid)
}
