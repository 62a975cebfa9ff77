import { backupName, isBackupOf, outdatedBackups, Type, ui, userError, withDefault, type AllContext, type FolderPlace, type JsonObject } from '@maillon/node-sdk'

/** Where backups go, and how many stay. */
export function backupParams() {
  return {
    name: Type.Optional(Type.String({ maxLength: 80, pattern: '^[A-Za-z0-9_-]*$', ...ui({ label: { fr: 'Nom', en: 'Name' }, help: { fr: 'La date et l’heure y sont ajoutées. Vide : le nom de la base.', en: 'Date and time are added to it. Empty: the name of the database.' }, expression: false }) })),
    root: Type.Optional(Type.String({ maxLength: 50, ...ui({ label: { fr: 'Garder dans le dossier ouvert', en: 'Keep in the opened folder' }, help: { fr: 'Le nom que l’administrateur lui a donné (MAILLON_FOLDERS). Vide : la sauvegarde est seulement donnée à l’étape suivante.', en: 'The name that the administrator gave it (MAILLON_FOLDERS). Empty: the backup is only given to the next step.' } }) })),
    path: Type.Optional(Type.String({ maxLength: 500, ...ui({ label: { fr: 'Sous-dossier', en: 'Folder below' }, placeholder: { fr: 'sauvegardes', en: 'backups' } }) })),
    keep: withDefault(Type.Integer({ default: 10, minimum: 1, maximum: 1000, ...ui({ label: { fr: 'Garder les dernières', en: 'Keep the last' }, help: { fr: 'Les plus anciennes sont supprimées du dossier, une fois la nouvelle écrite.', en: 'Older ones are deleted from the folder once the new one is written.' } }) })),
  }
}

export interface BackupWish {
  readonly name?: string
  readonly root?: string
  readonly path?: string
  readonly keep: number
}

/** What stands in both previews. */
export function backupPreview({ name, root, path, keep }: BackupWish): JsonObject {
  return { name: name ?? null, folder: root ?? null, path: path ?? null, keep }
}

/**
 * Keeps the bytes as a file of the run and, where a folder is given, in it; then takes the oldest ones of the same name away.
 * Nothing is deleted before the new one stands.
 */
export async function keepBackup(context: AllContext<BackupWish>, about: { readonly stem: string; readonly ending: string; readonly mediaType: string }, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  const { params, files, folders, emit, now, timeZone } = context
  mustBeWritable(folders, params.root ?? '')
  const stem = params.name === undefined || params.name === '' ? about.stem : params.name
  const name = backupName(stem, about.ending, { at: now(), timeZone })
  const file = await files.create({ name, mediaType: about.mediaType }, bytes)
  const place = placeOf(params)
  let deleted: readonly string[] = []
  if (place !== null) {
    await folders.write({ ...place, path: joined(place.path, name) }, files.read(file), 'replace')
    deleted = await prune(context, place, { stem, ending: about.ending })
  }
  await emit({ json: { fileName: name, size: file.size, folder: place?.root ?? null, path: place === null ? null : joined(place.path, name), deleted: [...deleted] }, files: { file } })
}

/** Before hours of work: a folder that isn't open, or not for writing, takes no backup. */
function mustBeWritable(folders: AllContext<BackupWish>['folders'], root: string): void {
  const name = root.trim()
  if (name === '') return
  const roots = folders.roots()
  const found = roots.find((one) => one.name === name)
  if (found?.isWritable === true) return
  const writable = roots.filter((one) => one.isWritable).map((one) => one.name).join(', ')
  throw userError({
    code: found === undefined ? 'FOLDER_ROOT_UNKNOWN' : 'FOLDER_ROOT_READONLY',
    text:
      found === undefined
        ? { fr: `Aucun dossier « ${name} » n’est ouvert aux flux sur ce serveur.`, en: `No folder “${name}” is opened to flows on this server.` }
        : { fr: `Le dossier « ${name} » est ouvert en lecture seule.`, en: `The folder “${name}” is opened for reading only.` },
    hint:
      writable === ''
        ? { fr: 'Un administrateur ouvre un dossier à l’écriture par MAILLON_FOLDERS (« nom=/chemin:rw »), puis redémarre le serveur.', en: 'An administrator opens a folder for writing by MAILLON_FOLDERS (“name=/path:rw”) and restarts the server.' }
        : { fr: `Les dossiers ouverts à l’écriture : ${writable}.`, en: `The folders that are open for writing: ${writable}.` },
  })
}

async function prune({ folders, params }: AllContext<BackupWish>, place: FolderPlace, { stem, ending }: { readonly stem: string; readonly ending: string }): Promise<readonly string[]> {
  const names: string[] = []
  for await (const { name } of folders.list(place)) if (isBackupOf(name, stem, ending)) names.push(name)
  const outdated = outdatedBackups(names, params.keep)
  for (const name of outdated) await folders.remove({ ...place, path: joined(place.path, name) })
  return outdated
}

function placeOf({ root = '', path = '' }: BackupWish): FolderPlace | null {
  return root.trim() === '' ? null : { root: root.trim(), path: path.trim() }
}

function joined(path: string, name: string): string {
  return path === '' ? name : `${path}/${name}`
}
