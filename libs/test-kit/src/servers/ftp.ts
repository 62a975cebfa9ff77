import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { makeCertificate, type TestCertificate } from './certificate.js'
import { freePorts, launchProgram } from './launched-program.js'

export interface TestFtp {
  readonly host: 'localhost'
  readonly port: number
  /** The folder that the login leads to, on this machine. */
  readonly folder: string
  /** Null where it speaks plain FTP. */
  readonly certificate: { readonly pem: string; readonly fingerprint: string } | null
  /** Values for a credential of type `ftp`. */
  readonly credential: { readonly host: string; readonly port: number; readonly security: 'none' | 'explicit' | 'implicit'; readonly user: string; readonly password: string }
  stop(): Promise<void>
}

const user = 'maillon'
const password = 'secret-ftp-password'

/** A real FTP server (Debian's `proftpd-core`) on a free loopback port, with an empty folder. */
export async function startTestFtp(security: 'none' | 'explicit' | 'implicit' = 'none'): Promise<TestFtp> {
  const place = await mkdtemp(join(tmpdir(), 'maillon-ftp-'))
  const folder = await mkdtemp(join(place, 'files-'))
  const certificate = await makeCertificate(place)
  const [port = 0] = await freePorts(1)
  const { uid, gid, username } = userInfo()
  const users = join(place, 'users')
  const { stdout: hash } = await promisify(execFile)('openssl', ['passwd', '-6', password])
  await writeFile(users, `${user}:${hash.trim()}:${uid}:${gid}::${folder}:/bin/false\n`, { mode: 0o600 })
  const config = join(place, 'proftpd.conf')
  const tls = security === 'none' ? '' : tlsOf(security, certificate, place)
  await writeFile(config, configOf({ port, place, users, account: username }) + tls)
  const server = await launchProgram({ command: '/usr/sbin/proftpd', args: ['--nodaemon', '--quiet', '--config', config], debianPackage: 'proftpd-core proftpd-mod-crypto', ports: [port] })
  return {
    host: 'localhost',
    port,
    folder,
    certificate: security === 'none' ? null : { pem: certificate.certificate, fingerprint: certificate.fingerprint },
    credential: { host: 'localhost', port, security, user, password },
    stop: async () => {
      await server.stop()
      await rm(place, { recursive: true, force: true })
    },
  }
}

function configOf({ port, place, users, account }: { readonly port: number; readonly place: string; readonly users: string; readonly account: string }): string {
  return `
ServerType standalone
ServerName test
DefaultAddress 127.0.0.1
SocketBindTight on
UseIPv6 off
UseReverseDNS off
TimeoutLinger 1
WtmpLog off
Port ${port}
User ${account}
Group ${account === 'root' ? 'root' : 'nogroup'}
RootLogin on
PidFile ${place}/pid
ScoreboardFile ${place}/scoreboard
SystemLog ${place}/log
TransferLog none
AuthOrder mod_auth_file.c
AuthUserFile ${users}
RequireValidShell off
MaxInstances 50
TimesGMT on
AllowOverwrite on
`
}

function tlsOf(security: 'explicit' | 'implicit', certificate: TestCertificate, place: string): string {
  return `
LoadModule mod_tls.c
TLSEngine on
TLSRequired on
TLSLog ${place}/tls-log
TLSRSACertificateFile ${certificate.certificateFile}
TLSRSACertificateKeyFile ${certificate.keyFile}
${security === 'implicit' ? 'TLSOptions UseImplicitSSL' : ''}
`
}
