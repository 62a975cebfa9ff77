import { userError, type LocalizedText } from '@maillon/node-sdk'

/** What can be wrong with an archive, each in one sentence. */
export function archiveError(problem: keyof typeof problems, name: string, details?: string) {
  const { text, hint, field } = problems[problem](name)
  return userError({ code: `ARCHIVE_${problem}`, text, hint, ...(field === undefined ? {} : { field }), ...(details === undefined ? {} : { details }) })
}

interface Problem {
  readonly text: LocalizedText
  readonly hint: LocalizedText
  readonly field?: string
}

const problems = {
  NOT_ZIP: (name: string): Problem => ({
    text: { fr: `Le fichier « ${name} » n’est pas une archive zip.`, en: `The file “${name}” is not a zip archive.` },
    hint: { fr: 'Les formats rar, 7z et tar.gz ne sont pas lus : enregistrez l’archive en zip.', en: 'The formats rar, 7z and tar.gz are not read: save the archive as zip.' },
  }),
  EMPTY: (name: string): Problem => ({
    text: { fr: `Le fichier « ${name} » est vide.`, en: `The file “${name}” is empty.` },
    hint: { fr: 'Demandez-le à nouveau : son envoi a sans doute été interrompu.', en: 'Ask for it again: its sending was probably cut off.' },
  }),
  DAMAGED: (name: string): Problem => ({
    text: { fr: `L’archive « ${name} » est abîmée ou incomplète.`, en: `The archive “${name}” is damaged or incomplete.` },
    hint: { fr: 'Demandez-la à nouveau : son envoi a peut-être été interrompu.', en: 'Ask for it again: its sending may have been cut off.' },
  }),
  LOCKED: (name: string): Problem => ({
    text: { fr: `L’archive « ${name} » est protégée par un mot de passe.`, en: `The archive “${name}” is protected by a password.` },
    hint: { fr: 'Demandez une archive sans mot de passe.', en: 'Ask for an archive without a password.' },
  }),
  ENTRIES_MANY: (name: string): Problem => ({
    text: { fr: `L’archive « ${name} » contient plus de fichiers que permis.`, en: `The archive “${name}” holds more files than allowed.` },
    hint: { fr: 'Augmentez le nombre permis, si vous attendez une telle archive.', en: 'Raise the number allowed, if you expect such an archive.' },
    field: '/maxFiles',
  }),
  TOO_LARGE: (name: string): Problem => ({
    text: { fr: `Dépliée, l’archive « ${name} » serait plus grande que permis.`, en: `Unpacked, the archive “${name}” would be larger than allowed.` },
    hint: { fr: 'Augmentez la taille permise, si vous attendez une telle archive.', en: 'Raise the size allowed, if you expect such an archive.' },
    field: '/maxMegabytes',
  }),
  SUSPICIOUS: (name: string): Problem => ({
    text: { fr: `L’archive « ${name} » est construite comme une attaque ; elle n’est pas dépliée.`, en: `The archive “${name}” is built like an attack; it is not unpacked.` },
    hint: { fr: 'Vérifiez d’où elle vient, et demandez-la à nouveau.', en: 'Check where it comes from, and ask for it again.' },
  }),
} as const
