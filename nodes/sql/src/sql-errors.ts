/** What goes wrong with a database, each with its sentence. Drivers' codes are translated into these. */
import { fatalError, retryableError, userError, type MaillonError } from '@maillon/node-sdk'

export type SqlTrouble =
  | 'unreachable' | 'foreign' | 'lost' | 'busy' | 'login' | 'database' | 'encryption' | 'certificate' | 'syntax' | 'table' | 'column' | 'right' | 'read-only' | 'row' | 'key' | 'timeout' | 'lock' | 'space' | 'file' | 'other'

/** @param host the server or file, for the sentence. */
export function sqlError(trouble: SqlTrouble, host: string, details: string): MaillonError {
  return makers[trouble](host, details)
}

type Maker = (host: string, details: string) => MaillonError

const makers: { readonly [trouble in SqlTrouble]: Maker } = {
  unreachable: (host, details) => retryableError({
    code: 'SQL_SERVER_UNREACHABLE',
    text: { fr: `La base de données ${host} ne répond pas.`, en: `The database ${host} does not answer.` },
    hint: { fr: 'Réessayez plus tard ; si cela dure, vérifiez le serveur et le port de l’identifiant.', en: 'Try again later; if it lasts, check server and port of the credential.' },
    details,
  }),
  foreign: (host, details) => userError({
    code: 'SQL_SERVER_FOREIGN',
    text: { fr: `Ce qui répond à ${host} n’est pas la base de données attendue.`, en: `What answers at ${host} is not the database that is expected.` },
    hint: { fr: 'Vérifiez le serveur, le port et la sorte de base dans l’identifiant.', en: 'Check server, port and kind of database in the credential.' },
    details,
  }),
  lost: (host, details) => retryableError({
    code: 'SQL_CONNECTION_LOST',
    text: { fr: `La connexion avec la base de données ${host} s’est coupée.`, en: `The connection with the database ${host} was lost.` },
    hint: { fr: 'Réessayez plus tard.', en: 'Try again later.' },
    details,
  }),
  busy: (host, details) => retryableError({
    code: 'SQL_SERVER_BUSY',
    text: { fr: `La base de données ${host} n’accepte pas d’autre connexion en ce moment.`, en: `The database ${host} takes no further connection right now.` },
    hint: { fr: 'Réessayez plus tard.', en: 'Try again later.' },
    details,
  }),
  lock: (host, details) => retryableError({
    code: 'SQL_ROWS_LOCKED',
    text: { fr: `D’autres travaux tiennent les mêmes lignes dans ${host}.`, en: `Other work holds the same rows in ${host}.` },
    hint: { fr: 'Réessayez plus tard : rien n’a été changé.', en: 'Try again later: nothing was changed.' },
    details,
  }),
  login: (host, details) => userError({
    code: 'SQL_LOGIN_REFUSED',
    text: { fr: `La base de données ${host} refuse l’utilisateur ou le mot de passe.`, en: `The database ${host} refuses the user or the password.` },
    hint: { fr: 'Corrigez l’identifiant.', en: 'Correct the credential.' },
    details,
  }),
  database: (host, details) => userError({
    code: 'SQL_DATABASE_UNKNOWN',
    text: { fr: `Il n’y a pas de base de ce nom sur ${host}, ou cet utilisateur n’y a pas accès.`, en: `There is no database of this name at ${host}, or this user has no access to it.` },
    hint: { fr: 'Vérifiez le nom de la base dans l’identifiant.', en: 'Check the name of the database in the credential.' },
    details,
  }),
  encryption: (host, details) => userError({
    code: 'SQL_ENCRYPTION_MISSING',
    text: { fr: `La base de données ${host} ne chiffre pas la connexion.`, en: `The database ${host} does not encrypt the connection.` },
    hint: { fr: 'Demandez à son administrateur d’activer TLS ; sur un réseau interne sûr, choisissez « aucun » dans l’identifiant.', en: 'Ask its administrator to switch TLS on; in a safe internal network choose “none” in the credential.' },
    details,
  }),
  certificate: (host, details) => userError({
    code: 'SQL_CERTIFICATE_REFUSED',
    text: { fr: `Le certificat de la base de données ${host} n’est pas reconnu.`, en: `The certificate of the database ${host} is not recognised.` },
    hint: { fr: 'Mettez le certificat de son autorité dans l’identifiant, et vérifiez le nom du serveur.', en: 'Put the certificate of its authority into the credential, and check the name of the server.' },
    details,
  }),
  syntax: (_host, details) => userError({
    code: 'SQL_QUERY_INVALID',
    text: { fr: 'La base de données ne comprend pas la requête.', en: 'The database does not understand the query.' },
    hint: { fr: 'Sa réponse, dans les détails, dit où.', en: 'Its answer, in the details, says where.' },
    field: '/sql',
    details,
  }),
  table: (_host, details) => userError({
    code: 'SQL_TABLE_UNKNOWN',
    text: { fr: 'La requête nomme une table qui n’existe pas.', en: 'The query names a table that does not exist.' },
    hint: { fr: 'Les détails donnent son nom.', en: 'The details give its name.' },
    field: '/sql',
    details,
  }),
  column: (_host, details) => userError({
    code: 'SQL_COLUMN_UNKNOWN',
    text: { fr: 'La requête nomme une colonne qui n’existe pas.', en: 'The query names a column that does not exist.' },
    hint: { fr: 'Les détails donnent son nom.', en: 'The details give its name.' },
    field: '/sql',
    details,
  }),
  right: (host, details) => userError({
    code: 'SQL_RIGHT_MISSING',
    text: { fr: `Cet utilisateur n’a pas ce droit dans la base de données ${host}.`, en: `This user does not have this right in the database ${host}.` },
    hint: { fr: 'Demandez-le à son administrateur.', en: 'Ask its administrator for it.' },
    details,
  }),
  'read-only': (_host, details) => userError({
    code: 'SQL_QUERY_WRITES',
    text: { fr: 'Cette requête changerait des données : cette étape ne fait que lire.', en: 'This query would change data: this step only reads.' },
    hint: { fr: 'Utilisez l’étape qui écrit dans une base.', en: 'Use the step that writes to a database.' },
    field: '/sql',
    details,
  }),
  row: (_host, details) => userError({
    code: 'SQL_ROW_REFUSED',
    text: { fr: 'La base de données refuse cette ligne.', en: 'The database refuses this row.' },
    hint: { fr: 'Sa réponse, dans les détails, dit quelle règle n’est pas respectée.', en: 'Its answer, in the details, says which rule is broken.' },
    details,
  }),
  key: (_host, details) => userError({
    code: 'SQL_KEY_NOT_UNIQUE',
    text: { fr: 'Les colonnes clés ne sont pas uniques dans cette table.', en: 'The key columns are not unique in this table.' },
    hint: { fr: 'Choisissez les colonnes d’une clé primaire ou d’un index unique.', en: 'Choose the columns of a primary key or of a unique index.' },
    field: '/keys',
    details,
  }),
  timeout: (host, details) => userError({
    code: 'SQL_STATEMENT_TOO_LONG',
    text: { fr: `La requête a dépassé le temps permis dans ${host}.`, en: `The query took longer than allowed in ${host}.` },
    hint: { fr: 'Demandez moins de lignes, ajoutez un index, ou augmentez le temps permis.', en: 'Ask for fewer rows, add an index, or raise the time allowed.' },
    field: '/timeoutSeconds',
    details,
  }),
  space: (host, details) => fatalError({
    code: 'SQL_SPACE_MISSING',
    text: { fr: `La base de données ${host} n’a plus assez de place.`, en: `The database ${host} has not enough space left.` },
    hint: { fr: 'Prévenez son administrateur.', en: 'Tell its administrator.' },
    details,
  }),
  file: (host, details) => userError({
    code: 'SQL_FILE_UNREADABLE',
    text: { fr: `« ${host} » n’est pas une base SQLite, ou elle est abîmée.`, en: `“${host}” is no SQLite database, or it is broken.` },
    hint: { fr: 'Vérifiez que c’est le bon fichier.', en: 'Check that it is the right file.' },
    details,
  }),
  other: (host, details) => fatalError({
    code: 'SQL_COMMAND_REFUSED',
    text: { fr: `La base de données ${host} refuse cette opération.`, en: `The database ${host} refuses this operation.` },
    hint: { fr: 'Sa réponse, dans les détails, dit pourquoi.', en: 'Its answer, in the details, says why.' },
    details,
  }),
}

/** Commit was sent and its answer never came. */
export function outcomeUnknown(host: string, details: string): MaillonError {
  return fatalError({
    code: 'SQL_OUTCOME_UNKNOWN',
    text: { fr: `La connexion avec ${host} s’est coupée pendant l’enregistrement : on ne sait pas si les lignes sont écrites.`, en: `The connection with ${host} was lost while the rows were being committed: nobody knows whether they were written.` },
    hint: { fr: 'Regardez dans la table, puis choisissez « écrire à nouveau » si elles n’y sont pas.', en: 'Look into the table, then choose “write again” where they are not there.' },
    field: '/ifUnknown',
    details,
  })
}
