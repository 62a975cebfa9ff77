import type { AddressInfo, Socket } from 'node:net'
import { simpleParser, type ParsedMail } from 'mailparser'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

/** How the server misbehaves. `cut` closes the connection after the whole message has come in, before any answer. */
export type SmtpTrouble = 'none' | 'refuse-login' | 'refuse-recipients' | 'greylist-recipients' | 'refuse-message' | 'busy' | 'cut'

/** A mail as the server got it. */
export interface ReceivedMail {
  readonly envelope: { readonly from: string; readonly to: readonly string[] }
  readonly raw: string
  readonly parsed: ParsedMail
}

export interface TestSmtp {
  readonly host: '127.0.0.1'
  readonly port: number
  /** In the order of arrival. */
  readonly mails: readonly ReceivedMail[]
  /** Change how the next connections are treated. */
  trouble(trouble: SmtpTrouble): void
  /** Values for a credential of type `smtp`. */
  readonly credential: { readonly host: string; readonly port: number; readonly security: 'none'; readonly user: string; readonly password: string; readonly from: string; readonly fromName: string }
  stop(): Promise<void>
}

const user = 'maillon'
const password = 'secret-smtp-password'

/** A real SMTP server on a free loopback port that keeps what it gets in memory. Addresses that begin with `nobody@` are refused. */
export async function startTestSmtp(): Promise<TestSmtp> {
  const mails: ReceivedMail[] = []
  const sockets = new Set<Socket>()
  let trouble: SmtpTrouble = 'none'
  const server = new SMTPServer({
    authOptional: false,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    disableReverseLookup: true,
    onConnect: (_session, done) => done(trouble === 'busy' ? answer(421, 'Too many connections, try later') : undefined),
    onAuth: (auth, _session, done) => {
      if (trouble === 'refuse-login' || auth.username !== user || auth.password !== password) return done(answer(535, 'Authentication credentials invalid'))
      done(null, { user })
    },
    onRcptTo: (address, _session, done) => {
      if (trouble === 'refuse-recipients' || address.address.startsWith('nobody@')) return done(answer(550, 'No such user here'))
      done(trouble === 'greylist-recipients' ? answer(451, 'Greylisted, try again later') : undefined)
    },
    onData: receive(() => trouble, { mails, cut: () => sockets.forEach((socket) => socket.destroy()) }),
  })
  server.server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  return {
    host: '127.0.0.1',
    port,
    mails,
    trouble: (next) => void (trouble = next),
    credential: { host: '127.0.0.1', port, security: 'none', user, password, from: 'rapports@exemple.fr', fromName: 'Rapports' },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

interface Inbox {
  readonly mails: ReceivedMail[]
  cut(): void
}

function receive(trouble: () => SmtpTrouble, { mails, cut }: Inbox): NonNullable<SMTPServerOptions['onData']> {
  return (stream, session, done) => {
    // The session's envelope is emptied once the message is in.
    const from = session.envelope.mailFrom === false ? '' : session.envelope.mailFrom.address
    const to = session.envelope.rcptTo.map(({ address }) => address)
    const parts: Buffer[] = []
    stream.on('data', (part: Buffer) => parts.push(part))
    stream.on('end', () => {
      const raw = Buffer.concat(parts)
      if (trouble() === 'refuse-message') return done(answer(554, 'Message refused as spam'))
      if (trouble() === 'cut') return cut()
      void simpleParser(raw).then((parsed) => {
        mails.push({ envelope: { from, to }, raw: raw.toString('utf8'), parsed })
        done()
      })
    })
  }
}

function answer(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode })
}
