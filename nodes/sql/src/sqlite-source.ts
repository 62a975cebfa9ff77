import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { choiceParam, fileParam, retryableError, Type, ui, userError, type FileParam, type FolderPlace, type NodeContext } from '@maillon/node-sdk'
import { openSqlite } from './sqlite-session.js'
import { sqlError } from './sql-errors.js'
import type { SqlOpening, SqlSession } from './sql-session.js'

/** Where the database file is: among the workspace's files, or in a folder that the administrator has opened. */
export function sourceParams() {
  return {
    source: choiceParam<'file' | 'folder'>(
      { file: { fr: 'un fichier de l’espace de travail', en: 'a file of the workspace' }, folder: { fr: 'un fichier d’un dossier du serveur', en: 'a file in a folder of the server' } },
      { label: { fr: 'Base SQLite', en: 'SQLite database' } },
      'file',
    ),
    file: Type.Optional(fileParam({ label: { fr: 'Fichier', en: 'File' }, showWhen: { param: 'source', is: ['file'] } })),
    root: Type.Optional(Type.String({ maxLength: 50, ...ui({ label: { fr: 'Dossier ouvert', en: 'Opened folder' }, help: { fr: 'Le nom que l’administrateur lui a donné (MAILLON_FOLDERS).', en: 'The name that the administrator gave it (MAILLON_FOLDERS).' }, showWhen: { param: 'source', is: ['folder'] } }) })),
    path: Type.Optional(Type.String({ maxLength: 1000, ...ui({ label: { fr: 'Chemin du fichier', en: 'Path of the file' }, placeholder: { fr: 'bases/ventes.db', en: 'bases/sales.db' }, showWhen: { param: 'source', is: ['folder'] } }) })),
  }
}

export interface SqliteSource {
  readonly source: 'file' | 'folder'
  readonly file?: FileParam
  readonly root?: string
  readonly path?: string
}

type SourceContext = Pick<NodeContext<SqliteSource>, 'params' | 'files' | 'folders' | 'signal'>

const largest = 2 * 1024 ** 3

/**
 * Works on a copy of the database file: the engine keeps journals and locks beside its file, where only ours may be.
 * In mode `write` the copy takes the place of the file once `work` is done, unless that was changed meanwhile.
 */
export async function withSqlite<Value>(context: SourceContext, opening: Omit<SqlOpening, 'signal'>, work: (session: SqlSession) => Promise<Value>): Promise<Value> {
  const origin = await originOf(context)
  return onPlace(context, origin, async (copy) => {
    const value = await onCopy(copy, { name: origin.name, opening: { ...opening, signal: context.signal } }, work)
    if (opening.mode === 'read') return value
    if ((await origin.mark()) !== origin.marked) throw changedMeanwhile(origin.name)
    await origin.replace(copy)
    return value
  })
}

export interface SqliteCopy {
  readonly name: string
  readonly session: SqlSession
  /** The copy itself. */
  bytes(): AsyncIterable<Uint8Array>
}

/** A copy to look into and to keep. */
export async function withSqliteCopy<Value>(context: SourceContext, work: (copy: SqliteCopy) => Promise<Value>): Promise<Value> {
  const origin = await originOf(context)
  return onPlace(context, origin, (copy) =>
    onCopy(copy, { name: origin.name, opening: { mode: 'read', timeoutMs: 3_600_000, signal: context.signal } }, (session) => work({ name: origin.name, session, bytes: () => createReadStream(copy) })))
}

async function onPlace<Value>(context: SourceContext, origin: Origin, work: (copy: string) => Promise<Value>): Promise<Value> {
  const place = await mkdtemp(join(tmpdir(), 'maillon-sqlite-'))
  const copy = join(place, 'database')
  try {
    if (origin.size > largest) throw tooLarge(origin.name)
    // SQLite would take it for a database without tables, and every table for a typo.
    if (origin.size === 0) throw sqlError('file', origin.name, '0 bytes')
    await pipeline(Readable.from(origin.read()), createWriteStream(copy, { mode: 0o600 }), { signal: context.signal })
    return await work(copy)
  } finally {
    await rm(place, { recursive: true, force: true })
  }
}

async function onCopy<Value>(copy: string, about: { readonly name: string; readonly opening: SqlOpening }, work: (session: SqlSession) => Promise<Value>): Promise<Value> {
  const session = await openSqlite(copy, about.name, about.opening)
  try {
    return await work(session)
  } finally {
    await session.close()
  }
}

interface Origin {
  readonly name: string
  readonly size: number
  /** What tells this content from another, when it was opened. */
  readonly marked: string
  mark(): Promise<string>
  read(): AsyncIterable<Uint8Array>
  replace(copy: string): Promise<void>
}

function originOf(context: SourceContext): Promise<Origin> {
  return context.params.source === 'folder' ? inFolder(context) : inWorkspace(context)
}

async function inWorkspace({ params, files }: SourceContext): Promise<Origin> {
  const { file } = params
  if (file === undefined) throw noFile('/file')
  const ref = await files.chosen(file)
  return {
    name: ref.name,
    size: ref.size,
    marked: ref.id,
    mark: async () => (await files.chosen({ id: '', name: ref.name })).id,
    read: () => files.read(ref),
    replace: async (copy) => {
      const made = await files.create({ name: ref.name, mediaType: ref.mediaType }, createReadStream(copy))
      await files.publish(made, { name: ref.name, replace: true })
    },
  }
}

async function inFolder({ params, folders }: SourceContext): Promise<Origin> {
  const place: FolderPlace = { root: (params.root ?? '').trim(), path: (params.path ?? '').trim() }
  if (place.root === '' || place.path === '') throw noFile('/path')
  const found = await folders.find(place)
  if (found === null) throw noFile('/path')
  // Changes that still wait beside the file would be missing in the copy.
  const waiting = await folders.find({ ...place, path: `${place.path}-wal` })
  if (waiting !== null && waiting.size > 0) throw inUse(found.name)
  return {
    name: found.name,
    size: found.size,
    marked: `${found.size} ${found.modifiedAt}`,
    mark: async () => {
      const now = await folders.find(place)
      return now === null ? '' : `${now.size} ${now.modifiedAt}`
    },
    read: () => folders.read(place),
    replace: async (copy) => void (await folders.write(place, createReadStream(copy), 'replace')),
  }
}

function noFile(field: string) {
  return userError({
    code: 'SQL_FILE_MISSING',
    text: { fr: 'Il n’y a pas de base SQLite à cet endroit, ou aucune n’est choisie.', en: 'There is no SQLite database at this place, or none is chosen.' },
    hint: { fr: 'Choisissez le fichier, ou vérifiez le dossier et le chemin.', en: 'Choose the file, or check folder and path.' },
    field,
  })
}

function tooLarge(name: string) {
  return userError({ code: 'SQL_FILE_TOO_LARGE', text: { fr: `La base « ${name} » pèse plus de 2 Go.`, en: `The database “${name}” is larger than 2 GB.` }, hint: { fr: 'Pour une telle base, utilisez un serveur.', en: 'For such a database use a server.' } })
}

function inUse(name: string) {
  return retryableError({
    code: 'SQL_FILE_IN_USE',
    text: { fr: `Un autre programme est en train d’écrire dans « ${name} ».`, en: `Another program is writing to “${name}”.` },
    hint: { fr: 'Réessayez quand il l’aura fermée.', en: 'Try again when it has closed it.' },
  })
}

function changedMeanwhile(name: string) {
  return retryableError({
    code: 'SQL_FILE_CHANGED',
    text: { fr: `La base « ${name} » a été changée pendant l’écriture ; rien n’y a été écrit.`, en: `The database “${name}” was changed during the writing; nothing was written to it.` },
    hint: { fr: 'Réessayez ; ne laissez pas deux flux y écrire à la fois.', en: 'Try again; do not let two flows write to it at once.' },
  })
}
