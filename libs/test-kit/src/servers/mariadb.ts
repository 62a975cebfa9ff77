import { execFile } from 'node:child_process'
import { chmod, chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { makeCertificate } from './certificate.js'
import { freePorts, launchProgram } from './launched-program.js'

export interface TestMariadb {
  readonly host: 'localhost'
  readonly port: number
  /** PEM, its own authority. */
  readonly certificate: string
  /** Values for a credential of type `mysql`; the database is empty. */
  readonly credential: { readonly host: string; readonly port: number; readonly database: string; readonly user: string; readonly password: string; readonly encryption: 'none' }
  stop(): Promise<void>
}

const password = 'secret-mariadb-password'

/** A real MariaDB (Debian's `mariadb-server-core` and `mariadb-client-core`) on a free loopback port, with an empty database. Takes a few seconds. */
export async function startTestMariadb(): Promise<TestMariadb> {
  const place = await mkdtemp(join(tmpdir(), 'maillon-mariadb-'))
  await chmod(place, 0o755)
  const data = join(place, 'data')
  await mkdir(data)
  const isRoot = process.getuid?.() === 0
  const certificate = await makeCertificate(place)
  if (isRoot) for (const path of [place, data, certificate.keyFile]) await chown(path, 65_534, 65_534)
  const asUser = isRoot ? ['--user=nobody'] : []
  await promisify(execFile)('/usr/bin/mariadb-install-db', ['--no-defaults', `--datadir=${data}`, '--auth-root-authentication-method=normal', '--skip-test-db', ...asUser])
  const first = join(place, 'first.sql')
  await writeFile(first, `CREATE DATABASE maillon CHARACTER SET utf8mb4;\nCREATE USER 'maillon'@'%' IDENTIFIED BY '${password}';\nGRANT ALL ON maillon.* TO 'maillon'@'%';\n`, { mode: 0o644 })
  const [port = 0] = await freePorts(1)
  const args = [
    '--no-defaults', `--datadir=${data}`, `--port=${port}`, '--bind-address=127.0.0.1', `--socket=${place}/socket`, `--pid-file=${place}/pid`, `--init-file=${first}`, '--skip-name-resolve',
    '--innodb-buffer-pool-size=16M', '--innodb-log-file-size=8M', '--performance-schema=OFF', `--ssl-cert=${certificate.certificateFile}`, `--ssl-key=${certificate.keyFile}`, ...asUser,
  ]
  const server = await launchProgram({ command: '/usr/sbin/mariadbd', args, debianPackage: 'mariadb-server-core mariadb-client-core', ports: [port] })
  return {
    host: 'localhost',
    port,
    certificate: certificate.certificate,
    credential: { host: 'localhost', port, database: 'maillon', user: 'maillon', password, encryption: 'none' },
    stop: async () => {
      await server.stop()
      await rm(place, { recursive: true, force: true })
    },
  }
}
