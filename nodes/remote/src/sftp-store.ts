/** SFTP over SSH. The server is known by the fingerprint of its key, before any password or key is shown to it. */
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { isMaillonError, type FileRef, type MaillonError } from '@maillon/node-sdk'
import type { Client, ConnectConfig, FileEntryWithStats, SFTPWrapper, Stats } from 'ssh2'
import { accessDenied, connectionLost, fileMissing, folderMissing, folderTooLarge, hostKeyChanged, hostKeyUnknown, incomplete, keyUnreadable, loginRefused, noSpace, notUnderstood, refused, unreachable } from './remote-errors.js'
import { isPlainName, joinPath, splitPath, temporaryPath } from './remote-path.js'
import type { SftpAccount } from './remote-account.js'
import type { RemoteEntry, RemoteStore } from './remote-store.js'
import { Watchdog } from './watchdog.js'

export interface SftpOpening {
  readonly address: string
  readonly signal: AbortSignal
  readonly key: string
  readonly patienceMs: number
}

/** Status codes of the protocol. */
const noSuchFile = 2
const permissionDenied = 3
const mostEntries = 200_000
const fileType = 0o170_000
const regular = 0o100_000
const directory = 0o040_000

export async function openSftp(account: SftpAccount, opening: SftpOpening): Promise<RemoteStore> {
  const { Client } = await import('ssh2').then((module) => module.default)
  opening.signal.throwIfAborted()
  const client = new Client()
  const stop = () => client.destroy()
  opening.signal.addEventListener('abort', stop, { once: true })
  const close = () => {
    opening.signal.removeEventListener('abort', stop)
    client.end()
    client.destroy()
    return Promise.resolve()
  }
  try {
    const sftp = await connect(client, account, opening)
    return new SftpStore(sftp, { account, opening, close })
  } catch (error) {
    await close()
    opening.signal.throwIfAborted()
    throw error
  }
}

function connect(client: Client, account: SftpAccount, opening: SftpOpening): Promise<SFTPWrapper> {
  const seen: { key: string | null } = { key: null }
  return new Promise((resolve, reject) => {
    // Errors after the beginning show in what is asked next.
    client.on('error', (error) => reject(connectError(error, account, seen.key)))
    client.once('close', () => reject(connectionLost(account.host, 'closed')))
    client.on('keyboard-interactive', (...[, , , prompts, answer]) => answer(prompts.map(() => account.password)))
    client.once('ready', () => client.sftp((error, sftp) => (error === undefined ? resolve(sftp) : reject(refused(account.host, error.message)))))
    try {
      client.connect(configOf(account, opening, seen))
    } catch (error) {
      reject(keyUnreadable((error as Error).message))
    }
  })
}

function configOf(account: SftpAccount, { address, patienceMs }: SftpOpening, seen: { key: string | null }): ConnectConfig {
  return {
    host: address,
    port: account.port,
    username: account.user,
    ...(account.privateKey === '' ? {} : { privateKey: account.privateKey }),
    ...(account.passphrase === '' ? {} : { passphrase: account.passphrase }),
    ...(account.password === '' ? {} : { password: account.password, tryKeyboard: true }),
    hostVerifier: (key: Buffer) => {
      seen.key = `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`
      return seen.key === account.hostKey
    },
    readyTimeout: patienceMs,
    keepaliveInterval: 10_000,
    keepaliveCountMax: 3,
  }
}

function connectError(error: Error & { readonly level?: string; readonly code?: string }, account: SftpAccount, presented: string | null): MaillonError {
  const details = [error.level, error.code, error.message].filter((part) => part !== undefined).join(' · ').slice(0, 500)
  if (presented !== null && presented !== account.hostKey) return account.hostKey === null ? hostKeyUnknown(account.host, presented) : hostKeyChanged(account.host, presented)
  if (error.level === 'client-authentication') return loginRefused(account.host, details)
  if (error.level === 'client-timeout' || error.level === 'client-socket') return unreachable(account.host, details)
  return error.level === 'protocol' || error.level === 'handshake' ? notUnderstood(account.host, details) : unreachable(account.host, details)
}

interface SftpParts {
  readonly account: SftpAccount
  readonly opening: SftpOpening
  readonly close: () => Promise<void>
}

type Done<Value> = (error: Error | undefined | null, value: Value) => void

class SftpStore implements RemoteStore {
  private strange = 0

  constructor(
    private readonly sftp: SFTPWrapper,
    private readonly parts: SftpParts,
  ) {}

  readonly leftOut = () => this.strange
  readonly close = () => this.parts.close()

  async *list(folder: string): AsyncGenerator<RemoteEntry> {
    const handle = await this.ask<Buffer>(folder, (done) => this.sftp.opendir(folder, done)).catch((error: unknown) => {
      throw isMaillonError(error) && error.info.code === 'REMOTE_FILE_MISSING' ? folderMissing(folder) : error
    })
    let count = 0
    try {
      for (let part = await this.portion(folder, handle); part !== null; part = await this.portion(folder, handle)) {
        count += part.length
        if (count > mostEntries) throw folderTooLarge(folder, `more than ${mostEntries} entries`)
        for (const { filename, attrs } of part) {
          if (filename === '.' || filename === '..') continue
          const entry = isPlainName(filename) ? entryOf(joinPath(folder, filename), attrs) : null
          if (entry === null) this.strange += 1
          else yield entry
        }
      }
    } finally {
      this.sftp.close(handle, () => undefined)
    }
  }

  /** Null: that was all. */
  private portion(folder: string, handle: Buffer): Promise<readonly FileEntryWithStats[] | null> {
    return this.ask<readonly FileEntryWithStats[] | null>(folder, (done) =>
      this.sftp.readdir(handle, (error, list) => {
        const isEnd = (error as { readonly code?: number } | undefined)?.code === 1
        if (isEnd) done(null, null)
        else done(error, list ?? [])
      }),
    )
  }

  async find(path: string): Promise<RemoteEntry | null> {
    try {
      const entry = entryOf(path, await this.ask<Stats>(path, (done) => this.sftp.lstat(path, done)))
      return entry?.kind === 'file' ? entry : null
    } catch (error) {
      if (isMaillonError(error) && error.info.code === 'REMOTE_FILE_MISSING') return null
      throw error
    }
  }

  async *read(path: string): AsyncGenerator<Uint8Array> {
    const before = await this.find(path)
    if (before === null) throw fileMissing(path)
    const stream = this.sftp.createReadStream(path)
    const stop = () => stream.destroy(new Error('no data'))
    this.parts.opening.signal.addEventListener('abort', stop, { once: true })
    const watchdog = new Watchdog(this.parts.opening.patienceMs, stop)
    let bytes = 0
    try {
      for await (const part of stream as AsyncIterable<Buffer>) {
        bytes += part.byteLength
        // What takes the bytes may take its time: only the server is watched.
        watchdog.end()
        yield part
        watchdog.moved()
      }
    } catch (error) {
      throw this.translate(error, path)
    } finally {
      watchdog.end()
      this.parts.opening.signal.removeEventListener('abort', stop)
      stream.destroy()
    }
    const after = await this.find(path)
    if (after === null || after.size !== bytes || after.modifiedAt !== before.modifiedAt) throw incomplete(path, `${bytes} of ${String(after?.size)} bytes (${String(before.size)} before)`)
  }

  async write(path: string, file: FileRef, bytes: () => AsyncIterable<Uint8Array>): Promise<void> {
    await this.makeFolder(splitPath(path).folder)
    const beside = temporaryPath(path, this.parts.opening.key)
    try {
      await this.send(beside, bytes)
      const { size } = await this.ask<Stats>(beside, (done) => this.sftp.stat(beside, done))
      if (size !== file.size) throw incomplete(path, `${size} of ${file.size} bytes`)
      await this.replace(beside, path)
    } catch (error) {
      await this.ask(beside, (done) => this.sftp.unlink(beside, (failed) => done(failed, null))).catch(() => undefined)
      throw this.translate(error, path)
    }
  }

  private async send(path: string, bytes: () => AsyncIterable<Uint8Array>): Promise<void> {
    const stalled = new AbortController()
    const watchdog = new Watchdog(this.parts.opening.patienceMs, () => stalled.abort(connectionLost(this.parts.account.host, 'no answer')))
    try {
      await pipeline(Readable.from(watched(bytes(), watchdog), { objectMode: false }), this.sftp.createWriteStream(path), { signal: AbortSignal.any([stalled.signal, this.parts.opening.signal]) })
    } catch (error) {
      throw stalled.signal.aborted ? stalled.signal.reason : error
    } finally {
      watchdog.end()
    }
  }

  async remove(path: string): Promise<boolean> {
    if ((await this.find(path)) === null) return false
    await this.ask(path, (done) => this.sftp.unlink(path, (error) => done(error, null)))
    return true
  }

  async move(from: string, to: string): Promise<void> {
    await this.makeFolder(splitPath(to).folder)
    await this.replace(from, to)
  }

  /** OpenSSH's rename replaces in one stroke; the protocol's own refuses where a file is there. */
  private async replace(from: string, to: string): Promise<void> {
    try {
      await this.ask(to, (done) => this.sftp.ext_openssh_rename(from, to, (error) => done(error, null)))
      return
    } catch (error) {
      if (isMaillonError(error) && error.info.retryable) throw error
    }
    if ((await this.find(to)) !== null) await this.ask(to, (done) => this.sftp.unlink(to, (error) => done(error, null)))
    await this.ask(to, (done) => this.sftp.rename(from, to, (error) => done(error, null)))
  }

  private async makeFolder(folder: string): Promise<void> {
    if (folder === '.' || folder === '/') return
    const isThere = await this.ask<Stats>(folder, (done) => this.sftp.stat(folder, done)).then(
      () => true,
      (error: unknown) => {
        if (isMaillonError(error) && error.info.code === 'REMOTE_FILE_MISSING') return false
        throw error
      },
    )
    if (isThere) return
    await this.makeFolder(splitPath(folder).folder)
    await this.ask(folder, (done) => this.sftp.mkdir(folder, (error) => done(error, null)))
  }

  /** A server that hangs is given up after a while: the library itself waits for ever. */
  private ask<Value>(path: string, work: (done: Done<Value>) => unknown): Promise<Value> {
    const { opening, account } = this.parts
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(connectionLost(account.host, 'no answer')), opening.patienceMs)
      const onAbort = () => reject(opening.signal.reason as Error)
      opening.signal.addEventListener('abort', onAbort, { once: true })
      work((error, value) => {
        clearTimeout(timer)
        opening.signal.removeEventListener('abort', onAbort)
        if (error === undefined || error === null) resolve(value)
        else reject(this.translate(error, path) as Error)
      })
    })
  }

  private translate(error: unknown, path: string): unknown {
    const { opening, account } = this.parts
    if (opening.signal.aborted) return opening.signal.reason
    if (isMaillonError(error)) return error
    const { code, message } = error as { readonly code?: unknown; readonly message: string }
    const details = `${String(code)} · ${message}`.slice(0, 500)
    if (code === noSuchFile) return fileMissing(path)
    if (code === permissionDenied) return accessDenied(path, details)
    if (/no space|quota|disk full/i.test(message)) return noSpace(account.host, details)
    return typeof code === 'number' ? refused(account.host, details) : connectionLost(account.host, details)
  }
}

async function* watched(bytes: AsyncIterable<Uint8Array>, watchdog: Watchdog): AsyncGenerator<Uint8Array> {
  for await (const part of bytes) {
    watchdog.moved()
    yield part
  }
}

/** Null for links, pipes and devices. */
function entryOf(path: string, attrs: Stats): RemoteEntry | null {
  const kind = attrs.mode & fileType
  if (kind !== regular && kind !== directory) return null
  const modified = new Date(attrs.mtime * 1000)
  const size = Number.isSafeInteger(attrs.size) && attrs.size >= 0 ? attrs.size : null
  return {
    name: splitPath(path).name,
    path,
    kind: kind === directory ? 'folder' : 'file',
    size: kind === directory ? null : size,
    modifiedAt: Number.isNaN(modified.getTime()) ? null : modified.toISOString(),
  }
}
