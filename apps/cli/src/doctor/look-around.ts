import { access, constants, stat, statfs } from 'node:fs/promises'
import { isMaillonError } from '@maillon/kernel'
import { errorSentence, sizeText } from '@maillon/messages'
import { checkRedisPolicy } from '@maillon/queue'
import { openKeyring, type ServerConfig } from '@maillon/server'
import { readDatabaseFacts } from '@maillon/storage'
import type { Installation } from '../installation/open-installation.js'
import { systemClock } from '../system-ports.js'
import { broken, good, watch, type Finding } from './finding.js'
import { judgeDatabase } from './judge-database.js'

const leastNode = [20, 19] as const
const leastFree = 1024 ** 3

/** Looks at everything that an installation stands on. Never rejects: what can't be looked at is a finding. */
export async function lookAround(installation: Installation): Promise<readonly Finding[]> {
  const { config } = installation
  const keyIds = await openKeyring(config).then(({ all }) => new Set(all.map(({ id }) => id)), () => null)
  return [
    judgeNode(process.versions.node),
    await lookAtFolder(config.dataDir),
    await lookAtDisk(config.dataDir),
    await lookAtKeys(config, installation.keyFile, keyIds !== null),
    ...(await lookAtDatabase(installation.databaseUrl, keyIds ?? new Set())),
    await lookAtLanes(config),
    await lookAtServer(config),
  ]
}

function judgeNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (major > leastNode[0] || (major === leastNode[0] && minor >= leastNode[1])) return good('node', { fr: `Node ${version}.`, en: `Node ${version}.` })
  return broken('node', { fr: `Node ${version} est trop ancien.`, en: `Node ${version} is too old.` }, { fr: 'Installez Node 20.19 ou plus récent.', en: 'Install Node 20.19 or newer.' })
}

async function lookAtFolder(folder: string): Promise<Finding> {
  const isWritable = await access(folder, constants.R_OK | constants.W_OK).then(() => true, () => false)
  if (isWritable) return good('folder', { fr: `Le dossier ${folder} se lit et s’écrit.`, en: `The folder ${folder} can be read and written.` })
  return broken('folder', { fr: `Le dossier ${folder} ne peut pas être écrit.`, en: `The folder ${folder} can’t be written.` }, { fr: 'Donnez-en les droits au compte du serveur.', en: 'Give the server’s account the rights to it.' })
}

async function lookAtDisk(folder: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(folder).catch(() => ({ bavail: 0, bsize: 0 }))
  const free = bavail * bsize
  const text = { fr: `${sizeText(free, 'fr')} libres pour les fichiers.`, en: `${sizeText(free, 'en')} free for files.` }
  return free >= leastFree ? good('disk', text) : watch('disk', text, { fr: 'Libérez de la place ou agrandissez le disque : sans place, plus rien n’est accepté.', en: 'Make room or enlarge the disk: without room nothing more is accepted.' })
}

async function lookAtKeys(config: ServerConfig, keyFile: string, isReadable: boolean): Promise<Finding> {
  if (!isReadable) {
    return broken('keys', { fr: 'Les clés des identifiants ne peuvent pas être lues.', en: 'The keys of the credentials can’t be read.' }, { fr: `Vérifiez ${keyFile} (droits 600) ou MAILLON_SECRET_KEY.`, en: `Check ${keyFile} (rights 600) or MAILLON_SECRET_KEY.` })
  }
  const where = config.secretKey === null ? keyFile : 'MAILLON_SECRET_KEY'
  const changed = await stat(keyFile).then(({ mtime }) => mtime.toISOString().slice(0, 10), () => null)
  const since = config.secretKey === null && changed !== null ? { fr: ` (du ${changed})`, en: ` (of ${changed})` } : { fr: '', en: '' }
  return good('keys', { fr: `Clés des identifiants : ${where}${since.fr}. En avez-vous une copie ailleurs ?`, en: `Keys of the credentials: ${where}${since.en}. Do you have a copy elsewhere?` })
}

async function lookAtDatabase(databaseUrl: string, keyIds: ReadonlySet<string>): Promise<readonly Finding[]> {
  try {
    return judgeDatabase(await readDatabaseFacts(databaseUrl, () => systemClock.now()), keyIds)
  } catch (error) {
    const reason = error instanceof Error ? error.message : ''
    return [broken('database', { fr: `La base de données ne répond pas : ${reason}`, en: `The database doesn’t answer: ${reason}` }, { fr: 'Vérifiez DATABASE_URL et que Postgres est en marche.', en: 'Check DATABASE_URL and that Postgres is running.' })]
  }
}

async function lookAtLanes({ redisUrl }: ServerConfig): Promise<Finding> {
  if (redisUrl === null) return good('lanes', { fr: 'Les files sont dans Postgres.', en: 'The lanes are in Postgres.' })
  try {
    await checkRedisPolicy(redisUrl)
    return good('lanes', { fr: 'Les files sont dans Redis, qui répond et ne jette rien.', en: 'The lanes are in Redis, which answers and throws nothing away.' })
  } catch (error) {
    const told = (locale: 'fr' | 'en'): { readonly sentence: string; readonly hint: string | null } => (isMaillonError(error) ? errorSentence(error.info, locale) : { sentence: String(error), hint: null })
    return broken('lanes', { fr: told('fr').sentence, en: told('en').sentence }, { fr: told('fr').hint ?? '', en: told('en').hint ?? '' })
  }
}

async function lookAtServer({ port, host, publicUrl }: ServerConfig): Promise<Finding> {
  const address = `http://${host === '0.0.0.0' || host === '::' ? 'localhost' : host}:${port}`
  const isThere = await fetch(`${address}/api/health/ready`, { signal: AbortSignal.timeout(3_000) }).then((answer) => answer.ok, () => false)
  if (isThere) return good('server', { fr: `Le serveur répond à ${publicUrl ?? address}.`, en: `The server answers at ${publicUrl ?? address}.` })
  return watch('server', { fr: `Aucun serveur prêt à ${address}.`, en: `No server is ready at ${address}.` }, { fr: 'S’il devrait tourner : démarrez-le, et voyez son journal.', en: 'If it should be running: start it, and look at its log.' })
}
