import type { MessageMap } from './message-map.js'

/** Texts of the codes of this area. */
export const storageMessages = {
  STORAGE_SCHEMA_NEWER: {
    fr: 'La base de données a été mise à jour par une version plus récente de Maillon (étape {migration}) : cette version-ci ne peut pas l’ouvrir.',
    en: 'The database was upgraded by a newer version of Maillon (step {migration}): this version can’t open it.',
    hint: { fr: 'Démarrez la version la plus récente, ou restaurez une sauvegarde faite avec celle-ci.', en: 'Start the newer version, or restore a backup made with this one.' },
  },
  STORAGE_RESTORE_NEWER: {
    fr: 'Cette sauvegarde vient d’une version plus récente de Maillon (étape {migration}) : cette version-ci ne peut pas la restaurer.',
    en: 'This backup comes from a newer version of Maillon (step {migration}): this version can’t restore it.',
    hint: { fr: 'Installez la version la plus récente, puis recommencez.', en: 'Install the newer version and try again.' },
  },
  STORAGE_RESTORE_RUNNING: {
    fr: 'Un serveur Maillon travaille avec cette base de données.',
    en: 'A Maillon server is working with this database.',
    hint: { fr: 'Arrêtez-le, puis recommencez.', en: 'Stop it and try again.' },
  },
  STORAGE_RESTORE_OCCUPIED: {
    fr: 'Cette base de données sert déjà : des personnes y sont inscrites. Une sauvegarde ne se restaure que dans une base vide.',
    en: 'This database is in use: there are people in it. A backup can only be restored into an empty one.',
    hint: { fr: 'Indiquez un autre dossier (MAILLON_DATA) ou une autre base (DATABASE_URL), vide.', en: 'Name another folder (MAILLON_DATA) or another database (DATABASE_URL), an empty one.' },
  },
} as const satisfies MessageMap
