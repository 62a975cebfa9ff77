import type { JsonObject } from '@maillon/kernel'
import { startScriptedServer, type ScriptedConnection } from '@maillon/test-kit'

/** A server that behaves badly, with the account that leads to it. */
export interface BadServer {
  readonly slot: string
  readonly account: { readonly type: string; readonly values: JsonObject }
  stop(): Promise<void>
}

/** What a server does at a command, by the command's first word. Absent: it is answered by the book. */
type Tricks = { readonly [command: string]: (connection: ScriptedConnection, tag: string) => void }

const smtpAnswers: { readonly [command: string]: string } = { EHLO: '250 hello', MAIL: '250 ok', RCPT: '250 ok', DATA: '354 go on', QUIT: '221 bye' }

/** A mail server for sending that asks for no login. */
export async function badSmtp(tricks: Tricks, greeting = '220 ready'): Promise<BadServer> {
  const server = await startScriptedServer({
    greeting,
    answer: (line, connection) => {
      const command = line.split(/[ :]/)[0]?.toUpperCase() ?? ''
      const trick = tricks[command]
      if (trick !== undefined) trick(connection, '')
      else if (line === '.') connection.say('250 taken')
      else if (smtpAnswers[command] !== undefined) connection.say(smtpAnswers[command])
    },
  })
  const values = { host: 'smtp.exemple.fr', port: server.port, security: 'none', user: '', from: 'rapports@exemple.fr' }
  return { slot: 'smtp', account: { type: 'smtp', values }, stop: server.stop }
}

/** A mailbox of one mail. */
export async function badImap(tricks: Tricks, greeting = '* OK [CAPABILITY IMAP4rev1 UIDPLUS MOVE] ready'): Promise<BadServer> {
  const server = await startScriptedServer({
    greeting,
    answer: (line, connection) => {
      const [tag = '', ...words] = line.split(' ')
      const command = (words[0] === 'UID' ? words[1] : words[0])?.toUpperCase() ?? ''
      const trick = tricks[command]
      if (trick !== undefined) return trick(connection, tag)
      for (const answer of imapAnswers[command] ?? []) connection.say(answer)
      return connection.say(`${tag} OK${command === 'SELECT' ? ' [READ-WRITE]' : ''} done`)
    },
  })
  const values = { host: 'imap.exemple.fr', port: server.port, security: 'none', login: 'password', user: 'jeanne', password: 'secret-of-jeanne' }
  return { slot: 'mailbox', account: { type: 'imap', values }, stop: server.stop }
}

const opened = ['* FLAGS (\\Seen \\Flagged \\Deleted)', '* OK [PERMANENTFLAGS (\\Seen \\Flagged \\Deleted)] flags', '* 1 EXISTS', '* OK [UIDVALIDITY 7] valid', '* OK [UIDNEXT 2] next']
const imapAnswers: { readonly [command: string]: readonly string[] } = {
  CAPABILITY: ['* CAPABILITY IMAP4rev1 UIDPLUS MOVE'],
  LIST: ['* LIST (\\HasNoChildren) "/" INBOX'],
  SELECT: opened,
  EXAMINE: opened,
  SEARCH: ['* SEARCH 1'],
}

/** A file server by FTP without encryption, that has nothing. */
export async function badFtp(tricks: Tricks, greeting = '220 hello'): Promise<BadServer> {
  const server = await startScriptedServer({
    greeting,
    answer: (line, connection) => {
      const command = line.split(' ')[0]?.toUpperCase() ?? ''
      const trick = tricks[command]
      if (trick !== undefined) return trick(connection, '')
      return connection.say(ftpAnswers[command] ?? '500 no')
    },
  })
  const values = { host: 'ftp.exemple.fr', port: server.port, security: 'none', user: 'u', password: 'secret-of-ftp' }
  return { slot: 'server', account: { type: 'ftp', values }, stop: server.stop }
}

const ftpAnswers: { readonly [command: string]: string } = { USER: '331 password', PASS: '230 in', PWD: '257 "/"', CWD: '250 ok', TYPE: '200 ok', SIZE: '213 4' }
