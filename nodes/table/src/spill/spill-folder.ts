import { createReadStream } from 'node:fs'
import { mkdtemp, open, readdir, rm, stat, type FileHandle } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { retryableError, type Json } from '@maillon/node-sdk'

const flushLength = 256 * 1024
const newLine = 0x0a
const prefix = 'maillon-table-'
const abandonedMs = 48 * 3_600_000

/**
 * From how many bytes on (by `roughBytes`) rows go to disk. Below it, the plain way is quicker; a step that stays below needs
 * no disk at all.
 */
export const defaultSpillFrom = 48 * 1024 * 1024

/** A folder for what doesn't fit into memory. Made when it is first used, only for this account; taken away by `dispose`. */
export class SpillFolder {
  private folder: Promise<string> | null = null
  private files = 0
  private readonly open = new Set<RecordFile<Json>>()

  constructor(private readonly signal: AbortSignal) {}

  /** A new file of records. */
  file<Value extends Json>(): RecordFile<Value> {
    this.files += 1
    const name = `${this.files}.jsonl`
    const file = new RecordFile<Value>(async () => join(await this.path(), name), this.signal)
    this.open.add(file as unknown as RecordFile<Json>)
    return file
  }

  /** Where it is; makes it. */
  path(): Promise<string> {
    this.folder ??= guarded(async () => {
      const made = await mkdtemp(join(tmpdir(), prefix))
      await sweep((await stat(made)).mtimeMs)
      return made
    })
    return this.folder
  }

  async dispose(): Promise<void> {
    for (const file of this.open) await file.close()
    if (this.folder !== null) await rm(await this.folder, { recursive: true, force: true })
  }
}

/**
 * Takes away what a process that was killed has left. No step runs for so long.
 * @param now by the clock of the disk, milliseconds.
 */
async function sweep(now: number): Promise<void> {
  const names = await readdir(tmpdir()).catch(() => [])
  for (const name of names.filter((one) => one.startsWith(prefix))) {
    const path = join(tmpdir(), name)
    const found = await stat(path).catch(() => null)
    if (found !== null && now - found.mtimeMs > abandonedMs) await rm(path, { recursive: true, force: true }).catch(() => undefined)
  }
}

/** Runs with a folder that is taken away afterwards, whatever happens. */
export async function withSpillFolder<Value>(signal: AbortSignal, act: (folder: SpillFolder) => Promise<Value>): Promise<Value> {
  const folder = new SpillFolder(signal)
  try {
    return await act(folder)
  } finally {
    await folder.dispose()
  }
}

/** Records in a file, in order: written once, then read. JSON, a line each, since rows are JSON already. */
export class RecordFile<Value extends Json> {
  private handle: FileHandle | null = null
  private waiting = ''
  private written = false

  constructor(
    private readonly pathOf: () => Promise<string>,
    private readonly signal: AbortSignal,
  ) {}

  /** Undefined: there was room. Otherwise await it. */
  add(value: Value): void | Promise<void> {
    this.waiting += `${JSON.stringify(value)}\n`
    return this.waiting.length < flushLength ? undefined : this.flush()
  }

  async *read(): AsyncGenerator<Value> {
    const path = await this.path()
    if (path === null) return
    let rest: Buffer = Buffer.alloc(0)
    for await (const piece of createReadStream(path, { highWaterMark: flushLength }) as AsyncIterable<Buffer>) {
      this.signal.throwIfAborted()
      const joined = rest.length === 0 ? piece : Buffer.concat([rest, piece])
      let start = 0
      for (let end = joined.indexOf(newLine); end !== -1; end = joined.indexOf(newLine, start)) {
        yield JSON.parse(joined.toString('utf8', start, end)) as Value
        start = end + 1
      }
      rest = joined.subarray(start)
    }
  }

  /** Where it lies, whole; for libraries that read files. Null: nothing was added. */
  async path(): Promise<string | null> {
    if (this.waiting !== '') await this.flush()
    await this.close()
    return this.written ? this.pathOf() : null
  }

  async close(): Promise<void> {
    await this.handle?.close()
    this.handle = null
  }

  private async flush(): Promise<void> {
    this.signal.throwIfAborted()
    const text = this.waiting
    this.waiting = ''
    await guarded(async () => {
      this.handle ??= await open(await this.pathOf(), 'a', 0o600)
      await this.handle.writeFile(text)
    })
    this.written = true
  }
}

/** What the disk refuses, as a sentence. It may have room again later. */
async function guarded<Value>(act: () => Promise<Value>): Promise<Value> {
  try {
    return await act()
  } catch (error) {
    throw retryableError({
      code: 'TABLE_SPILL_FAILED',
      text: {
        fr: 'Ces données ne tiennent pas en mémoire, et le disque du serveur ne peut pas les recevoir.',
        en: 'This data does not fit into memory, and the disk of the server cannot take it.',
      },
      hint: { fr: 'Un administrateur doit faire de la place dans le dossier temporaire du serveur.', en: 'An administrator has to make room in the server’s temporary folder.' },
      details: error instanceof Error ? error.message : String(error),
      cause: error,
    })
  }
}
