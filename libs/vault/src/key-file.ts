import { randomBytes } from 'node:crypto'
import { link, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { MaillonError } from '@maillon/kernel'
import { keysInFile, masterKey, readKeyFile, writeKeyFile, type Keyring, type MasterKey } from './keyring.js'

/**
 * The keys of this installation; at the first start they are made and written with mode 0600.
 * Two processes that start at once end up with the same file.
 *
 * @throws MaillonError `VAULT_KEYFILE_OPEN` where others may read it, `VAULT_KEY_INVALID` where it isn't a key file
 */
export async function loadKeyFile(path: string): Promise<Keyring> {
  const text = await readPrivately(path)
  if (text !== null) return readKeyFile(text)
  await mkdir(dirname(path), { recursive: true })
  const temporary = await writeBeside(path, writeKeyFile([masterKey(randomBytes(32))]))
  try {
    // A link, not a rename: it fails where another process was faster, whose key must stay.
    await link(temporary, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    await rm(temporary, { force: true })
  }
  return readKeyFile((await readPrivately(path)) ?? '')
}

/** Adds a new current key; the older ones stay, so that everything sealed can be opened and wrapped anew. */
export async function rotateKeyFile(path: string): Promise<Keyring> {
  const keys = keysInFile((await readPrivately(path)) ?? '')
  const next: [MasterKey, ...MasterKey[]] = [masterKey(randomBytes(32)), ...keys]
  await rename(await writeBeside(path, writeKeyFile(next)), path)
  return readKeyFile((await readPrivately(path)) ?? '')
}

/**
 * Puts the keys of another key file before those that are there, for credentials that were sealed with them.
 * @throws MaillonError `VAULT_KEY_INVALID` where the text isn't a key file
 */
export async function addKeysToFile(path: string, text: string): Promise<Keyring> {
  const given = keysInFile(text)
  const there = keysInFile((await readPrivately(path)) ?? text)
  const ids = new Set(given.map(({ id }) => id))
  const [current, ...others] = [...given, ...there.filter(({ id }) => !ids.has(id))]
  if (current === undefined) return readKeyFile(text)
  await mkdir(dirname(path), { recursive: true })
  await rename(await writeBeside(path, writeKeyFile([current, ...others])), path)
  return readKeyFile((await readPrivately(path)) ?? '')
}

async function readPrivately(path: string): Promise<string | null> {
  try {
    const { mode } = await stat(path)
    // Windows has no such bits; there the folder's rights hold.
    if (process.platform !== 'win32' && (mode & 0o077) !== 0)
      throw new MaillonError({ code: 'VAULT_KEYFILE_OPEN', kind: 'operational', retryable: false, params: { path } })
    return await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

async function writeBeside(path: string, text: string): Promise<string> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.new`
  const handle = await open(temporary, 'wx', 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
  return temporary
}
