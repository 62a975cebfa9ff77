import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startTestFtp, startTestPostgres, startTestSmtp, type TestFtp, type TestSmtp } from '@maillon/test-kit'
import pg from 'pg'
import type { GalleryAccounts } from '../in-gallery.js'

export interface Contract {
  readonly numero: string
  readonly assure: string
  readonly prime: string
  readonly echeance: string
}

/** The insurer's FTP server, the database of contracts, a mail server, and the folder that the administrator has opened. */
export interface ContractWorld {
  readonly ftp: TestFtp
  readonly smtp: TestSmtp
  readonly folder: string
  readonly accounts: GalleryAccounts
  /** Put a file on the FTP server, written so many seconds ago (default: an hour). */
  arrive(name: string, contracts: readonly Contract[], secondsAgo?: number): Promise<void>
  /** Names of the files on the FTP server. */
  remoteNames(): Promise<readonly string[]>
  /** Names of the files in a folder below the opened one; none where it isn't there. */
  localNames(below: string): Promise<readonly string[]>
  rows(): Promise<readonly { readonly numero: string; readonly assure: string; readonly prime: string }[]>
  sql(text: string): Promise<void>
  stop(): Promise<void>
}

export async function startContractWorld(): Promise<ContractWorld> {
  const [ftp, smtp, postgres, folder] = await Promise.all([startTestFtp(), startTestSmtp(), startTestPostgres(), mkdtemp(join(tmpdir(), 'maillon-assurance-'))])
  const remote = join(ftp.folder, 'contrats')
  await mkdir(remote)
  const pool = new pg.Pool({ connectionString: postgres.connectionString, max: 2 })
  await pool.query('CREATE TABLE contrats (numero text PRIMARY KEY, assure text NOT NULL, prime numeric(10, 2) NOT NULL, echeance date NOT NULL)')
  const url = new URL(postgres.connectionString)
  const names = (path: string) => readdir(path).then((found) => found.toSorted(), () => [])
  return {
    ftp, smtp, folder,
    accounts: {
      'Serveur de l’assureur': { type: 'ftp', values: { ...ftp.credential } },
      'Base des contrats': {
        type: 'postgres',
        values: { host: '127.0.0.1', port: Number(url.port), database: url.pathname.slice(1), user: decodeURIComponent(url.username), password: decodeURIComponent(url.password), encryption: 'none' },
      },
      Messagerie: { type: 'smtp', values: { ...smtp.credential } },
    },
    async arrive(name, contracts, secondsAgo = 3600) {
      const lines = ['numero;assure;prime;echeance', ...contracts.map(({ numero, assure, prime, echeance }) => [numero, assure, prime, echeance].join(';'))]
      await writeFile(join(remote, name), `${lines.join('\n')}\n`)
      const at = Math.floor(Date.now() / 1000) - secondsAgo
      await utimes(join(remote, name), at, at)
    },
    remoteNames: () => names(remote),
    localNames: (below) => names(join(folder, below)),
    rows: async () => (await pool.query<{ numero: string; assure: string; prime: string }>('SELECT numero, assure, prime::text FROM contrats ORDER BY numero')).rows,
    sql: async (text) => void (await pool.query(text)),
    async stop() {
      await pool.end()
      await Promise.all([ftp.stop(), smtp.stop(), postgres.stop(), rm(folder, { recursive: true, force: true })])
    },
  }
}
