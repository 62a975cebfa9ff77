import { execFile } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { chmod, chown, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { makeCertificate } from './certificate.js'
import { freePorts, launchProgram } from './launched-program.js'

export interface DebianPostgres {
  readonly port: number
  /** PEM, its own authority: it asks for TLS. */
  readonly certificate: string
  /** Folder of the programs of the same version (`pg_dump`, `pg_restore`). */
  readonly programs: string
  /** Values for a credential of type `postgres`; the database is empty. */
  readonly credential: { readonly host: string; readonly port: number; readonly database: string; readonly user: string; readonly password: string; readonly encryption: 'verified'; readonly authority: string }
  stop(): Promise<void>
}

const password = 'secret-postgres-password'

/** A Postgres of Debian's `postgresql`, with TLS and with the version of the machine's own `pg_dump`. */
export async function startDebianPostgres(): Promise<DebianPostgres> {
  const version = readdirSync('/usr/lib/postgresql').sort((a, b) => Number(b) - Number(a))[0] ?? ''
  const programs = join('/usr/lib/postgresql', version, 'bin')
  const place = await mkdtemp(join(tmpdir(), 'maillon-debian-postgres-'))
  await chmod(place, 0o711)
  const certificate = await makeCertificate(place)
  const secret = join(place, 'password')
  await writeFile(secret, password, { mode: 0o600 })
  const isRoot = process.getuid?.() === 0
  const as = isRoot ? { uid: 65_534, gid: 65_534 } : {}
  if (isRoot) for (const path of [place, secret, certificate.keyFile]) await chown(path, 65_534, 65_534)
  const data = join(place, 'data')
  await promisify(execFile)(join(programs, 'initdb'), ['-D', data, '-U', 'maillon', '-A', 'scram-sha-256', `--pwfile=${secret}`, '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'], { ...as, cwd: place })
  await chmod(certificate.keyFile, 0o600)
  const [port = 0] = await freePorts(1)
  const settings = { port: String(port), listen_addresses: '127.0.0.1', unix_socket_directories: '', ssl: 'on', ssl_cert_file: certificate.certificateFile, ssl_key_file: certificate.keyFile, fsync: 'off' }
  const args = ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
  const server = await launchProgram({ command: join(programs, 'postgres'), args, debianPackage: 'postgresql', ports: [port], stopSignal: 'SIGINT', ...(isRoot ? { uid: 65_534 } : {}) })
  await untilReady(join(programs, 'pg_isready'), port)
  return {
    port,
    certificate: certificate.certificate,
    programs,
    credential: { host: 'localhost', port, database: 'postgres', user: 'maillon', password, encryption: 'verified', authority: certificate.certificate },
    stop: async () => {
      await server.stop()
      await rm(place, { recursive: true, force: true })
    },
  }
}

/** It listens before it lets anybody in. */
async function untilReady(program: string, port: number): Promise<void> {
  for (let tries = 0; tries < 150; tries += 1) {
    const isReady = await promisify(execFile)(program, ['-h', '127.0.0.1', '-p', String(port), '-q']).then(
      () => true,
      () => false,
    )
    if (isReady) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error('The Postgres of Debian did not get ready within 30 s')
}
