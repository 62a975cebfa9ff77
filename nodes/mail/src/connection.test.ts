import { isMaillonError, type OpenCredential } from '@maillon/node-sdk'
import { startScriptedServer, startTestImap, startTestSmtp, trustCertificate, type ScriptedConnection, type TestImap, type TestSmtp } from '@maillon/test-kit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testImap, testSmtp } from './test-connection.js'

let imap: TestImap
let smtp: TestSmtp

beforeAll(async () => {
  imap = await startTestImap()
  smtp = await startTestSmtp()
}, 60_000)
afterAll(async () => {
  await imap.stop()
  await smtp.stop()
})

type Answer = { readonly status: number; readonly text: string }

/** What the test button would say. `ok`, or the code and the sentence of the refusal. */
async function press(test: typeof testImap, values: object, answer?: Answer) {
  const credential = { id: 'c', name: 'Compte', type: 'imap', values: values as OpenCredential['values'] }
  const response = { headers: {}, url: '', status: answer?.status ?? 500, text: async () => answer?.text ?? '', bytes: async () => new Uint8Array(), async *stream() {} }
  const context = { signal: new AbortController().signal, patienceMs: 2000, resolveHost: () => Promise.resolve({ address: '127.0.0.1', family: 4 as const }), http: { request: async () => response } }
  try {
    return { code: 'ok', kind: '', retryable: false, fr: (await test(credential, context)).text.fr, all: '' }
  } catch (error) {
    if (!isMaillonError(error)) throw error
    const { code, kind, retryable, text } = error.info
    return { code, kind, retryable, fr: text?.fr ?? '', all: JSON.stringify(error.info) }
  }
}

/** An IMAP server that answers the login with this. */
async function imapSaying(login: string, more: { readonly capabilities?: string } = {}) {
  const server = await startScriptedServer({
    greeting: `* OK [CAPABILITY IMAP4rev1 ${more.capabilities ?? 'AUTH=PLAIN'}] ready`,
    answer: (line, { say }) => {
      const tag = line.split(' ')[0] ?? ''
      if (/ CAPABILITY$/i.test(line)) {
        say(`* CAPABILITY IMAP4rev1 ${more.capabilities ?? 'AUTH=PLAIN'}`)
        return say(`${tag} OK done`)
      }
      if (/ AUTHENTICATE PLAIN$/i.test(line)) return say('+ ')
      if (/ AUTHENTICATE XOAUTH2 /i.test(line)) return say(`${tag} ${login}`)
      if (/^[A-Za-z0-9+/=]{10,}$/.test(line)) return say(`${tagOf(server.lines)} ${login}`)
      if (/ LOGOUT$/i.test(line)) return say(`${tag} OK bye`)
    },
  })
  return server
}
const tagOf = (lines: readonly string[]) => lines.findLast((line) => / AUTHENTICATE /i.test(line))?.split(' ')[0] ?? ''

describe('the connection test of a mailbox', () => {
  it('says what it found', async () => {
    expect(await press(testImap, imap.credential)).toMatchObject({ code: 'ok', fr: 'Connecté à localhost : 0 courriel(s) dans la boîte de réception, 2 dossier(s).' })
  })

  it.each([
    ['a wrong password', {}, { password: 'wrong-password' }, 'MAIL_LOGIN_REFUSED'],
    ['TLS on the plain port', {}, { security: 'tls' }, 'MAIL_PORT_WITHOUT_TLS'],
    ['a certificate that nobody knows', {}, { security: 'starttls' }, 'MAIL_CERTIFICATE_REFUSED'],
    ['no password', {}, { password: '' }, 'MAIL_ACCOUNT_MISSING'],
  ] as const)('names the cause: %s', async (...[, , change, code]) => {
    const answer = await press(testImap, { ...imap.credential, ...change })
    expect(answer).toMatchObject({ code, kind: 'user', retryable: false })
    expect(answer.all).not.toContain('secret-imap-password')
    expect(answer.all).not.toContain('wrong-password')
  })

  it('names the cause: a name that the certificate does not have', async () => {
    const restore = trustCertificate(imap.certificate)
    try {
      expect(await press(testImap, { ...imap.credential, security: 'starttls' })).toMatchObject({ code: 'ok' })
      expect(await press(testImap, { ...imap.credential, security: 'starttls', host: 'imap.exemple.fr' })).toMatchObject({ code: 'MAIL_CERTIFICATE_REFUSED' })
    } finally {
      restore()
    }
  })

  it.each([
    ['outlook.office365.com', 'NO AUTHENTICATE failed.', {}, 'MAIL_PASSWORD_NOT_ACCEPTED', false],
    ['mail.exemple.fr', 'NO [AUTHENTICATIONFAILED] Basic authentication is disabled.', {}, 'MAIL_PASSWORD_NOT_ACCEPTED', false],
    ['imap.gmail.com', 'NO [ALERT] Application-specific password required', {}, 'MAIL_APP_PASSWORD_NEEDED', false],
    ['imap.gmail.com', 'NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)', {}, 'MAIL_APP_PASSWORD_NEEDED', false],
    ['imap.mail.yahoo.com', 'NO [AUTHENTICATIONFAILED] LOGIN Invalid credentials', {}, 'MAIL_APP_PASSWORD_NEEDED', false],
    ['mail.exemple.fr', 'NO [AUTHENTICATIONFAILED] Authentication failed.', {}, 'MAIL_LOGIN_REFUSED', false],
    ['mail.exemple.fr', 'NO [UNAVAILABLE] Temporary authentication failure.', {}, 'MAIL_SERVER_BUSY', true],
  ] as const)('names the cause at %s: %s', async (...[host, login, , code, retryable]) => {
    const server = await imapSaying(login)
    const answer = await press(testImap, { ...imap.credential, host, port: server.port })
    expect(answer).toMatchObject({ code, retryable })
    await server.stop()
  })

  it('names the cause where a token is refused, or is not given', async () => {
    const server = await imapSaying('NO AUTHENTICATE failed.', { capabilities: 'AUTH=XOAUTH2' })
    const oauth = { ...imap.credential, host: 'outlook.office365.com', port: server.port, login: 'microsoft', clientId: 'app', clientSecret: 'secret-of-the-app', refreshToken: 'refresh-secret-1' }
    const given = { status: 200, text: '{"access_token":"tok-12345678"}' }
    const refusals = [
      [given, 'MAIL_TOKEN_REFUSED', false],
      [{ status: 400, text: '{"error":"invalid_grant","error_description":"AADSTS700082: The refresh token refresh-secret-1 has expired"}' }, 'MAIL_CONSENT_ENDED', false],
      [{ status: 401, text: '{"error":"invalid_client","error_description":"AADSTS7000222: client secret expired"}' }, 'MAIL_APPLICATION_REFUSED', false],
      [{ status: 503, text: 'busy' }, 'MAIL_TOKEN_UNAVAILABLE', true],
      [{ status: 200, text: 'not json' }, 'MAIL_APPLICATION_REFUSED', false],
    ] as const
    for (const [answer, code, retryable] of refusals) {
      const found = await press(testImap, oauth, answer)
      expect(found).toMatchObject({ code, retryable })
      expect(found.all).not.toMatch(/refresh-secret-1|secret-of-the-app|tok-12345678/)
    }
    await server.stop()
  })

  it('tells a server that is away, silent, cut off, or no mail server at all', async () => {
    const away = await startScriptedServer({ answer: () => undefined })
    await away.stop()
    expect(await press(testImap, { ...imap.credential, port: away.port })).toMatchObject({ code: 'MAIL_SERVER_UNREACHABLE', retryable: true })
    const web = await startScriptedServer({ greeting: 'HTTP/1.1 400 Bad Request\r\nServer: x\r\n\r\n<html>', answer: () => undefined })
    expect((await press(testImap, { ...imap.credential, port: web.port })).code).toMatch(/^MAIL_(?:SERVER_NOT_IMAP|GREETING_MISSING)$/)
    await web.stop()
    const silent = await startScriptedServer({ answer: () => undefined })
    expect(await press(testImap, { ...imap.credential, port: silent.port })).toMatchObject({ code: 'MAIL_GREETING_MISSING', retryable: true })
    await silent.stop()
    const cut = await startScriptedServer({ greeting: '* OK ready', answer: (_, { socket }) => socket.destroy() })
    expect(await press(testImap, { ...imap.credential, port: cut.port })).toMatchObject({ retryable: true })
    await cut.stop()
  }, 60_000)

  it('gives up on answers beyond all measure, whatever the server announces', async () => {
    const huge = (script: (line: string, connection: ScriptedConnection) => void) => startScriptedServer({ greeting: '* OK ready', answer: script })
    const literal = await huge((line, { say }) => (line.endsWith(' CAPABILITY') ? say('* CAPABILITY {4000000000}') : undefined))
    expect(await press(testImap, { ...imap.credential, port: literal.port })).toMatchObject({ code: 'MAIL_ANSWER_TOO_LARGE', retryable: false })
    await literal.stop()
    const endless = await huge((line, { socket }) => {
      const pour = () => {
        while (!socket.destroyed && socket.write('x'.repeat(65_536))) if (socket.destroyed) return
      }
      if (/ (?:CAPABILITY|LOGIN|AUTHENTICATE)/.test(line)) {
        socket.on('drain', pour)
        pour()
      }
    })
    expect(await press(testImap, { ...imap.credential, port: endless.port })).toMatchObject({ code: 'MAIL_ANSWER_TOO_LARGE', retryable: false })
    await endless.stop()
  }, 60_000)
})

describe('the connection test of a mail server for sending', () => {
  it('logs in without sending anything', async () => {
    expect(await press(testSmtp as typeof testImap, smtp.credential)).toMatchObject({ code: 'ok', fr: 'Connecté à 127.0.0.1, prêt à envoyer. Aucun courriel n’est parti.' })
    expect(smtp.mails).toEqual([])
  })

  it.each([
    ['smtp.office365.com', '535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox.', 'MAIL_SMTP_SWITCHED_OFF'],
    ['smtp.office365.com', '535 5.7.139 Authentication unsuccessful, basic authentication is disabled.', 'MAIL_PASSWORD_NOT_ACCEPTED'],
    ['smtp.gmail.com', '534 5.7.9 Application-specific password required.', 'MAIL_APP_PASSWORD_NEEDED'],
    ['smtp.exemple.fr', '535 5.7.8 Authentication credentials invalid', 'MAIL_LOGIN_REFUSED'],
    ['smtp.exemple.fr', '454 4.7.0 Temporary authentication failure', 'MAIL_SERVER_BUSY'],
  ] as const)('names the cause at %s: %s', async (...[host, answer, code]) => {
    const server = await startScriptedServer({
      greeting: '220 ready',
      answer: (line, { say }) => {
        if (/^EHLO/i.test(line)) {
          say('250-hello')
          return say('250 AUTH PLAIN')
        }
        return say(/^AUTH/i.test(line) ? answer : '221 bye')
      },
    })
    expect(await press(testSmtp as typeof testImap, { ...smtp.credential, host, port: server.port })).toMatchObject({ code })
    await server.stop()
  })

  it('logs in with a token, and says where there is no TLS', async () => {
    expect(await press(testSmtp as typeof testImap, { ...smtp.credential, security: 'starttls' })).toMatchObject({ code: 'MAIL_STARTTLS_MISSING' })
    expect(await press(testSmtp as typeof testImap, { ...smtp.credential, security: 'tls' })).toMatchObject({ code: 'MAIL_PORT_WITHOUT_TLS' })
    const server = await startScriptedServer({
      greeting: '220 ready',
      answer: (line, { say }) => {
        if (/^EHLO/i.test(line)) {
          say('250-hello')
          return say('250 AUTH XOAUTH2')
        }
        if (/^AUTH XOAUTH2 /i.test(line)) return say(Buffer.from(line.slice(13), 'base64').toString() === 'user=a@contoso.fr\u0001auth=Bearer tok-12345678\u0001\u0001' ? '235 ok' : '535 no')
        return say('221 bye')
      },
    })
    const oauth = { ...smtp.credential, port: server.port, user: 'a@contoso.fr', password: '', login: 'google', clientId: 'x', clientSecret: 'y', refreshToken: 'z' }
    expect(await press(testSmtp as typeof testImap, oauth, { status: 200, text: '{"access_token":"tok-12345678"}' })).toMatchObject({ code: 'ok' })
    await server.stop()
  })
})
