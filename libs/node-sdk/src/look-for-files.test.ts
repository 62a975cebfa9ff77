import type { Json } from '@maillon/kernel'
import { describe, expect, it } from 'vitest'
import type { ListedFile } from './arrivals.js'
import { userError } from './errors.js'
import type { LookContext, LookEvent } from './look.js'
import { lookForFiles, mostListed, type FileSource, type FileWish } from './look-for-files.js'

interface RemoteFile extends ListedFile {
  content: string
}

const refused = userError({ code: 'TEST_REFUSED', text: { fr: 'x', en: 'x' } })

/** A folder in memory that others write to while it is looked at. */
class Folder {
  readonly files = new Map<string, RemoteFile>()
  readonly finished: string[] = []
  /** Called before a file's bytes are given. */
  onBring: (file: RemoteFile) => void = () => undefined

  put(path: string, content: string, modifiedAt: string | null = null): void {
    this.files.set(path, { path, content, size: content.length, modifiedAt })
  }

  source(name = 'folder', finishes = false): FileSource {
    const listed = ({ path, size, modifiedAt }: RemoteFile): ListedFile => ({ path, size, modifiedAt })
    return {
      name,
      list: () => this.#list(listed),
      find: ({ path }) => Promise.resolve(this.files.get(path) ?? null),
      bring: ({ path }) => {
        const file = this.files.get(path)
        if (file === undefined) return Promise.reject(refused)
        this.onBring(file)
        const { content } = file
        return Promise.resolve({ id: path, name: path, mediaType: 'text/plain', size: content.length, sha256: `sha-${content}` })
      },
      describe: ({ path }) => ({ path }),
      ...(finishes
        ? {
            finish: ({ path }: ListedFile) => {
              this.finished.push(path)
              this.files.delete(path)
              return Promise.resolve()
            },
          }
        : {}),
    }
  }

  async *#list(listed: (file: RemoteFile) => ListedFile): AsyncGenerator<ListedFile> {
    for (const file of [...this.files.values()]) yield listed(file)
  }
}

/** What stands around looks: the events that were taken, the clock, the cursor. */
class World {
  readonly taken: LookEvent[] = []
  cursor: Json | null = null
  now = 0
  /** As if every file had been taken before. */
  knowsAll = false
  readonly #keys = new Set<string>()

  async look(source: FileSource, wish: Partial<FileWish> = {}): Promise<number> {
    const context = {
      params: {}, idempotencyKey: 'k', signal: new AbortController().signal, locale: 'en', timeZone: 'UTC', flow: { id: 'f', name: 'F' }, cursor: this.cursor, failingSince: null, listenMs: 0,
      now: () => this.now,
      log: { info: () => undefined, warn: () => undefined },
      known: (keys: readonly string[]) => Promise.resolve(new Set(keys.filter((key) => this.knowsAll || this.#keys.has(key)))),
      take: (event: LookEvent) => Promise.resolve(this.#take(event)),
    } as unknown as LookContext<unknown>
    const report = await lookForFiles(context, source, { settleSeconds: 0, everySeconds: 60, knownBy: 'name-size-time', ...wish })
    this.cursor = report.cursor
    return report.nextInMs
  }

  paths(): readonly unknown[] {
    return this.taken.map(({ json }) => json['path'])
  }

  #take(event: LookEvent): 'taken' | 'known' {
    this.cursor = event.cursor
    const isKnown = this.#keys.has(event.key)
    for (const key of [event.key, ...(event.alsoKnownAs ?? [])]) this.#keys.add(key)
    if (!isKnown) this.taken.push(event)
    return isKnown ? 'known' : 'taken'
  }
}

describe('a look for files', () => {
  it('takes each file once, and one that changed once more', async () => {
    const [world, folder] = [new World(), new Folder()]
    folder.put('a', '1')
    expect(await world.look(folder.source())).toBe(60_000)
    await world.look(folder.source())
    folder.put('a', '22')
    await world.look(folder.source())
    expect(world.paths()).toEqual(['a', 'a'])
  })

  it('drops a file that grew while it was being read, takes the others, and says so', async () => {
    const [world, folder] = [new World(), new Folder()]
    folder.put('a', 'half')
    folder.put('b', 'whole')
    folder.onBring = (file) => {
      if (file.path === 'a') folder.put('a', 'half and more')
    }
    await expect(world.look(folder.source('folder', true))).rejects.toMatchObject({ info: { code: 'FILE_STILL_CHANGING', retryable: true } })
    expect([world.paths(), folder.finished, [...folder.files.keys()]]).toEqual([['b'], ['b'], ['a']])
    folder.onBring = () => undefined
    await world.look(folder.source('folder', true))
    expect(world.paths()).toEqual(['b', 'a'])
  })

  it('finishes nothing that was replaced after it was taken', async () => {
    const [world, folder] = [new World(), new Folder()]
    folder.put('a', '1')
    const source = folder.source('folder', true)
    let finds = 0
    const replaced: FileSource = { ...source, find: (file) => Promise.resolve((finds += 1) === 1 ? file : { ...file, size: 99 }) }
    await world.look(replaced)
    expect([world.paths(), folder.finished]).toEqual([['a'], []])
  })

  it('takes those behind one that can’t be read, but gives up after three in a row: then it is the server', async () => {
    const [world, folder] = [new World(), new Folder()]
    for (const name of ['1', '2', '3', '4', '5']) folder.put(name, name)
    const bad = new Set(['2'])
    folder.onBring = ({ path }) => {
      if (bad.has(path)) throw refused
    }
    await expect(world.look(folder.source())).rejects.toBe(refused)
    expect(world.paths()).toEqual(['1', '3', '4', '5'])
    for (const name of ['6', '7', '8', '9']) folder.put(name, name)
    for (const name of ['6', '7']) bad.add(name)
    await expect(world.look(folder.source())).rejects.toBe(refused)
    expect(world.paths()).toEqual(['1', '3', '4', '5'])
  })

  it('begins anew where it is pointed at another place, and takes a hundred at a time', async () => {
    const [world, folder] = [new World(), new Folder()]
    for (let number = 0; number < 150; number += 1) folder.put(String(number), 'x')
    expect(await world.look(folder.source('here'))).toBe(0)
    expect(world.paths()).toHaveLength(100)
    await world.look(folder.source('here'))
    expect(world.paths()).toHaveLength(150)
    await world.look(folder.source('there'))
    expect(world.paths()).toHaveLength(250)
  })

  it('fails where more files stay than it can look through, since those behind would never be met', async () => {
    const [world, folder] = [new World(), new Folder()]
    world.knowsAll = true
    const listing = (count: number): FileSource => ({
      ...folder.source(),
      async *list() {
        for (let number = 0; number < count; number += 1) yield { path: `f${number}`, size: 1, modifiedAt: '2026-01-15T08:00:00.000Z' }
      },
    })
    expect(await world.look(listing(mostListed))).toBe(60_000)
    await expect(world.look(listing(mostListed + 1))).rejects.toMatchObject({ info: { code: 'FILES_LISTED_TOO_MANY', kind: 'user', field: '/after' } })
    // Where files go once they are done, those behind come up by and by.
    expect(await world.look({ ...listing(mostListed + 1), finish: () => Promise.resolve(), find: () => Promise.resolve(null) })).toBe(60_000)
  })

  it('comes back when the first of the waiting ones may have settled', async () => {
    const [world, folder] = [new World(), new Folder()]
    folder.put('a', '1')
    expect(await world.look(folder.source(), { settleSeconds: 10 })).toBe(10_000)
    world.now = 10_000
    await world.look(folder.source(), { settleSeconds: 10 })
    expect(world.paths()).toEqual(['a'])
  })
})
