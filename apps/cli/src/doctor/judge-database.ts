import { sizeText } from '@maillon/messages'
import type { DatabaseFacts, TableFacts } from '@maillon/storage'
import { broken, good, watch, type Finding } from './finding.js'

/** Beyond this, times in logs and screens mislead; leases don't depend on it. */
const clockToleranceMs = 2_000
const crowded = 0.8
/** A step that waits for longer has no worker that takes it. */
const waitingToleranceSeconds = 120

/** What the facts of a database mean. Pure. @param keyIds of the keys that this installation has */
export function judgeDatabase(facts: DatabaseFacts, keyIds: ReadonlySet<string>): readonly Finding[] {
  const size = { fr: sizeText(facts.bytes, 'fr'), en: sizeText(facts.bytes, 'en') }
  return [
    good('database', { fr: `La base de données répond en ${facts.answerMs} ms (Postgres ${facts.version}, ${size.fr}).`, en: `The database answers in ${facts.answerMs} ms (Postgres ${facts.version}, ${size.en}).` }),
    judgeDurability(facts),
    judgeClock(facts),
    judgeConnections(facts),
    ...(facts.tables === null ? [noTables] : [judgeTables(facts.tables), judgeCredentials(facts.tables, keyIds), judgeWork(facts.tables)]),
  ]
}

const noTables = watch('tables', { fr: 'La base est vide : aucun serveur n’a encore démarré ici.', en: 'The database is empty: no server has been started here yet.' }, { fr: 'Démarrez le serveur.', en: 'Start the server.' })

function judgeDurability({ unsafeSettings }: DatabaseFacts): Finding {
  if (unsafeSettings.length === 0) return good('durability', { fr: 'Ce qui est accepté survit à une coupure de courant.', en: 'What is accepted survives a power cut.' })
  const names = unsafeSettings.join(', ')
  return broken(
    'durability',
    { fr: `Réglages désactivés : ${names}. Une coupure de courant peut perdre des exécutions acceptées.`, en: `Switched off: ${names}. A power cut may lose runs that were accepted.` },
    { fr: `Remettez ${names} à « on » dans postgresql.conf.`, en: `Set ${names} back to “on” in postgresql.conf.` },
  )
}

function judgeClock({ clockMs }: DatabaseFacts): Finding {
  if (Math.abs(clockMs) <= clockToleranceMs) return good('clock', { fr: 'L’horloge de la base et celle-ci sont d’accord.', en: 'The database’s clock and this one agree.' })
  const seconds = Math.round(Math.abs(clockMs) / 1000)
  return watch(
    'clock',
    { fr: `L’horloge de la base ${clockMs > 0 ? 'avance' : 'retarde'} de ${seconds} s sur celle-ci.`, en: `The database’s clock is ${seconds} s ${clockMs > 0 ? 'ahead of' : 'behind'} this one.` },
    { fr: 'Réglez les deux machines sur un serveur de temps (NTP). Rien n’est perdu : seule l’horloge de la base décide.', en: 'Set both machines by a time server (NTP). Nothing is lost: only the database’s clock decides.' },
  )
}

function judgeConnections({ connections: { used, most } }: DatabaseFacts): Finding {
  if (used < most * crowded) return good('connections', { fr: `${used} connexions sur ${most}.`, en: `${used} of ${most} connections.` })
  return watch('connections', { fr: `${used} connexions sur ${most} : la base est presque pleine.`, en: `${used} of ${most} connections: the database is nearly full.` }, { fr: 'Augmentez max_connections, ou lancez moins de processus.', en: 'Raise max_connections, or run fewer processes.' })
}

function judgeTables({ pendingMigrations, unknownMigrations }: TableFacts): Finding {
  if (unknownMigrations.length > 0) {
    return broken('tables', { fr: `Une version plus récente de Maillon a mis cette base à jour (${unknownMigrations.join(', ')}).`, en: `A newer version of Maillon has upgraded this database (${unknownMigrations.join(', ')}).` }, { fr: 'Utilisez la version la plus récente, ou restaurez une sauvegarde d’avant.', en: 'Use the newer version, or restore a backup from before.' })
  }
  if (pendingMigrations.length > 0) {
    return watch('tables', { fr: `${pendingMigrations.length} mise(s) à jour des tables à faire.`, en: `${pendingMigrations.length} upgrade(s) of the tables to be done.` }, { fr: 'Elles se font au prochain démarrage, ou tout de suite par « maillon migrate ».', en: 'They are done at the next start, or at once by "maillon migrate".' })
  }
  return good('tables', { fr: 'Les tables sont à jour.', en: 'The tables are up to date.' })
}

function judgeCredentials({ sealedByKey }: TableFacts, keyIds: ReadonlySet<string>): Finding {
  const lost = Object.entries(sealedByKey).filter(([id]) => !keyIds.has(id)).reduce((sum, [, many]) => sum + many, 0)
  const all = Object.values(sealedByKey).reduce((sum, many) => sum + many, 0)
  if (lost === 0) return good('credentials', { fr: `Les clés d’ici ouvrent les ${all} secrets chiffrés.`, en: `The keys here open all ${all} sealed secrets.` })
  return broken(
    'credentials',
    { fr: `${lost} secrets chiffrés sur ${all} ne s’ouvrent pas avec les clés d’ici.`, en: `${lost} of ${all} sealed secrets don’t open with the keys here.` },
    { fr: 'Remettez en place le keys.json (ou MAILLON_SECRET_KEY) d’alors, ou saisissez-les de nouveau.', en: 'Put the keys.json (or MAILLON_SECRET_KEY) of then back, or enter them again.' },
  )
}

function judgeWork({ workersAlive, oldestReadySeconds }: TableFacts): Finding {
  const waiting = oldestReadySeconds ?? 0
  if (workersAlive === 0) {
    const text = { fr: 'Aucun processus de travail n’est en marche.', en: 'No worker is alive.' }
    const advice = { fr: 'Démarrez le serveur, ou un processus avec MAILLON_ROLES=worker.', en: 'Start the server, or a process with MAILLON_ROLES=worker.' }
    return oldestReadySeconds === null ? watch('workers', text, advice) : broken('workers', text, advice)
  }
  if (waiting > waitingToleranceSeconds) {
    return watch(
      'workers',
      { fr: `${workersAlive} processus de travail ; une étape attend depuis ${waiting} s.`, en: `${workersAlive} workers; a step has been waiting for ${waiting} s.` },
      { fr: 'Servez sa file (MAILLON_LANES), ou ajoutez des processus de travail.', en: 'Serve its lane (MAILLON_LANES), or add workers.' },
    )
  }
  return good('workers', { fr: `${workersAlive} processus de travail en marche.`, en: `${workersAlive} worker(s) alive.` })
}
