import { fileURLToPath } from 'node:url'
import type { Logger } from '@maillon/kernel'
import { errorSentence } from '@maillon/messages'
import { layeredPackages } from '@maillon/node-host'
import { createDataSource, migrate, type Database } from '@maillon/storage'
import { readEgressRules } from '../config/egress-rules.js'
import { readFolderRoots } from '../config/folder-roots.js'
import type { ServerConfig } from '../config/server-config.js'
import { openKeyring } from '../features/credentials/open-keyring.js'
import { WebPages } from '../features/web/web-pages.js'
import type { Foundation } from './foundation.js'
import { loadPackages } from './load-packages.js'
import type { Say } from './say.js'
import type { Seams } from './seams.js'
import { systemClock } from './system-clock.js'
import { systemRandom } from './system-random.js'
import { warnOfLostKeys } from './warn-of-lost-keys.js'
import { warnOfUnsafeSettings } from './warn-of-unsafe-settings.js'

export interface Ground {
  readonly config: ServerConfig
  readonly logger: Logger
  readonly say: Say
  readonly seams: Seams
  /** Resolves when the database listens. */
  readonly databaseUrl: Promise<string>
  /** Things to close, in the order in which they were opened. */
  readonly opened: (() => Promise<unknown>)[]
}

const builtWeb = fileURLToPath(new URL('../../../web/out', import.meta.url))

/** Opens what Nest stands on. What needs no database loads while it starts. */
export async function layFoundation(ground: Ground): Promise<Foundation> {
  const { config, logger } = ground
  const egress = readEgressRules(config.allowHosts)
  const folders = readFolderRoots(config.folders)
  const loading = Promise.all([loadPackages(logger, ground.seams.packages), WebPages.read(config.webRoot ?? builtWeb), openKeyring(config, ({ info }) => logger.error(errorSentence(info, 'en').sentence, { code: info.code }))])
  loading.catch(() => undefined)
  const databaseUrl = await ground.databaseUrl
  const database = await openDatabase(databaseUrl, ground)
  const [packages, pages, keyring] = await loading
  await Promise.all([warnOfLostKeys(database, keyring, ground), warnOfUnsafeSettings(database, ground)])
  return { config, clock: systemClock, random: systemRandom, logger, database, databaseUrl, packages: layeredPackages(packages), egress, folders, keyring, pages, seams: ground.seams }
}

async function openDatabase(connectionString: string, { say, opened }: Ground): Promise<Database> {
  const database = createDataSource({ connectionString })
  await database.initialize()
  opened.push(() => database.destroy())
  const done = await migrate(database)
  const many = done.length > 1 ? 's' : ''
  if (done.length > 0) say({ fr: `Tables mises à jour (${done.length} étape${many}).`, en: `Tables brought up to date (${done.length} step${many}).` })
  return database
}
