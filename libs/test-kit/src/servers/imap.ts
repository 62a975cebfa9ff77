import { chmod, chown, mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeCertificate } from './certificate.js'
import { freePorts, launchProgram, type LaunchedProgram } from './launched-program.js'

export interface TestImap {
  readonly host: 'localhost'
  /** Plain, with STARTTLS. */
  readonly port: number
  /** TLS from the start. */
  readonly tlsPort: number
  /** PEM, to be trusted by `trustCertificate`. */
  readonly certificate: string
  /** Values for a credential of type `imap`. Any user with this password has a mailbox. */
  readonly credential: { readonly host: string; readonly port: number; readonly security: 'none'; readonly login: 'password'; readonly user: string; readonly password: string }
  /** Access tokens that are accepted, with their user. */
  readonly tokens: Map<string, string>
  /** Put a mail into a folder (default INBOX) of a user (default that of the credential), as if it had just come or at a time. */
  deliver(raw: string | Uint8Array, where?: { readonly folder?: string; readonly at?: Date; readonly seen?: boolean; readonly user?: string }): Promise<void>
  /** Forget all UIDs: the server numbers the mails anew, under another UIDVALIDITY. */
  renumber(of?: string): Promise<void>
  stop(): Promise<void>
}

const user = 'jeanne@exemple.fr'
const password = 'secret-imap-password'

/** A real IMAP server (Debian's `dovecot-imapd`) on free loopback ports, with an empty mailbox. */
export async function startTestImap(): Promise<TestImap> {
  const folder = await mkdtemp(join(tmpdir(), 'maillon-imap-'))
  await chmod(folder, 0o755)
  const certificate = await makeCertificate(folder)
  const [port = 0, tlsPort = 0] = await freePorts(2)
  const tokens = new Map<string, string>()
  const introspection = await tokenServer(tokens)
  const isRoot = process.getuid?.() === 0
  const uid = isRoot ? 65_534 : (process.getuid?.() ?? 0)
  const mail = join(folder, 'mail')
  const owner = { mail, uid, isRoot }
  await makeMailbox(owner, user)
  await writeFile(join(folder, 'token.conf'), `introspection_mode = get\nintrospection_url = http://127.0.0.1:${introspection.port}/\nusername_attribute = email\ntokeninfo_url = http://127.0.0.1:${introspection.port}/?token=\nactive_attribute = active\nactive_value = yes\n`)
  const config = join(folder, 'dovecot.conf')
  await writeFile(config, configOf({ folder, port, tlsPort, uid, isRoot, certificateFile: certificate.certificateFile, keyFile: certificate.keyFile }))
  const program = await launchProgram({ command: '/usr/sbin/dovecot', args: ['-F', '-c', config], debianPackage: 'dovecot-imapd', ports: [port, tlsPort] })
  return {
    host: 'localhost',
    port,
    tlsPort,
    certificate: certificate.certificate,
    credential: { host: 'localhost', port, security: 'none', login: 'password', user, password },
    tokens,
    deliver: (raw, where = {}) => deliver(owner, raw, where),
    renumber: (of = user) => forgetUids(join(mail, of)),
    stop: () => stopAll({ program, introspection: introspection.server, folder }),
  }
}

interface MailRoot {
  readonly mail: string
  readonly uid: number
  readonly isRoot: boolean
}

async function makeMailbox({ mail, uid, isRoot }: MailRoot, of: string): Promise<void> {
  const folders = [mail, join(mail, of), ...['cur', 'new', 'tmp'].map((name) => join(mail, of, name))]
  for (const folder of folders) {
    await mkdir(folder, { recursive: true })
    if (isRoot) await chown(folder, uid, uid)
  }
}

type Where = NonNullable<Parameters<TestImap['deliver']>[1]>

async function deliver(to: MailRoot, raw: string | Uint8Array, where: Where): Promise<void> {
  const { folder, at, seen = false, user: of = user } = where
  await makeMailbox(to, of)
  const box = folder === undefined ? join(to.mail, of) : join(to.mail, of, `.${folder}`)
  const path = join(box, seen ? 'cur' : 'new', `${Date.now()}.${nextMail()}.test${seen ? ':2,S' : ''}`)
  await writeFile(path, typeof raw === 'string' ? raw.replace(/\r?\n/g, '\r\n') : raw)
  if (to.isRoot) await chown(path, to.uid, to.uid)
  // The time of arrival of a Maildir's mail is the time of its file.
  if (at !== undefined) await utimes(path, at, at)
}

let delivered = 0

/** Dovecot numbers new mails in the order of their file names. */
function nextMail(): string {
  delivered += 1
  return `M${String(delivered).padStart(6, '0')}P${process.pid}`
}

async function forgetUids(mail: string): Promise<void> {
  for (const file of await readdir(mail)) if (file.startsWith('dovecot')) await rm(join(mail, file), { recursive: true })
}

async function stopAll(parts: { readonly program: LaunchedProgram; readonly introspection: Server; readonly folder: string }): Promise<void> {
  await parts.program.stop()
  parts.introspection.close()
  await rm(parts.folder, { recursive: true, force: true })
}

/** Says to whom a token belongs, as an OAuth2 service does for a mail server. */
async function tokenServer(tokens: ReadonlyMap<string, string>): Promise<{ readonly server: Server; readonly port: number }> {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    const token = url.searchParams.get('token') ?? request.headers.authorization?.replace(/^Bearer /i, '') ?? ''
    const email = tokens.get(token)
    response.writeHead(email === undefined ? 401 : 200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(email === undefined ? { error: 'invalid_token' } : { email, active: 'yes' }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { server, port: (server.address() as AddressInfo).port }
}

function configOf(about: { readonly folder: string; readonly port: number; readonly tlsPort: number; readonly uid: number; readonly isRoot: boolean; readonly certificateFile: string; readonly keyFile: string }): string {
  const { folder, port, tlsPort, uid, certificateFile, keyFile } = about
  const account = about.isRoot ? 'nobody' : String(uid)
  return `
base_dir = ${folder}/run
log_path = /dev/stderr
protocols = imap
listen = 127.0.0.1
ssl = yes
ssl_cert = <${certificateFile}
ssl_key = <${keyFile}
disable_plaintext_auth = no
auth_failure_delay = 0
auth_mechanisms = plain login xoauth2 oauthbearer
default_internal_user = ${account}
default_login_user = ${account}
default_internal_group = ${about.isRoot ? 'nogroup' : String(uid)}
first_valid_uid = 1
mail_location = maildir:${folder}/mail/%u
mail_max_userip_connections = 50
passdb {
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = ${folder}/token.conf
}
passdb {
  driver = static
  mechanisms = plain login
  args = password=${password}
}
userdb {
  driver = static
  args = uid=${uid} gid=${uid} home=${folder}/mail/%u
}
namespace inbox {
  inbox = yes
  separator = /
  mailbox Trash {
    auto = create
    special_use = \\Trash
  }
}
service anvil {
  chroot =
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = ${tlsPort}
    ssl = yes
  }
}
`
}
