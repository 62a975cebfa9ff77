/**
 * Tokens that `maillon login` keeps, by server address.
 * 1. Nobody else on this machine may read them: the file is made so, and one that others can read is refused, not mended.
 * 2. It is written whole beside itself and put in its place: a crash leaves the earlier one.
 */
import { chmod, mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { isJsonObject, parseOutsideJson } from '@maillon/kernel'
import { CliError } from '../cli-error.js'

/** The last server that was logged in to is the one that is meant where none is named. */
export interface KnownServers {
  readonly last: string | null
  readonly tokens: { readonly [address: string]: string }
}

/** `MAILLON_CONFIG`, else beside what other programs keep there. */
export function tokenFileOf(env: { readonly [name: string]: string | undefined }): string {
  const home = env['HOME'] ?? env['USERPROFILE'] ?? '.'
  return env['MAILLON_CONFIG'] ?? join(env['XDG_CONFIG_HOME'] ?? join(home, '.config'), 'maillon', 'servers.json')
}

/** Rule 1. None where there is no file. */
export async function readKnownServers(path: string): Promise<KnownServers> {
  const about = await stat(path).catch(() => null)
  if (about === null) return { last: null, tokens: {} }
  if (process.platform !== 'win32' && (about.mode & 0o077) !== 0) {
    throw new CliError({ fr: `D’autres que vous peuvent lire « ${path} », qui contient des jetons. Retirez-leur ce droit : chmod 600 "${path}"`, en: `Others than you can read "${path}", which holds tokens. Take that right away: chmod 600 "${path}"` })
  }
  const parsed = parseOutsideJson(await readFile(path, 'utf8'))
  const value = parsed.ok && isJsonObject(parsed.value) ? parsed.value : {}
  const tokens = isJsonObject(value['tokens']) ? Object.entries(value['tokens']).filter((entry): entry is [string, string] => typeof entry[1] === 'string') : []
  return { last: typeof value['last'] === 'string' ? value['last'] : null, tokens: Object.fromEntries(tokens) }
}

/** Rules 1 and 2. */
export async function writeKnownServers(path: string, servers: KnownServers): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const beside = `${path}.${process.pid}`
  await writeFile(beside, `${JSON.stringify(servers, null, 2)}\n`, { mode: 0o600 })
  await chmod(beside, 0o600)
  await rename(beside, path)
}
