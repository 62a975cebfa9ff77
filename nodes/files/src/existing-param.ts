import { choiceParam, type ExistingFile } from '@maillon/node-sdk'

/** What to do where a file of the name is there already. */
export function existingParam(fallback: ExistingFile) {
  return choiceParam<ExistingFile>(
    { fail: { fr: 'arrêter avec une erreur', en: 'stop with an error' }, replace: { fr: 'le remplacer', en: 'replace it' }, 'keep-both': { fr: 'garder les deux', en: 'keep both' } },
    { label: { fr: 'Si un fichier porte déjà ce nom', en: 'If a file has this name already' } },
    fallback,
  )
}
