/** FTP and FTPS. Only passive transfers, and only to the host of the control connection. */
import { PassThrough, Readable } from 'node:stream'
import type { ConnectionOptions, TLSSocket } from 'node:tls'
import { isMaillonError, type FileRef } from '@maillon/node-sdk'
import type { Client, FileInfo } from 'basic-ftp'
import { ftpError, isMissing } from './ftp-errors.js'
import { certificateRefused, fileMissing, folderMissing, hostKeyChanged, incomplete } from './remote-errors.js'
import { isPlainName, joinPath, splitPath, temporaryPath } from './remote-path.js'
import type { RemoteEntry, RemoteStore } from './remote-store.js'
import type { FtpAccount } from './remote-account.js'

/** Address to connect to, checked by the host, and what belongs to one attempt. */
export interface FtpOpening {
  readonly address: string
  readonly signal: AbortSignal
  /** For the names of files under way. */
  readonly key: string
  /** Milliseconds that a connection or an answer may take. */
  readonly patienceMs: number
}

const longestListing = 16 * 1024 * 1024
/** Times are asked for one by one where a listing doesn't say them exactly: for so many files. */
const mostTimes = 500

export async function openFtp(account: FtpAccount, opening: FtpOpening): Promise<RemoteStore> {
  const tls = await tlsOptions(account, opening)
  const client = await connected(account, opening, tls)
  const stop = () => client.close()
  opening.signal.addEventListener('abort', stop, { once: true })
  const close = () => {
    opening.signal.removeEventListener('abort', stop)
    client.close()
    return Promise.resolve()
  }
  try {
    await client.login(account.user, account.password)
    await client.useDefaultSettings()
    const home = await client.pwd()
    return new FtpStore(client, { account, opening, home, close, tls })
  } catch (error) {
    await close()
    throw ftpError(error, account.host, '')
  }
}

async function connected(account: FtpAccount, { address, patienceMs, signal }: FtpOpening, tls: ConnectionOptions): Promise<Client> {
  const { Client } = await import('basic-ftp')
  signal.throwIfAborted()
  const client = new Client(patienceMs, { maxListingBytes: longestListing, allowSeparateTransferHost: false })
  try {
    if (account.security === 'implicit') await client.connectImplicitTLS(address, account.port, tls)
    else await client.connect(address, account.port)
    if (account.security === 'explicit') await client.useTLS(tls)
    return client
  } catch (error) {
    client.close()
    const problem = ftpError(error, account.host, '')
    if (problem.info.code !== 'REMOTE_CERTIFICATE_REFUSED' || account.certificate !== null) throw problem
    throw certificateRefused(account.host, await presentedFingerprint(account, { address, patienceMs }), problem.info.details ?? '')
  }
}

/** With a fingerprint in the credential: the certificate that has it, and no other. Without: one that the system recognises. */
async function tlsOptions(account: FtpAccount, opening: FtpOpening): Promise<ConnectionOptions> {
  const named = isAddress(account.host) ? { host: opening.address } : { host: account.host, servername: account.host }
  if (account.security === 'none' || account.certificate === null) return named
  const shown = await presentedCertificate(account, opening)
  if (shown.fingerprint !== account.certificate) throw hostKeyChanged(account.host, shown.fingerprint)
  // Every connection, those for data too, must show this very certificate. Its name may be any: that is what the fingerprint is for.
  return { ...named, ca: shown.pem, allowPartialTrustChain: true, checkServerIdentity: () => undefined } as ConnectionOptions
}

async function presentedFingerprint(account: FtpAccount, opening: Pick<FtpOpening, 'address' | 'patienceMs'>): Promise<string | null> {
  return presentedCertificate(account, opening).then(
    ({ fingerprint }) => fingerprint,
    () => null,
  )
}

/** What the server shows to anybody. Nothing is sent to it. */
async function presentedCertificate(account: FtpAccount, { address, patienceMs }: Pick<FtpOpening, 'address' | 'patienceMs'>): Promise<{ readonly fingerprint: string; readonly pem: string }> {
  const { Client } = await import('basic-ftp')
  const client = new Client(patienceMs)
  const anyone = { host: account.host, rejectUnauthorized: false, ...(isAddress(account.host) ? {} : { servername: account.host }) }
  try {
    if (account.security === 'implicit') await client.connectImplicitTLS(address, account.port, anyone)
    else {
      await client.connect(address, account.port)
      await client.useTLS(anyone)
    }
    const { raw, fingerprint256 } = (client.ftp.socket as TLSSocket).getPeerCertificate()
    return { fingerprint: fingerprint256, pem: `-----BEGIN CERTIFICATE-----\n${raw.toString('base64')}\n-----END CERTIFICATE-----\n` }
  } catch (error) {
    throw ftpError(error, account.host, '')
  } finally {
    client.close()
  }
}

interface FtpParts {
  readonly account: FtpAccount
  readonly opening: FtpOpening
  /** Where the login leads; paths without `/` begin here. */
  readonly home: string
  readonly close: () => Promise<void>
  readonly tls: ConnectionOptions
}

class FtpStore implements RemoteStore {
  private strange = 0
  private timesLeft = mostTimes

  constructor(
    private readonly client: Client,
    private readonly parts: FtpParts,
  ) {}

  readonly leftOut = () => this.strange
  readonly close = () => this.parts.close()

  async *list(folder: string): AsyncGenerator<RemoteEntry> {
    const entries = await this.run(folder, async () => {
      await this.client.cd(this.absolute(folder))
      return this.client.list()
    }).catch((error: unknown) => {
      throw isMaillonError(error) && error.info.code === 'REMOTE_FILE_MISSING' ? folderMissing(folder) : error
    })
    for (const info of entries) {
      if (info.name === '.' || info.name === '..') continue
      if (isPlainName(info.name) && (info.isFile || info.isDirectory)) yield this.entryOf(info, joinPath(folder, info.name), await this.timeOf(info, joinPath(folder, info.name)))
      else this.strange += 1
    }
  }

  async find(path: string): Promise<RemoteEntry | null> {
    const size = await this.sizeOf(path)
    const { folder, name } = splitPath(path)
    if (size !== null) return { name, path, kind: 'file', size, modifiedAt: await this.lastMod(path) }
    // A server that doesn't know SIZE, or a file that isn't there: the listing says which.
    try {
      for await (const entry of this.list(folder)) if (entry.name === name && entry.kind === 'file') return { ...entry, path }
    } catch (error) {
      if (!isMaillonError(error) || error.info.code !== 'REMOTE_FOLDER_MISSING') throw error
    }
    return null
  }

  async *read(path: string): AsyncGenerator<Uint8Array> {
    // Asked first: some servers cut the data connection off before they say that there is no such file.
    const known = await this.find(path)
    if (known === null) throw fileMissing(path)
    const before = known.size
    const pipe = new PassThrough({ highWaterMark: 256 * 1024 })
    const transfer = this.client.downloadTo(pipe, this.absolute(path)).then(
      () => null,
      (error: unknown) => {
        pipe.destroy(error as Error)
        return error
      },
    )
    let bytes = 0
    let isOver = false
    try {
      for await (const part of pipe as AsyncIterable<Buffer>) {
        bytes += part.byteLength
        yield part
      }
      isOver = true
    } catch (error) {
      isOver = true
      throw this.translate((await transfer) ?? error, path)
    } finally {
      // Whoever stops reading half-way leaves a connection that is of no use any more.
      if (!isOver) this.client.close()
    }
    const failed = await transfer
    if (failed !== null) throw this.translate(failed, path)
    const after = await this.sizeOf(path)
    if ((after ?? before ?? bytes) !== bytes || (after !== null && before !== after)) throw incomplete(path, `${bytes} of ${String(after)} bytes (${String(before)} before)`)
  }

  async write(path: string, file: FileRef, bytes: () => AsyncIterable<Uint8Array>): Promise<void> {
    await this.makeFolder(splitPath(path).folder)
    const beside = this.absolute(temporaryPath(path, this.parts.opening.key))
    try {
      await this.run(path, () => this.client.uploadFrom(Readable.from(bytes(), { objectMode: false }), beside))
      const size = await this.sizeOf(beside)
      if (size !== null && size !== file.size) throw incomplete(path, `${size} of ${file.size} bytes`)
      await this.replace(beside, this.absolute(path))
    } catch (error) {
      await this.tidy(beside)
      throw error
    }
  }

  /** Take half a file away; over a new connection where this one broke off. */
  private async tidy(path: string): Promise<void> {
    const { account, opening, tls } = this.parts
    try {
      if (!this.client.closed) return void (await this.client.remove(path))
      const other = await connected(account, { ...opening, signal: AbortSignal.timeout(opening.patienceMs) }, tls)
      await other.login(account.user, account.password)
      await other.remove(path).finally(() => other.close())
    } catch {
      // The name begins with a dot and ends in .part: nobody takes it for the file.
    }
  }

  async remove(path: string): Promise<boolean> {
    if ((await this.find(path)) === null) return false
    await this.run(path, () => this.client.remove(this.absolute(path)))
    return true
  }

  async move(from: string, to: string): Promise<void> {
    await this.makeFolder(splitPath(to).folder)
    await this.replace(this.absolute(from), this.absolute(to))
  }

  /** Some servers rename over a file that is there, some refuse. */
  private async replace(from: string, to: string): Promise<void> {
    try {
      await this.client.rename(from, to)
    } catch (error) {
      if (this.client.closed || (await this.sizeOf(to)) === null) throw this.translate(error, to)
      await this.run(to, async () => {
        await this.client.remove(to)
        await this.client.rename(from, to)
      })
    }
  }

  private async makeFolder(folder: string): Promise<void> {
    if (folder === '.' || folder === '/') return
    await this.run(folder, () => this.client.ensureDir(this.absolute(folder)))
  }

  /** Null: it isn't there, or the server doesn't say. */
  private async sizeOf(path: string): Promise<number | null> {
    try {
      const size = await this.client.size(this.absolute(path))
      return Number.isSafeInteger(size) && size >= 0 ? size : null
    } catch (error) {
      if (this.client.closed) throw this.translate(error, path)
      return null
    }
  }

  private async timeOf(info: FileInfo, path: string): Promise<string | null> {
    if (info.modifiedAt !== undefined) return isoOf(info.modifiedAt)
    if (!info.isFile || this.timesLeft === 0) return null
    this.timesLeft -= 1
    return this.lastMod(path)
  }

  private async lastMod(path: string): Promise<string | null> {
    try {
      return isoOf(await this.client.lastMod(this.absolute(path)))
    } catch (error) {
      if (this.client.closed) throw this.translate(error, path)
      return null
    }
  }

  private entryOf(info: FileInfo, path: string, modifiedAt: string | null): RemoteEntry {
    const size = Number.isSafeInteger(info.size) && info.size >= 0 ? info.size : null
    return { name: info.name, path, kind: info.isDirectory ? 'folder' : 'file', size: info.isDirectory ? null : size, modifiedAt }
  }

  private absolute(path: string): string {
    return path.startsWith('/') ? path : joinPath(this.parts.home, path === '.' ? '' : path).replace(/(.)\/$/, '$1')
  }

  private async run<Value>(path: string, work: () => Promise<Value>): Promise<Value> {
    try {
      return await work()
    } catch (error) {
      throw this.translate(error, path)
    }
  }

  private translate(error: unknown, path: string): unknown {
    if (this.parts.opening.signal.aborted) return this.parts.opening.signal.reason
    return isMissing(error) ? fileMissing(path) : ftpError(error, this.parts.account.host, path)
  }
}

function isoOf(date: Date): string | null {
  return Number.isNaN(date.getTime()) ? null : date.toISOString()
}

function isAddress(host: string): boolean {
  return host.includes(':') || /^[\d.]+$/.test(host)
}
