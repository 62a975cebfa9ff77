import { randomBytes } from 'node:crypto'
import { link, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { isMaillonError, MaillonError } from '@maillon/kernel'
import { keysInFile, masterKey, readKeyFile, writeKeyFile, type Keyring, type MasterKey } from './keyring.js'

/**
 * The keys of this installation; at the first start they are made and written with mode 0600.
 * Two processes that start at once end up with the same file.
 *
 * @throws MaillonError `VAULT_KEYFILE_OPEN` where others may read it, `VAULT_KEY_INVALID` where it isn't a key file,
 *   `VAULT_KEYFILE_UNREADABLE`, `VAULT_KEYFILE_UNWRITABLE` where the machine doesn't let us
 */
export async function loadKeyFile(path: string): Promise<Keyring> {
  const text = await readPrivately(path)
  if (text !== null) return readKeyFile(text)
  await writing(path, async () => {
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
    await syncFolder(path)
  })
  return readKeyFile((await readPrivately(path)) ?? '')
}

/** Adds a new current key; the older ones stay, so that everything sealed can be opened and wrapped anew. When it returns, the key survives a loss of power. */
export async function rotateKeyFile(path: string): Promise<Keyring> {
  const keys = keysInFile((await readPrivately(path)) ?? '')
  return putKeys(path, [masterKey(randomBytes(32)), ...keys])
}

/** Leaves the current key alone in the file. Whatever lies under the others can't be opened any more: ask before. */
export async function dropOlderKeys(path: string): Promise<Keyring> {
  const { current } = readKeyFile((await readPrivately(path)) ?? '')
  return putKeys(path, [current])
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
  return putKeys(path, [current, ...others])
}

async function putKeys(path: string, keys: readonly [MasterKey, ...MasterKey[]]): Promise<Keyring> {
  await writing(path, async () => {
    await mkdir(dirname(path), { recursive: true })
    await rename(await writeBeside(path, writeKeyFile(keys)), path)
    await syncFolder(path)
  })
  return readKeyFile((await readPrivately(path)) ?? '')
}

async function readPrivately(path: string): Promise<string | null> {
  try {
    refuseOpen(path, (await stat(path)).mode)
    return await readFile(path, 'utf8')
  } catch (error) {
    if (isMaillonError(error)) throw error
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return null
    throw new MaillonError({ code: 'VAULT_KEYFILE_UNREADABLE', kind: 'operational', retryable: false, params: { path, reason: code ?? '' } })
  }
}

/** @throws MaillonError `VAULT_KEYFILE_OPEN` where others than the owner may read a file of this mode */
export function refuseOpen(path: string, mode: number): void {
  // Windows has no such bits; there the folder's rights hold.
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) throw new MaillonError({ code: 'VAULT_KEYFILE_OPEN', kind: 'operational', retryable: false, params: { path } })
}

async function writing(path: string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    throw new MaillonError({ code: 'VAULT_KEYFILE_UNWRITABLE', kind: 'operational', retryable: false, params: { path, reason: (error as NodeJS.ErrnoException).code ?? '' } })
  }
}

async function writeBeside(path: string, text: string): Promise<string> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.new`
  const handle = await open(temporary, 'wx', 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } catch (error) {
    // A full disk: half a file of keys must not lie about.
    await rm(temporary, { force: true })
    throw error
  } finally {
    await handle.close()
  }
  return temporary
}

/** The name is as durable as the bytes: nothing may be sealed with a key whose file a loss of power takes back. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await open(dirname(path), 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
