import { Type, ui, userError, type FolderPlace, type LocalizedText, type NodeFolders } from '@maillon/node-sdk'

/** Name of a folder that the administrator has opened. */
export function rootParam(label: LocalizedText = { fr: 'Dossier ouvert', en: 'Opened folder' }) {
  return Type.String({
    minLength: 1,
    maxLength: 50,
    ...ui({ label, help: { fr: 'Le nom que l’administrateur lui a donné (MAILLON_FOLDERS).', en: 'The name that the administrator gave it (MAILLON_FOLDERS).' }, placeholder: { fr: 'entrees', en: 'inbox' } }),
  })
}

export function pathParam(label: LocalizedText, placeholder: LocalizedText) {
  return Type.Optional(Type.String({ maxLength: 1000, ...ui({ label, placeholder }) }))
}

/** A place below a folder, from parts of which some may be empty. */
export function placeIn(root: string, ...parts: readonly (string | undefined)[]): FolderPlace {
  return { root: root.trim(), path: parts.map((part) => (part ?? '').trim()).filter((part) => part !== '').join('/') }
}

/**
 * A file's name as every system takes it: no path, no marks, no device. For names that come from outside; the host refuses
 * what it finds wrong, which is right for a path that a person wrote and wrong for an attachment called “a:b.pdf”.
 */
export function fileNameFor(name: string): string {
  const last = name.normalize('NFC').split(/[/\\]/).at(-1) ?? ''
  const clean = last.replace(/\p{Cc}|[\u200e\u200f\u202a-\u202e\u2066-\u2069]|\p{Surrogate}/gu, '').replace(/[<>:"|?*]/g, '_').replace(/^[\s.]+|[\s.]+$/g, '').slice(0, 150)
  if (clean === '') return 'file'
  return /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i.test(clean) ? `_${clean}` : clean
}

/** @throws UserError that names the opened folders where this one is none of them */
export function mustKnowRoot(folders: NodeFolders, root: string, field: string): void {
  const roots = folders.roots()
  if (roots.some(({ name }) => name === root.trim())) return
  const names = roots.map(({ name }) => name).join(', ')
  throw userError({
    code: 'FOLDER_ROOT_UNKNOWN',
    text: { fr: `Aucun dossier « ${root} » n’est ouvert aux flux sur ce serveur.`, en: `No folder “${root}” is opened to flows on this server.` },
    hint:
      names === ''
        ? { fr: 'Un administrateur ouvre un dossier en l’ajoutant à MAILLON_FOLDERS, puis en redémarrant le serveur.', en: 'An administrator opens a folder by adding it to MAILLON_FOLDERS and restarting the server.' }
        : { fr: `Les dossiers ouverts : ${names}.`, en: `The opened folders: ${names}.` },
    field,
  })
}
