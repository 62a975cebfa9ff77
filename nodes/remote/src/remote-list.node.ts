import { choiceParam, defineNode, Type, ui, withDefault, type AllContext, type Static } from '@maillon/node-sdk'
import { checkPath, namesLike } from './remote-path.js'
import type { RemoteStore } from './remote-store.js'
import { remoteSlot, withRemote } from './with-remote.js'

const params = Type.Object({
  folder: withDefault(Type.String({ default: '.', minLength: 1, maxLength: 2000, ...ui({ label: { fr: 'Dossier', en: 'Folder' }, help: { fr: 'Un point : là où mène la connexion.', en: 'A dot: where the login leads.' }, placeholder: { fr: 'entrants/2026', en: 'incoming/2026' } }) })),
  pattern: withDefault(Type.String({ default: '*', maxLength: 200, ...ui({ label: { fr: 'Noms', en: 'Names' }, help: { fr: '* pour une suite de signes, ? pour un seul : *.csv', en: '* for any signs, ? for a single one: *.csv' } }) })),
  what: choiceParam<'files' | 'folders' | 'both'>(
    { files: { fr: 'les fichiers', en: 'files' }, folders: { fr: 'les dossiers', en: 'folders' }, both: { fr: 'les deux', en: 'both' } },
    { label: { fr: 'Lister', en: 'List' } },
    'files',
  ),
  deep: withDefault(Type.Boolean({ default: false, ...ui({ label: { fr: 'Avec les sous-dossiers', en: 'With folders inside' } }) })),
  minAgeSeconds: withDefault(
    Type.Integer({
      default: 0,
      minimum: 0,
      maximum: 86_400,
      ...ui({ label: { fr: 'Inchangés depuis (secondes)', en: 'Unchanged for (seconds)' }, help: { fr: 'Écarte les fichiers que quelqu’un est peut-être en train d’écrire.', en: 'Leaves out files that somebody may be writing just now.' }, advanced: true }),
    }),
  ),
  limit: withDefault(Type.Integer({ default: 10_000, minimum: 1, maximum: 100_000, ...ui({ label: { fr: 'Nombre au plus', en: 'How many at most' }, help: { fr: 'S’il y en a plus, le journal le dit.', en: 'Where there are more, the log says so.' }, advanced: true }) })),
})

type ListParams = Static<typeof params>

const deepest = 20

export const remoteList = defineNode({
  type: 'remote.list',
  title: { fr: 'Lister des fichiers distants', en: 'List remote files' },
  description: { fr: 'Donne les fichiers d’un serveur FTP, FTPS, SFTP ou S3, un par ligne.', en: 'Gives the files of an FTP, FTPS, SFTP or S3 server, one a row.' },
  keywords: { fr: ['ftp', 'ftps', 'sftp', 's3', 'bucket', 'serveur', 'dossier', 'fichiers', 'lister', 'chercher', 'minio'], en: ['ftp', 'ftps', 'sftp', 's3', 'bucket', 'server', 'folder', 'files', 'list', 'find', 'minio'] },
  icon: 'folder-search',
  group: 'files',
  params,
  effects: 'read',
  heavy: true,
  credentials: [remoteSlot],
  outputShapes: {
    main: {
      kind: 'fixed',
      shape: { fields: [{ name: 'name', type: 'text' }, { name: 'path', type: 'text' }, { name: 'kind', type: 'text' }, { name: 'size', type: 'number' }, { name: 'modifiedAt', type: 'date' }], open: false },
    },
  },
  examples: [{ title: { fr: 'Les fichiers CSV du jour', en: 'The CSV files of the day' }, params: { folder: 'entrants', pattern: '*.csv' }, input: { main: [{}] } }],
  sample: { main: [{ name: 'contrats.csv', path: 'entrants/contrats.csv', kind: 'file', size: 48_213, modifiedAt: '2026-01-15T03:58:12.000Z' }] },
  words: { fr: 'liste les fichiers « {{pattern}} » du dossier « {{folder}} »', en: 'lists the files “{{pattern}}” of the folder “{{folder}}”' },
  run: async (context) => {
    const folder = checkPath(context.params.folder, '/folder')
    await withRemote(context, async (store) => {
      const left = new Left(context)
      await giveFolder(store, { context, left, isWanted: namesLike(context.params.pattern) }, { folder, depth: 0 })
      left.say(store.leftOut())
    })
  },
})

interface Listing {
  readonly context: AllContext<ListParams>
  readonly left: Left
  readonly isWanted: (name: string) => boolean
}

async function giveFolder(store: RemoteStore, listing: Listing, { folder, depth }: { readonly folder: string; readonly depth: number }): Promise<void> {
  const { context, left, isWanted } = listing
  const inside: string[] = []
  for await (const { name, path, kind, size, modifiedAt } of store.list(folder)) {
    context.signal.throwIfAborted()
    if (kind === 'folder' && context.params.deep && depth < deepest) inside.push(path)
    if (!isWanted(name) || !isOfKind(kind, context.params.what) || isTooFresh(modifiedAt, context)) continue
    if (!left.takes()) return
    await context.emit({ json: { name, path, kind, size, modifiedAt } })
  }
  // One after the other: the connection speaks of one folder at a time.
  for (const path of inside) if (!left.isFull) await giveFolder(store, listing, { folder: path, depth: depth + 1 })
}

function isOfKind(kind: 'file' | 'folder', what: ListParams['what']): boolean {
  return what === 'both' || (what === 'files') === (kind === 'file')
}

function isTooFresh(modifiedAt: string | null, { params: { minAgeSeconds }, now }: AllContext<ListParams>): boolean {
  return minAgeSeconds > 0 && modifiedAt !== null && now() - Date.parse(modifiedAt) < minAgeSeconds * 1000
}

/** How many rows there is room for. */
class Left {
  isFull = false
  private given = 0

  constructor(private readonly context: AllContext<ListParams>) {}

  takes(): boolean {
    this.isFull = this.given >= this.context.params.limit
    if (!this.isFull) this.given += 1
    return !this.isFull
  }

  say(strange: number): void {
    const { log, locale, params: { limit } } = this.context
    if (this.isFull) log.warn(locale === 'fr' ? `Il y a plus de ${limit} fichiers : les suivants n’ont pas été donnés.` : `There are more than ${limit} files: the others were not given.`)
    if (strange > 0) log.warn(locale === 'fr' ? `${strange} entrée(s) laissée(s) de côté : liens, ou noms impossibles.` : `${strange} entry(ies) left out: links, or impossible names.`)
  }
}
