/**
 * One look of a file trigger, whatever the files lie on: each file that has arrived is brought along as an event, once.
 *
 * 1. A file that changed while it was being brought is dropped and waits anew: half a file is never taken.
 * 2. What is done to the file afterwards (deleted, moved) is done only once its run is committed, and only where it still looks as it did. A
 *    crash in between leaves it to the next look, which knows the file.
 * 3. A file that can't be brought doesn't keep the others from being taken; what was wrong with the first of them is thrown at the end.
 */
import type { FileRef } from '@maillon/datasets'
import { isMaillonError, type Json, type JsonObject } from '@maillon/kernel'
import { decideArrivals, looksTheSame, type ListedFile } from './arrivals.js'
import { retryableError, userError } from './errors.js'
import type { LookContext, LookReport } from './look.js'

/** Where the files lie. */
export interface FileSource<File extends ListedFile = ListedFile> {
  /** Tells this place from all others that the trigger may be pointed at. */
  readonly name: string
  /** The files that are wanted, at most `mostListed` of them. */
  list(): AsyncIterable<File>
  /** As it is listed now; null: gone. */
  find(file: File): Promise<ListedFile | null>
  /** Keep its bytes as a file of the run. */
  bring(file: File): Promise<FileRef>
  /** What the item says of it. */
  describe(file: File): JsonObject
  /** What becomes of it once it is taken. Absent: it stays. */
  readonly finish?: (file: File) => Promise<void>
}

export interface FileWish {
  /** How long a file must have stayed the same. */
  readonly settleSeconds: number
  /** Between two looks. */
  readonly everySeconds: number
  /** By which a file is known again. */
  readonly knownBy: 'name-size-time' | 'content'
}

/** Files of one listing at most. Those beyond are met once the first ones are gone; where those stay, the look fails by it, since it would never meet them. */
export const mostListed = 100_000
/** Keys that are asked for at a time. */
const askedAtOnce = 1000
const mostTaken = 100
const mostProblems = 3

export async function lookForFiles<File extends ListedFile>(context: LookContext<unknown>, source: FileSource<File>, wish: FileWish): Promise<LookReport> {
  const { files: listed, isCut } = await listAll(context, source)
  const before = cursorOf(context.cursor, source.name)
  const { arrived, waiting, nextInMs } = decideArrivals(listed, before, { now: context.now(), settleMs: wish.settleSeconds * 1000 })
  const cursor: Json = { place: source.name, waiting }
  const visit = new Visit(context, source, { wish, cursor })
  const byPath = new Map(listed.map((file) => [file.path, file]))
  const isComplete = await visit.takeAll(arrived.map(({ path }) => byPath.get(path) as File))
  if (isCut && isComplete && source.finish === undefined) throw tooMany()
  const everyMs = wish.everySeconds * 1000
  return { cursor, nextInMs: isComplete ? Math.min(everyMs, Math.max(1000, nextInMs ?? everyMs)) : 0 }
}

async function listAll<File extends ListedFile>({ log, locale, signal }: LookContext<unknown>, source: FileSource<File>): Promise<{ readonly files: readonly File[]; readonly isCut: boolean }> {
  const files: File[] = []
  let isCut = false
  for await (const file of source.list()) {
    signal.throwIfAborted()
    isCut = files.length === mostListed
    if (!isCut) {
      files.push(file)
      continue
    }
    log.warn(locale === 'fr' ? `Plus de ${mostListed} fichiers : les suivants attendent que ceux-ci soient partis.` : `More than ${mostListed} files: the others wait until these are gone.`)
    break
  }
  // The oldest first; where times are not told, by name.
  files.sort((one, other) => compare(one.modifiedAt ?? '', other.modifiedAt ?? '') || compare(one.path, other.path))
  return { files, isCut }
}

class Visit<File extends ListedFile> {
  #firstProblem: unknown = null
  #problemsInARow = 0

  constructor(private readonly context: LookContext<unknown>, private readonly source: FileSource<File>, private readonly on: { readonly wish: FileWish; readonly cursor: Json }) {}

  /** @returns false where there is more to take at once. @throws the problem of the first file that could not be brought */
  async takeAll(files: readonly File[]): Promise<boolean> {
    let left = mostTaken
    for (let at = 0; at < files.length; at += askedAtOnce) {
      left = await this.#takePortion(files.slice(at, at + askedAtOnce), left)
      if (left < 0) return false
    }
    if (this.#firstProblem !== null) throw this.#firstProblem
    return true
  }

  /** @returns how many more may be taken; below 0: there was one more than might */
  async #takePortion(files: readonly File[], most: number): Promise<number> {
    const keyed = files.map((file) => ({ file, key: keyOf(this.source.name, file) }))
    const known = await this.context.known(keyed.map(({ key }) => key))
    let left = most
    for (const { file, key } of keyed) {
      this.context.signal.throwIfAborted()
      const isKnown = known.has(key)
      if (isKnown && this.source.finish === undefined) continue
      if (!isKnown && left === 0) return -1
      left -= isKnown ? 0 : 1
      await this.#quietly(() => (isKnown ? this.#finish(file) : this.#take(file, key)))
    }
    return left
  }

  async #take(file: File, key: string): Promise<void> {
    const ref = await this.source.bring(file)
    if (!(await this.#isUnchanged(file)) || (file.size !== null && file.size !== ref.size)) throw changed(file)
    const isByContent = this.on.wish.knownBy === 'content'
    await this.context.take({
      key: isByContent ? `content:${ref.sha256}` : key,
      alsoKnownAs: isByContent ? [key] : [],
      json: this.source.describe(file),
      files: { file: ref },
      cursor: this.on.cursor,
    })
    await this.#finish(file)
  }

  /** Rule 2. */
  async #finish(file: File): Promise<void> {
    if (this.source.finish !== undefined && (await this.#isUnchanged(file))) await this.source.finish(file)
  }

  async #isUnchanged(file: File): Promise<boolean> {
    const now = await this.source.find(file)
    return now !== null && looksTheSame(now, file)
  }

  /** Rule 3. Several in a row: it isn't the files, the server is gone. */
  async #quietly(work: () => Promise<void>): Promise<void> {
    try {
      await work()
      this.#problemsInARow = 0
    } catch (error) {
      this.#firstProblem ??= error
      this.#problemsInARow += 1
      if (!isMaillonError(error) || this.#problemsInARow === mostProblems) throw this.#firstProblem
    }
  }
}

function keyOf(place: string, { path, size, modifiedAt }: ListedFile): string {
  return JSON.stringify([place, path, size, modifiedAt])
}

/** A cursor of another place says nothing about this one. */
function cursorOf(cursor: Json | null, place: string): Json | null {
  if (typeof cursor !== 'object' || cursor === null || Array.isArray(cursor)) return null
  const { place: of, waiting } = cursor as JsonObject
  return of === place ? (waiting ?? null) : null
}

function tooMany() {
  return userError({
    code: 'FILES_LISTED_TOO_MANY',
    text: { fr: `Ce dossier contient plus de ${mostListed} fichiers : ceux qui viennent après ne sont jamais vus.`, en: `This folder holds more than ${mostListed} files: those that come after are never seen.` },
    hint: { fr: 'Déplacez ou supprimez les fichiers traités (« Ensuite, du fichier »), ou regardez moins de noms.', en: 'Move or delete the files that are done (“Afterwards, the file”), or look at fewer names.' },
    field: '/after',
  })
}

function changed({ path }: ListedFile) {
  return retryableError({
    code: 'FILE_STILL_CHANGING',
    text: { fr: `Le fichier « ${path} » a changé pendant qu’on le lisait : il sera repris.`, en: `The file “${path}” changed while it was being read: it will be taken again.` },
    hint: { fr: 'Si cela se répète, allongez le temps pendant lequel un fichier doit rester inchangé.', en: 'If this happens often, lengthen the time for which a file must stay unchanged.' },
  })
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
