import { createHash } from 'node:crypto'
import { cp, mkdir, rename, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { Logger } from '@maillon/kernel'
import type { PostgresBinaries } from './postgres-binaries.js'
import { postgresError } from './postgres-error.js'

/** uid and gid of the account `nobody` on Linux. Postgres refuses to run as root. */
export const unprivilegedId = 65_534

export interface PostgresPlace {
  /** The folder for data, log and password. */
  readonly folder: string
  readonly binaries: PostgresBinaries
}

/**
 * Where Postgres can live when we are root and it runs as an account that owns nothing.
 * That account must be able to enter every folder above its data and its programs. A clone under root's own home (mode 0700) can't
 * be entered: opening root's home to everybody is not ours to do, so data and programs then stand under `fallbackRoot`, and the log says so.
 * @throws MaillonError POSTGRES_FOLDER_UNREACHABLE where the fallback can't be entered either.
 */
export async function findUnprivilegedPlace(wanted: PostgresPlace, fallbackRoot: string, logger: Logger): Promise<PostgresPlace> {
  const dataBlocked = await firstClosedFolder(dirname(resolve(wanted.folder)))
  const programBlocked = await firstClosedFolder(wanted.binaries.root)
  if (dataBlocked === null && programBlocked === null) return wanted
  await mkdir(fallbackRoot, { recursive: true, mode: 0o755 })
  const stillBlocked = await firstClosedFolder(fallbackRoot)
  if (stillBlocked !== null) throw postgresError('POSTGRES_FOLDER_UNREACHABLE', { folder: stillBlocked, wanted: wanted.folder })
  const key = createHash('sha256').update(resolve(wanted.folder)).digest('hex').slice(0, 12)
  const folder = dataBlocked === null ? wanted.folder : join(fallbackRoot, `data-${key}`)
  const binaries = programBlocked === null ? wanted.binaries : await copyBinaries(wanted.binaries, fallbackRoot)
  logger.warn('The database runs as an unprivileged account that cannot enter this folder; its files stand elsewhere', { closedFolder: dataBlocked ?? programBlocked, data: folder, programs: binaries.root })
  return { folder, binaries }
}

/** The first folder from the root down that others may not enter; null where the way is free. */
export async function firstClosedFolder(path: string): Promise<string | null> {
  const chain: string[] = []
  for (let at = resolve(path); ; at = dirname(at)) {
    chain.unshift(at)
    if (at === dirname(at)) break
  }
  for (const folder of chain) {
    const info = await stat(folder).catch(() => null)
    // What doesn't exist yet will be made by us, and made so that it can be entered.
    if (info === null) return null
    const mine = info.uid === unprivilegedId ? 0o100 : info.gid === unprivilegedId ? 0o010 : 0o001
    if ((info.mode & mine) === 0) return folder
  }
  return null
}

async function copyBinaries(from: PostgresBinaries, fallbackRoot: string): Promise<PostgresBinaries> {
  const info = await stat(from.postgres)
  // Size and time of the program tell versions apart; a copy is renamed into place, so it is there completely or not at all.
  const root = join(fallbackRoot, `programs-${info.size.toString(36)}-${Math.round(info.mtimeMs).toString(36)}`)
  const there = await stat(root).then(() => true, () => false)
  if (!there) {
    const temporary = `${root}.${process.pid}.part`
    await cp(from.root, temporary, { recursive: true, verbatimSymlinks: true })
    await rename(temporary, root).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
    })
  }
  const moved = (path: string): string => join(root, path.slice(from.root.length))
  return { root, initdb: moved(from.initdb), postgres: moved(from.postgres) }
}
