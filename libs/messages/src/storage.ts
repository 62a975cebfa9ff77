import type { MessageMap } from './message-map.js'

/** Texts of the codes of this area. */
export const storageMessages = {
  STORAGE_SCHEMA_NEWER: {
    fr: 'La base de données a été mise à jour par une version plus récente de Maillon (étape {migration}) : cette version-ci ne peut pas l’ouvrir.',
    en: 'The database was upgraded by a newer version of Maillon (step {migration}): this version can’t open it.',
    hint: { fr: 'Démarrez la version la plus récente, ou restaurez une sauvegarde faite avec celle-ci.', en: 'Start the newer version, or restore a backup made with this one.' },
  },
} as const satisfies MessageMap
