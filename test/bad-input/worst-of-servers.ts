import type { HttpRequest } from '@maillon/node-sdk'
import type { FakeAnswer } from '@maillon/node-sdk/testing'
import type { ScriptedConnection } from '@maillon/test-kit'
import { badFtp, badImap, badSmtp } from './bad-servers.js'
import type { WorstCase } from './worst-of-nodes.js'

const letter = { to: ['jeanne@exemple.fr'], subject: 'Ventes', html: '<p>Bonjour</p>' }
const question = { to: ['jeanne@exemple.fr'], title: 'Payer ?' }
const inbox = { folder: 'INBOX', which: 'new', attachments: 'all', everySeconds: 60, maxMegabytes: 30 } as const
const incoming = { folder: 'in', pattern: '*', after: 'leave', settleSeconds: 0, everySeconds: 60, knownBy: 'name-size-time', maxMegabytes: 30 } as const
const mail = { uid: 1, folder: 'INBOX', uidValidity: '7' }
const s3 = { server: { type: 's3', values: { address: 'https://s3.exemple.fr', region: 'eu-west-3', bucket: 'ventes', accessKey: 'AKIATEST', secretKey: 'secret-of-s3' } } }
const portal: FakeAnswer = { body: '<html><body><h1>Login</h1></body></html>', headers: { 'content-type': 'text/html' } }
const refusal = (status: number, code: string): FakeAnswer => ({ status, body: `<Error><Code>${code}</Code></Error>` })
const limited = ({ say }: ScriptedConnection, tag: string) => say(`${tag} NO [LIMIT] Too many connections`)
const file = { name: 'ventes.csv', bytes: 'a;b\n1;2\n' }
/** As S3 does it: to the question whether a file is there it answers without a word. */
const refusing = (status: number, code: string) => (request: HttpRequest): FakeAnswer => (request.method === 'HEAD' ? { status } : refusal(status, code))
const row = [{ path: 'ventes.csv' }]

/** The worst that can be done to the steps that speak with mail servers and file servers; what else can is in those packages' own tests. */
export const serverCases: readonly WorstCase[] = [
  { node: 'mail.send', what: 'a web server in the place of a mail server', params: letter, server: () => badSmtp({}, 'HTTP/1.1 400 Bad Request'), code: 'MAIL_SERVER_NOT_SMTP' },
  { node: 'mail.send', what: 'a server that turns this machine away', params: letter, server: () => badSmtp({}, '554 5.7.1 Your address is on a block list'), code: 'MAIL_CONNECTION_REFUSED' },
  { node: 'mail.send', what: 'a server that is full', params: letter, server: () => badSmtp({ MAIL: ({ say }) => say('452 4.3.1 Insufficient system storage') }), code: 'MAIL_SERVER_BUSY', retryable: true },
  { node: 'mail.send', what: 'a sender that is not known there', params: letter, server: () => badSmtp({ MAIL: ({ say }) => say('550 5.7.60 Client does not have permissions to send as this sender') }), code: 'MAIL_SENDER_REFUSED' },
  { node: 'mail.send', what: 'a list of addresses in one', params: { ...letter, to: ['a@exemple.fr, b@exemple.fr'] }, server: () => badSmtp({}), code: 'MAIL_ADDRESS_INVALID' },
  { node: 'mail.read', what: 'no mailbox', params: {}, code: 'MAIL_ACCOUNT_MISSING' },
  { node: 'mail.read', what: 'a folder with a line break', params: { folder: 'INBOX\r\nA1 DELETE x' }, server: () => badImap({}), code: 'MAIL_FOLDER_UNKNOWN' },
  { node: 'mail.read', what: 'a server that hangs up in the middle of a mail', params: {}, server: () => badImap({ FETCH: ({ socket }) => void socket.end('* 1 FETCH (UID 1 RFC822.SIZE 400 BODY[] {400}\r\nSubject: half') }), code: 'MAIL_CONNECTION_LOST', retryable: true },
  { node: 'mail.read', what: 'a search that is refused', params: { onlyUnread: false, words: 'été' }, server: () => badImap({ SEARCH: ({ say }, tag) => say(`${tag} NO [CANNOT] no search here`) }), code: 'MAIL_SEARCH_REFUSED' },
  { node: 'mail.read', what: 'a mailbox that is open too often', params: {}, server: () => badImap({ SELECT: limited, EXAMINE: limited }), code: 'MAIL_SERVER_BUSY', retryable: true },
  { node: 'mail.change', what: 'a row that was no mail', params: { action: 'seen' }, items: [{ uid: '1', folder: 'INBOX', uidValidity: '7' }], server: () => badImap({}), code: 'MAIL_ROW_UNKNOWN' },
  { node: 'mail.change', what: 'a move to nowhere', params: { action: 'move' }, items: [mail], server: () => badImap({}), code: 'MAIL_CHANGE_INCOMPLETE' },
  { node: 'mail.change', what: 'a mailbox that may only be read', params: { action: 'seen' }, items: [mail], server: () => badImap({ STORE: ({ say }, tag) => say(`${tag} NO [NOPERM] read-only`) }), code: 'MAIL_MARK_REFUSED' },
  { node: 'mail.change', what: 'a server that hangs up', params: { action: 'delete' }, items: [mail], server: () => badImap({ STORE: ({ socket }) => void socket.destroy() }), code: 'MAIL_CONNECTION_LOST', retryable: true },
  { node: 'mail.change', what: 'a mailbox that is full', params: { action: 'move', destination: 'INBOX' }, items: [mail], server: () => badImap({ MOVE: ({ say }, tag) => say(`${tag} NO [OVERQUOTA] full`) }), code: 'MAIL_MOVE_REFUSED' },
  { node: 'mail.change', what: 'a mailbox without a bin', params: { action: 'trash' }, items: [mail], server: () => badImap({}), code: 'MAIL_TRASH_MISSING' },
  { node: 'mail.approval', what: 'no account to ask by', params: question, code: 'MAIL_ACCOUNT_MISSING' },
  { node: 'mail.approval', what: 'nobody’s address', params: { ...question, to: ['jeanne'] }, server: () => badSmtp({}), code: 'MAIL_ADDRESS_INVALID' },
  { node: 'mail.approval', what: 'a server that asks to wait', params: question, server: () => badSmtp({ RCPT: ({ say }) => say('450 4.7.1 greylisted') }), code: 'MAIL_SERVER_BUSY', retryable: true },
  { node: 'mail.approval', what: 'a field that would change the program', params: { ...question, to: [], fields: [{ name: '__proto__', label: 'x', value: 1 }] }, code: 'DATA_FIELD_FORBIDDEN' },
  { node: 'mail.approval', what: 'a result under a name that can’t be', params: { ...question, to: [], resultField: 'constructor' }, code: 'DATA_FIELD_FORBIDDEN' },
  { node: 'mail.received', what: 'no mailbox', params: inbox, code: 'MAIL_ACCOUNT_MISSING' },
  { node: 'mail.received', what: 'a folder that is not there', params: { ...inbox, folder: 'Comandes' }, server: () => badImap({ EXAMINE: ({ say }, tag) => say(`${tag} NO [NONEXISTENT] no such mailbox`) }), code: 'MAIL_FOLDER_UNKNOWN' },
  { node: 'mail.received', what: 'a date that is none', params: { ...inbox, since: 'bientôt' }, server: () => badImap({}), code: 'MAIL_DATE_INVALID' },
  { node: 'mail.received', what: 'a password that was changed', params: inbox, server: () => badImap({ LOGIN: ({ say }, tag) => say(`${tag} NO [AUTHENTICATIONFAILED] no`), AUTHENTICATE: ({ say }, tag) => say(`${tag} NO [AUTHENTICATIONFAILED] no`) }), code: 'MAIL_LOGIN_REFUSED' },
  { node: 'mail.received', what: 'a server that hangs up', params: { ...inbox, which: 'unread' }, server: () => badImap({ SEARCH: ({ socket }) => void socket.destroy() }), code: 'MAIL_CONNECTION_LOST', retryable: true },
  { node: 'remote.list', what: 'a folder with a command in it', params: { folder: 'in\r\nDELE x' }, server: () => badFtp({}), code: 'REMOTE_PATH_INVALID' },
  { node: 'remote.list', what: 'a web page in the place of a listing', params: {}, credentials: s3, http: () => portal, code: 'REMOTE_ANSWER_BROKEN' },
  { node: 'remote.list', what: 'half a listing', params: {}, credentials: s3, http: () => ({ body: '<ListBucketResult><Contents><Key>a.csv' }), code: 'REMOTE_ANSWER_BROKEN' },
  { node: 'remote.list', what: 'a listing without end', params: {}, credentials: s3, http: () => ({ body: '<ListBucketResult><IsTruncated>true</IsTruncated><NextContinuationToken>again</NextContinuationToken></ListBucketResult>' }), code: 'REMOTE_ANSWER_BROKEN' },
  { node: 'remote.list', what: 'a server that has no room for the data', params: {}, server: () => badFtp({ EPSV: ({ say }) => say('425 no data connection'), PASV: ({ say }) => say('425 no data connection') }), code: 'REMOTE_CONNECTION_LOST', retryable: true },
  { node: 'remote.list', what: 'a server that knows no way to the data', params: {}, server: () => badFtp({}), code: 'REMOTE_ANSWER_BROKEN' },
  { node: 'remote.list', what: 'a server that takes nobody in now', params: {}, server: () => badFtp({}, '421 Too many connections'), code: 'REMOTE_SERVER_BUSY', retryable: true },
  { node: 'remote.download', what: 'a row without a path', params: {}, items: [{ name: 'ventes.csv' }], server: () => badFtp({}), code: 'REMOTE_ROW_PATH_MISSING' },
  { node: 'remote.download', what: 'a file that may not be read', params: {}, items: row, credentials: s3, http: () => refusal(403, 'AccessDenied'), code: 'REMOTE_ACCESS_DENIED' },
  { node: 'remote.download', what: 'a file beyond the size allowed', params: { maxMegabytes: 1 }, items: row, credentials: s3, http: () => ({ body: new Uint8Array(1_100_000) }), code: 'REMOTE_FILE_TOO_LARGE' },
  { node: 'remote.download', what: 'half a file', params: {}, items: row, credentials: s3, http: () => ({ body: 'half', headers: { 'content-length': '400' } }), code: 'REMOTE_TRANSFER_INCOMPLETE', retryable: true },
  { node: 'remote.download', what: 'a password that was changed', params: {}, items: row, server: () => badFtp({ PASS: ({ say }) => say('530 Login incorrect') }), code: 'REMOTE_LOGIN_REFUSED' },
  { node: 'remote.upload', what: 'a row without a file', params: { folder: 'out' }, server: () => badFtp({}), code: 'REMOTE_FILE_ABSENT' },
  { node: 'remote.upload', what: 'a name that leads elsewhere', params: { folder: 'out', name: '../../etc/cron.d/x' }, received: file, server: () => badFtp({}), code: 'REMOTE_NAME_INVALID' },
  { node: 'remote.upload', what: 'a web page that says that all is well', params: { folder: 'out' }, received: file, credentials: s3, http: () => portal, code: 'REMOTE_ANSWER_BROKEN' },
  { node: 'remote.upload', what: 'a disk that is full', params: { folder: 'out' }, received: file, credentials: s3, http: () => refusal(403, 'QuotaExceeded'), code: 'REMOTE_SPACE_MISSING' },
  { node: 'remote.upload', what: 'a server that asks to wait', params: { folder: 'out' }, received: file, credentials: s3, http: () => refusal(503, 'SlowDown'), code: 'REMOTE_SERVER_BUSY', retryable: true },
  { node: 'remote.move', what: 'a row without a path', params: { folder: 'done' }, items: [{ path: 7 }], server: () => badFtp({}), code: 'REMOTE_ROW_PATH_MISSING' },
  { node: 'remote.move', what: 'a folder above the login', params: { folder: '../..' }, items: row, server: () => badFtp({}), code: 'REMOTE_PATH_INVALID' },
  { node: 'remote.move', what: 'a file that was never there', params: { folder: 'done' }, items: row, credentials: s3, http: refusing(404, 'NoSuchKey'), code: 'REMOTE_FILE_MISSING' },
  { node: 'remote.move', what: 'a file that somebody else has put there', params: { folder: 'done' }, items: row, credentials: s3, http: () => ({ status: 200 }), code: 'REMOTE_FILE_TAKEN' },
  { node: 'remote.move', what: 'a copy that failed after it was begun', params: { folder: 'done', existing: 'replace' }, items: row, credentials: s3, http: ({ method }) => (method === 'PUT' ? refusal(200, 'InternalError') : {}), code: 'REMOTE_CONNECTION_LOST', retryable: true },
  { node: 'remote.delete', what: 'no server', params: {}, items: row, code: 'REMOTE_ACCOUNT_MISSING' },
  { node: 'remote.delete', what: 'a row without a path', params: {}, items: [{ path: '' }], server: () => badFtp({}), code: 'REMOTE_ROW_PATH_MISSING' },
  { node: 'remote.delete', what: 'a path with a command in it', params: {}, items: [{ path: 'a\r\nRMD /' }], server: () => badFtp({}), code: 'REMOTE_PATH_INVALID' },
  { node: 'remote.delete', what: 'a bucket that is not there', params: {}, items: row, credentials: s3, http: refusing(404, 'NoSuchBucket'), code: 'REMOTE_ACCOUNT_MISSING' },
  { node: 'remote.delete', what: 'a key that was changed', params: {}, items: row, credentials: s3, http: refusing(403, 'SignatureDoesNotMatch'), code: 'REMOTE_LOGIN_REFUSED' },
  { node: 'remote.delete', what: 'a clock that is wrong', params: {}, items: row, credentials: s3, http: refusing(403, 'RequestTimeTooSkewed'), code: 'REMOTE_CLOCK_WRONG' },
  { node: 'remote.delete', what: 'a file that may not be deleted', params: {}, items: row, credentials: s3, http: ({ method }) => (method === 'DELETE' ? refusal(403, 'AccessDenied') : {}), code: 'REMOTE_ACCESS_DENIED' },
  { node: 'remote.delete', what: 'a bucket of another region', params: {}, items: row, credentials: s3, http: refusing(400, 'AuthorizationHeaderMalformed'), code: 'REMOTE_ACCOUNT_MISSING' },
  { node: 'remote.arrived', what: 'no server', params: incoming, code: 'REMOTE_ACCOUNT_MISSING' },
  { node: 'remote.arrived', what: 'nowhere to move the files', params: { ...incoming, after: 'move', moveTo: ' ' }, server: () => badFtp({}), code: 'REMOTE_DESTINATION_MISSING' },
  { node: 'remote.arrived', what: 'a folder that is not there', params: incoming, credentials: s3, http: () => ({ body: '<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>' }), code: 'REMOTE_FOLDER_MISSING' },
  { node: 'remote.arrived', what: 'a web page in the place of a listing', params: incoming, credentials: s3, http: () => portal, code: 'REMOTE_ANSWER_BROKEN' },
  { node: 'remote.arrived', what: 'a server that hangs up', params: incoming, server: () => badFtp({ EPSV: ({ socket }) => void socket.destroy() }), code: 'REMOTE_CONNECTION_LOST', retryable: true },
]
