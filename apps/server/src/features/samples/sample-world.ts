import { timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parseOutsideJson, type Clock, type Json, type Logger, type Random } from '@maillon/kernel'
import type { EgressAllowRule, EgressRules, HostLookup, ResolvedAddress } from '@maillon/node-host'
import type { SampleMailStore } from '@maillon/storage'
import type { CredentialReader, OpenedCredential } from '@maillon/vault'
import { SMTPServer } from 'smtp-server'
import { demoAnswer } from './demo-data.js'
import { readMail } from './read-mail.js'
import { sampleAccountOf, sampleHosts } from './sample-accounts.js'

/** Bytes of one mail. */
const mostMailBytes = 10 * 1024 * 1024
const mostMessageBytes = 256 * 1024

interface Servers {
  readonly api: Server
  readonly apiPort: number
  readonly mail: SMTPServer
  readonly mailPort: number
}

export interface SampleWorldParts {
  readonly caught: SampleMailStore
  readonly clock: Clock
  readonly random: Random
  readonly logger: Logger
  /** What may be reached besides the public internet; the sample servers are added once they listen. */
  readonly allow: EgressAllowRule[]
  readonly lookup: HostLookup
}

/**
 * The servers behind the sample accounts, begun when one of them is used for the first time.
 *
 * 1. They listen on this machine only, on free ports, and take only what comes with the secret of this process, which the sample accounts carry.
 * 2. Nothing is ever passed on: a mail or message becomes a row that its workspace can look at.
 * 3. Flows reach them by their two names and ports alone; no other local address is opened by them.
 */
export class SampleWorld {
  readonly #secret: string
  #servers: Promise<Servers> | null = null

  constructor(private readonly parts: SampleWorldParts) {
    this.#secret = parts.random.id() + parts.random.id()
    this.rules = { allow: parts.allow }
  }

  /** The look-up of host names, with the two of the sample world. */
  readonly lookup: HostLookup = async (hostname) => {
    if (hostname !== sampleHosts.api && hostname !== sampleHosts.mail) return this.parts.lookup(hostname)
    const { apiPort } = await this.#running()
    const here: ResolvedAddress = { address: '127.0.0.1', family: 4, ...(hostname === sampleHosts.api ? { port: apiPort } : {}) }
    return [here]
  }

  /** What outgoing connections may reach: the sample servers join it once they listen. Plain data, since threads get a copy. */
  readonly rules: EgressRules

  /** The stored credentials, with the sample accounts. */
  credentials(stored: CredentialReader): CredentialReader {
    return {
      open: (workspaceId, id) => (sampleAccountOf(id) === undefined ? stored.open(workspaceId, id) : this.#open(workspaceId, id)),
      renew: (workspaceId, id, secrets) => stored.renew?.(workspaceId, id, secrets) ?? Promise.resolve(),
    }
  }

  async close(): Promise<void> {
    const servers = await this.#servers?.catch(() => null)
    if (servers === null || servers === undefined) return
    servers.api.closeAllConnections()
    await Promise.all([new Promise((resolve) => servers.api.close(resolve)), new Promise<void>((resolve) => servers.mail.close(() => resolve()))])
  }

  async #open(workspaceId: string, id: string): Promise<OpenedCredential | null> {
    const account = sampleAccountOf(id)
    if (account === undefined) return null
    const { mailPort } = await this.#running()
    const about = { id, name: account.name.en, type: account.type }
    const api = `http://${sampleHosts.api}`
    if (account.type === 'smtp') {
      const values = { host: sampleHosts.mail, port: mailPort, security: 'none', login: 'password', user: workspaceId, password: this.#secret, from: 'maillon@maillon.example', fromName: 'Maillon' }
      return { ...about, hosts: [`${sampleHosts.mail}:${mailPort}`], values }
    }
    if (account.type === 'webhook-url') return { ...about, hosts: [`${sampleHosts.api}:80`], values: { url: `${api}/channel/${workspaceId}/${this.#secret}` } }
    return { ...about, hosts: [`${sampleHosts.api}:80`], values: { address: api, token: this.#secret } }
  }

  #running(): Promise<Servers> {
    this.#servers ??= this.#begin().catch((error: unknown) => {
      this.#servers = null
      throw error
    })
    return this.#servers
  }

  async #begin(): Promise<Servers> {
    const api = createServer((request, response) => void this.#answer(request, response).catch(() => response.writeHead(500).end()))
    const mail = this.#mailServer()
    await Promise.all([new Promise<void>((resolve, reject) => api.once('error', reject).listen(0, '127.0.0.1', resolve)), new Promise<void>((resolve) => mail.listen(0, '127.0.0.1', resolve))])
    const apiPort = (api.address() as AddressInfo).port
    const mailPort = (mail.server.address() as AddressInfo).port
    api.unref()
    mail.server.unref()
    this.parts.allow.push({ host: sampleHosts.api, port: 80 }, { host: sampleHosts.mail, port: mailPort })
    return { api, apiPort, mail, mailPort }
  }

  #mailServer(): SMTPServer {
    return new SMTPServer({
      size: mostMailBytes,
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      authMethods: ['PLAIN', 'LOGIN'],
      hideENHANCEDSTATUSCODES: true,
      onAuth: ({ username, password }, _session, done) => (this.#isSecret(password ?? '') ? done(null, { user: username ?? '' }) : done(new Error('Only the sample account is taken here'))),
      onData: (stream, session, done) => {
        const parts: Buffer[] = []
        stream.on('data', (part: Buffer) => parts.push(part))
        stream.on('end', () => {
          if (stream.sizeExceeded) return done(Object.assign(new Error('The mail is larger than the sample mailbox takes (10 MB)'), { responseCode: 552 }))
          const recipients = session.envelope.rcptTo.map(({ address }) => address)
          this.#keepMail(String(session.user), recipients, Buffer.concat(parts)).then(
            () => done(),
            (error: unknown) => {
              this.parts.logger.warn('A mail for the sample mailbox could not be kept', { error: String(error) })
              done(Object.assign(new Error('The sample mailbox could not keep the mail'), { responseCode: 451 }))
            },
          )
        })
      },
    })
  }

  async #keepMail(workspaceId: string, recipients: readonly string[], raw: Buffer): Promise<void> {
    const { from, subject } = await readMail(raw)
    await this.parts.caught.add(workspaceId, { id: this.parts.random.id(), kind: 'mail', sender: from, recipients, subject, raw })
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', 'http://demo')
    const [, place, workspaceId, secret] = pathname.split('/')
    if (place === 'channel' && request.method === 'POST' && workspaceId !== undefined && this.#isSecret(secret ?? '')) return this.#keepMessage(workspaceId, request, response)
    if (!this.#isSecret((request.headers.authorization ?? '').replace(/^Bearer /, ''))) return say(response, 401, { error: 'Use the sample account of Maillon for this service.' })
    const answer = request.method === 'GET' ? demoAnswer(pathname, new Date(this.parts.clock.now()).toISOString().slice(0, 10)) : null
    return answer === null ? say(response, 404, { error: 'The sample service has no such list: /sales, /stock, /tickets.' }) : say(response, 200, answer)
  }

  async #keepMessage(workspaceId: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = []
    let size = 0
    for await (const part of request as AsyncIterable<Buffer>) {
      size += part.length
      if (size > mostMessageBytes) return say(response, 413, { error: 'too large' })
      parts.push(part)
    }
    const raw = Buffer.concat(parts)
    const parsed = parseOutsideJson(raw.toString('utf8'))
    const said = parsed.ok ? textIn(parsed.value) : raw.toString('utf8')
    await this.parts.caught.add(workspaceId, { id: this.parts.random.id(), kind: 'message', sender: 'Maillon', recipients: [], subject: said.slice(0, 300), raw })
    return say(response, 200, { ok: true })
  }

  #isSecret(given: string): boolean {
    const [one, other] = [Buffer.from(given), Buffer.from(this.#secret)]
    return one.length === other.length && timingSafeEqual(one, other)
  }
}

/** The words of a message, whichever service's form it has. */
function textIn(value: Json): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return ''
  const { message, text, content } = value as { readonly [name: string]: Json }
  return [message, text, content].find((one): one is string => typeof one === 'string') ?? ''
}

function say(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
