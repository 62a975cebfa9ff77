import type { MessageMap } from './message-map.js'

/** Texts of the codes of this area. */
export const backupMessages = {
  BACKUP_FILE_UNREADABLE: {
    fr: 'Le fichier {file} ne peut pas être lu comme une sauvegarde ({reason}).',
    en: 'The file {file} can’t be read as a backup ({reason}).',
    hint: { fr: 'Vérifiez le chemin, et que le fichier a été copié en entier.', en: 'Check the path, and that the file was copied completely.' },
  },
  BACKUP_FORMAT_UNKNOWN: {
    fr: 'Le fichier {file} n’est pas une sauvegarde complète de Maillon.',
    en: 'The file {file} is not a complete backup of Maillon.',
    hint: { fr: 'Une sauvegarde interrompue n’a pas de fin : prenez la précédente.', en: 'A backup that was cut off has no end: take the one before it.' },
  },
  BACKUP_CONTENT_DAMAGED: {
    fr: 'La sauvegarde est abîmée : {part} n’est plus ce qui avait été écrit. Rien n’a été restauré.',
    en: 'The backup is damaged: {part} is no longer what was written. Nothing has been restored.',
    hint: { fr: 'Copiez-la de nouveau depuis son support, ou prenez la précédente.', en: 'Copy it again from where it is kept, or take the one before it.' },
  },
} as const satisfies MessageMap
