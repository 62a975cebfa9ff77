import { choiceParam, defineNode, lookForFiles, Type, ui, userError, withDefault, type FileSource, type ListedFile, type LookContext, type Static } from '@maillon/node-sdk'
import { bounded } from './bounded-bytes.js'
import { mediaTypeOf } from './media-type-of.js'
import { checkPath, joinPath, namesLike } from './remote-path.js'
import type { RemoteEntry, RemoteStore } from './remote-store.js'
import { remoteSlot, withRemote } from './with-remote.js'

const params = Type.Object({
  folder: withDefault(Type.String({ default: '.', minLength: 1, maxLength: 2000, ...ui({ label: { fr: 'Dossier', en: 'Folder' }, help: { fr: 'Un point : là où mène la connexion.', en: 'A dot: where the login leads.' }, placeholder: { fr: 'entrants', en: 'incoming' }, expression: false }) })),
  pattern: withDefault(Type.String({ default: '*', maxLength: 200, ...ui({ label: { fr: 'Noms', en: 'Names' }, help: { fr: '* pour une suite de signes, ? pour un seul : *.csv', en: '* for any signs, ? for a single one: *.csv' }, expression: false }) })),
  after: choiceParam<'leave' | 'move' | 'delete'>(
    { leave: { fr: 'le laisser, et s’en souvenir', en: 'leave it, and remember it' }, move: { fr: 'le déplacer', en: 'move it' }, delete: { fr: 'le supprimer', en: 'delete it' } },
    { label: { fr: 'Ensuite, du fichier', en: 'Afterwards, the file' }, help: { fr: 'Une fois l’exécution enregistrée, avec sa copie du fichier.', en: 'Once the run is recorded, with its copy of the file.' } },
    'leave',
  ),
  moveTo: Type.Optional(Type.String({ maxLength: 2000, ...ui({ label: { fr: 'Déplacer vers', en: 'Move to' }, placeholder: { fr: 'traites', en: 'done' }, showWhen: { param: 'after', is: ['move'] }, expression: false }) })),
  settleSeconds: withDefault(
    Type.Integer({ default: 10, minimum: 0, maximum: 86_400, ...ui({ label: { fr: 'Inchangé depuis (secondes)', en: 'Unchanged for (seconds)' }, help: { fr: 'Pour ne pas prendre un fichier qui s’écrit encore.', en: 'Not to take a file that is still being written.' }, advanced: true }) }),
  ),
  everySeconds: withDefault(Type.Integer({ default: 60, minimum: 10, maximum: 86_400, ...ui({ label: { fr: 'Regarder toutes les (secondes)', en: 'Look every (seconds)' }, advanced: true }) })),
  knownBy: choiceParam<'name-size-time' | 'content'>(
    { 'name-size-time': { fr: 'à son nom, sa taille et sa date', en: 'by its name, size and date' }, content: { fr: 'à son contenu : une copie sous un autre nom est passée', en: 'by its content: a copy under another name is passed over' } },
    { label: { fr: 'Un fichier déjà traité se reconnaît', en: 'A file handled before is known' }, advanced: true },
    'name-size-time',
  ),
  maxMegabytes: withDefault(Type.Integer({ default: 1000, minimum: 1, maximum: 100_000, ...ui({ label: { fr: 'Taille d’un fichier au plus (Mo)', en: 'Size of a file at most (MB)' }, advanced: true }) })),
})

type ArrivedParams = Static<typeof params>

interface RemoteFile extends ListedFile {
  readonly name: string
}

export const remoteArrived = defineNode({
  type: 'remote.arrived',
  title: { fr: 'Fichier arrivé sur un serveur', en: 'File arrived on a server' },
  description: { fr: 'Démarre pour chaque fichier nouveau ou changé d’un serveur FTP, FTPS, SFTP ou S3, une seule fois, dès qu’il est complet.', en: 'Starts for each new or changed file of an FTP, FTPS, SFTP or S3 server, once only, as soon as it is whole.' },
  keywords: { fr: ['ftp', 'ftps', 'sftp', 's3', 'fichier', 'arrive', 'nouveau', 'surveiller', 'déclencheur', 'serveur', 'bucket'], en: ['ftp', 'ftps', 'sftp', 's3', 'file', 'arrives', 'new', 'watch', 'trigger', 'server', 'bucket'] },
  icon: 'cloud-download',
  group: 'trigger',
  trigger: 'watch',
  params,
  effects: 'read',
  effectsWhen: { param: 'after', is: ['move', 'delete'], effects: 'write' },
  credentials: [remoteSlot],
  outputShapes: {
    main: { kind: 'fixed', shape: { fields: [{ name: 'fileName', type: 'text' }, { name: 'path', type: 'text' }, { name: 'size', type: 'number' }, { name: 'modifiedAt', type: 'date' }], open: false, files: ['file'] } },
  },
  examples: [{ title: { fr: 'Chaque CSV déposé par un partenaire', en: 'Each CSV file that a partner drops' }, params: { folder: 'entrants', pattern: '*.csv', after: 'delete' }, input: {} }],
  sample: { main: [{ fileName: 'contrats.csv', path: 'entrants/contrats.csv', size: 48_213, modifiedAt: '2026-01-15T03:58:12.000Z' }] },
  words: { fr: 'démarre pour chaque fichier « {{pattern}} » arrivé dans « {{folder}} »', en: 'starts for each file “{{pattern}}” that arrives in “{{folder}}”' },
  look: async (context) => {
    const credential = await context.credential(remoteSlot.slot)
    const place = `${credential?.id ?? ''}:${context.params.folder}`
    return withRemote(context, async (store) => {
      const report = await lookForFiles(context, sourceOf(context, store, place), context.params)
      sayLeftOut(context, store.leftOut())
      return report
    })
  },
})

function sourceOf({ params: given, files, now }: LookContext<ArrivedParams>, store: RemoteStore, place: string): FileSource<RemoteFile> {
  const folder = checkPath(given.folder, '/folder')
  const isWanted = namesLike(given.pattern)
  const finish = finishOf(given, store, now)
  return {
    name: place,
    async *list() {
      for await (const entry of store.list(folder)) if (entry.kind === 'file' && isWanted(entry.name)) yield fileOf(entry)
    },
    async find({ path }) {
      const entry = await store.find(path)
      return entry === null ? null : fileOf(entry)
    },
    bring: ({ name, path }) => files.create({ name, mediaType: mediaTypeOf(name) }, bounded(store.read(path), path, given.maxMegabytes)),
    describe: ({ name, path, size, modifiedAt }) => ({ fileName: name, path, size, modifiedAt }),
    ...(finish === null ? {} : { finish }),
  }
}

function fileOf({ name, path, size, modifiedAt }: RemoteEntry): RemoteFile {
  return { name, path, size, modifiedAt }
}

function finishOf({ after, moveTo = '' }: ArrivedParams, store: RemoteStore, now: () => number): ((file: RemoteFile) => Promise<void>) | null {
  if (after === 'leave') return null
  if (after === 'delete') return async ({ path }) => void (await store.remove(path))
  if (moveTo.trim() === '') throw missingPlace()
  const target = checkPath(moveTo, '/moveTo')
  return async ({ name, path }) => store.move(path, await freePath(store, joinPath(target, name), now()))
}

/** A partner who sends `contracts.csv` each day must not replace yesterday's: the second one gets the time in its name. */
async function freePath(store: RemoteStore, path: string, now: number): Promise<string> {
  if ((await store.find(path)) === null) return path
  const stamp = new Date(now).toISOString().replace(/[-:]|\..*/g, '')
  return /\.[^./]+$/.test(path) ? path.replace(/(\.[^./]+)$/, `-${stamp}$1`) : `${path}-${stamp}`
}

function sayLeftOut({ log, locale }: LookContext<ArrivedParams>, strange: number): void {
  if (strange > 0) log.warn(locale === 'fr' ? `${strange} entrée(s) laissée(s) de côté : liens, ou noms impossibles.` : `${strange} entry(ies) left out: links, or impossible names.`)
}

function missingPlace() {
  return userError({
    code: 'REMOTE_DESTINATION_MISSING',
    text: { fr: 'Il manque le dossier où déplacer les fichiers.', en: 'The folder to move the files to is missing.' },
    hint: { fr: 'Indiquez un dossier du serveur, par exemple « traites ».', en: 'Name a folder of the server, for example “done”.' },
    field: '/moveTo',
  })
}
