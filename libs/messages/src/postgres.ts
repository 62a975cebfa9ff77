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
  POSTGRES_CONNECTIONS_EXHAUSTED: {
    fr: 'Le serveur PostgreSQL {server} n’accorde plus de connexions au compte « {account} ».',
    en: 'The PostgreSQL server {server} grants the account “{account}” no more connections.',
    hint: { fr: 'Un processus de Maillon en tient environ 35 : augmentez max_connections (ou la limite du compte), ou arrêtez un autre programme, puis redémarrez.', en: 'A process of Maillon holds about 35: raise max_connections (or the limit of the account), or stop another program, then start again.' },
  },
  POSTGRES_LOGIN_REFUSED: {
    fr: 'Le serveur PostgreSQL {server} refuse le compte « {account} ».',
    en: 'The PostgreSQL server {server} refuses the account “{account}”.',
    hint: { fr: 'Vérifiez le nom et le mot de passe dans DATABASE_URL, et les règles d’accès du serveur (pg_hba.conf).', en: 'Check the name and the password in DATABASE_URL, and the access rules of the server (pg_hba.conf).' },
  },
  POSTGRES_DATABASE_MISSING: {
    fr: 'Le serveur PostgreSQL {server} n’a pas de base « {database} ».',
    en: 'The PostgreSQL server {server} has no database “{database}”.',
    hint: { fr: 'Créez-la (createdb), ou corrigez DATABASE_URL.', en: 'Create it (createdb), or correct DATABASE_URL.' },
  },
  POSTGRES_SERVER_UNREACHABLE: {
    fr: 'Le serveur PostgreSQL {server} ne répond pas.',
    en: 'The PostgreSQL server {server} isn’t answering.',
    hint: { fr: 'Vérifiez DATABASE_URL, que le serveur est démarré et que le réseau y mène ; sans DATABASE_URL, Maillon utilise sa base intégrée.', en: 'Check DATABASE_URL, that the server is running and that the network leads there; without DATABASE_URL Maillon uses its embedded database.' },
  },
} as const satisfies MessageMap
