import type { MessageMap } from './message-map.js'

/** Texts of the codes of the embedded database. */
export const postgresMessages = {
  POSTGRES_PLATFORM_UNSUPPORTED: {
    fr: 'Il n’y a pas de base de données intégrée pour ce système ({platform}).',
    en: 'There is no embedded database for this system ({platform}).',
    hint: { fr: 'Indiquez un serveur PostgreSQL par la variable DATABASE_URL.', en: 'Name a PostgreSQL server with the variable DATABASE_URL.' },
  },
  POSTGRES_FOLDER_UNREACHABLE: {
    fr: 'La base de données s’exécute sous un compte sans privilèges qui ne peut pas entrer dans le dossier {folder} (données voulues : {wanted}).',
    en: 'The database runs as an unprivileged account that can’t enter the folder {folder} (data wanted in {wanted}).',
    hint: { fr: 'Placez les données dans un dossier accessible par la variable MAILLON_DATA, ou démarrez Maillon sous un compte ordinaire.', en: 'Put the data in a folder that can be entered with the variable MAILLON_DATA, or start Maillon as an ordinary user.' },
  },
  POSTGRES_INIT_FAILED: {
    fr: 'La base de données intégrée n’a pas pu être créée : {reason}.',
    en: 'The embedded database could not be created: {reason}.',
    hint: { fr: 'Vérifiez la place libre sur le disque et les droits du dossier de données.', en: 'Check the free disk space and the permissions of the data folder.' },
  },
  POSTGRES_START_FAILED: {
    fr: 'La base de données intégrée n’a pas démarré : {reason}.',
    en: 'The embedded database did not start: {reason}.',
    hint: { fr: 'Le fichier postgres.log du dossier de données en dit plus.', en: 'The file postgres.log in the data folder says more.' },
  },
  POSTGRES_VERSION_DIFFERENT: {
    fr: 'Les données sont de PostgreSQL {found}, et cette version de Maillon apporte PostgreSQL {expected} (dossier {folder}).',
    en: 'The data is of PostgreSQL {found}, and this version of Maillon brings PostgreSQL {expected} (folder {folder}).',
    hint: { fr: 'Sauvegardez avec l’ancienne version de Maillon, puis restaurez avec celle-ci.', en: 'Make a backup with the older version of Maillon, then restore it with this one.' },
  },
  POSTGRES_PASSWORD_MISSING: {
    fr: 'Le fichier du mot de passe de la base de données manque : {file}.',
    en: 'The password file of the database is missing: {file}.',
    hint: { fr: 'Remettez-le depuis une sauvegarde : sans lui, les données ne peuvent pas être ouvertes.', en: 'Put it back from a backup: without it the data can’t be opened.' },
  },
} as const satisfies MessageMap
