import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createLocalBlobStore, type LocalBlobStore } from '@maillon/file-stores'
import { silentLogger } from '@maillon/kernel'
import { startLocalPostgres } from '@maillon/local-postgres'
import { readServerConfig, type ServerConfig } from '@maillon/server'
import { CliError } from '../cli-error.js'
import type { Terminal } from '../terminal.js'

/** The installation that a server with the same settings would serve, while a server runs or while none does. */
export interface Installation {
  readonly config: ServerConfig
  /** Holds a password: never print it. */
  readonly databaseUrl: string
  readonly blobs: LocalBlobStore
  readonly keyFile: string
  close(): Promise<void>
}

/**
 * @param terminal its environment says where: MAILLON_DATA, DATABASE_URL, MAILLON_SECRET_KEY
 * @param expects `one`: there must be an installation; `any`: an empty one is made where there is none
 * @throws ConfigError, CliError, MaillonError POSTGRES_…
 */
export async function openInstallation(terminal: Terminal, { workingDirectory, expects }: { readonly workingDirectory: string; readonly expects: 'one' | 'any' }): Promise<Installation> {
  const config = readServerConfig({ ...terminal.env }, workingDirectory)
  if (expects === 'one' && config.databaseUrl === null && !existsSync(config.dataDir)) throw nothingThere(config.dataDir)
  const embedded = config.databaseUrl === null ? await startLocalPostgres({ dataDir: join(config.dataDir, 'postgres'), logger: silentLogger }) : null
  return {
    config,
    databaseUrl: config.databaseUrl ?? embedded?.connectionString ?? '',
    blobs: createLocalBlobStore({ folder: join(config.dataDir, 'files') }),
    keyFile: join(config.dataDir, 'keys.json'),
    // One that ran already belongs to a server: it stays.
    close: async () => {
      if (embedded?.adopted === false) await embedded.stop()
    },
  }
}

function nothingThere(folder: string): CliError {
  return new CliError({
    fr: `Il n’y a pas d’installation de Maillon dans ${folder}. Indiquez son dossier par MAILLON_DATA, ou sa base par DATABASE_URL.`,
    en: `There is no installation of Maillon in ${folder}. Name its folder by MAILLON_DATA, or its database by DATABASE_URL.`,
  })
}
