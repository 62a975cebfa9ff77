import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { freePorts, launchProgram } from './launched-program.js'

export interface TestSftp {
  readonly host: 'localhost'
  readonly port: number
  /** The folder that the login leads to, on this machine. */
  readonly folder: string
  /** `SHA256:…` of its key. */
  readonly hostKey: string
  /** Values for a credential of type `sftp`; the key has the passphrase. */
  readonly credential: { readonly host: string; readonly port: number; readonly user: string; readonly privateKey: string; readonly passphrase: string; readonly hostKey: string }
  stop(): Promise<void>
}

const passphrase = 'secret-key-passphrase'

/** A real SFTP server (Debian's `openssh-server`) on a free loopback port, with an empty folder, for the account that runs the tests. */
export async function startTestSftp(): Promise<TestSftp> {
  const place = await mkdtemp(join(tmpdir(), 'maillon-sftp-'))
  const folder = await mkdtemp(join(place, 'files-'))
  const run = promisify(execFile)
  const hostKeyFile = join(place, 'host-key')
  const userKeyFile = join(place, 'user-key')
  await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', hostKeyFile])
  await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', passphrase, '-f', userKeyFile])
  const { stdout } = await run('ssh-keygen', ['-l', '-f', `${hostKeyFile}.pub`])
  const hostKey = stdout.split(' ')[1] ?? ''
  const authorized = join(place, 'authorized-keys')
  await writeFile(authorized, await readFile(`${userKeyFile}.pub`), { mode: 0o600 })
  const [port = 0] = await freePorts(1)
  const config = join(place, 'sshd.conf')
  await writeFile(config, configOf({ port, hostKeyFile, authorized, folder }))
  // As root sshd wants this folder of its package, which a machine without its service may lack.
  if (process.getuid?.() === 0) await mkdir('/run/sshd', { recursive: true })
  const server = await launchProgram({ command: '/usr/sbin/sshd', args: ['-D', '-e', '-f', config], debianPackage: 'openssh-server', ports: [port] })
  const privateKey = await readFile(userKeyFile, 'utf8')
  return {
    host: 'localhost',
    port,
    folder,
    hostKey,
    credential: { host: 'localhost', port, user: userInfo().username, privateKey, passphrase, hostKey },
    stop: async () => {
      await server.stop()
      await rm(place, { recursive: true, force: true })
    },
  }
}

function configOf({ port, hostKeyFile, authorized, folder }: { readonly port: number; readonly hostKeyFile: string; readonly authorized: string; readonly folder: string }): string {
  return `
ListenAddress 127.0.0.1
Port ${port}
HostKey ${hostKeyFile}
AuthorizedKeysFile ${authorized}
StrictModes no
UsePAM no
PasswordAuthentication no
PermitRootLogin yes
PidFile none
Subsystem sftp internal-sftp -d ${folder}
MaxStartups 100
`
}
