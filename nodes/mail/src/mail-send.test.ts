import { createMemoryFiles, testNode } from '@maillon/node-sdk/testing'
import { startTestSmtp, type TestSmtp } from '@maillon/test-kit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { mailSend } from './mail-send.node.js'

let server: TestSmtp

beforeAll(async () => {
  server = await startTestSmtp()
})
afterAll(() => server.stop())
beforeEach(() => server.trouble('none'))

const mail = { to: ['Jeanne Dupont <jeanne@exemple.fr>'], subject: 'Ventes', html: '<p>Bonjour</p>' }

const send = (params: object = {}, more: object = {}) =>
  testNode(mailSend, { params: { ...mail, ...params }, items: [{ a: 1 }], locale: 'fr', credentials: { smtp: { type: 'smtp', values: server.credential } }, ...more })

describe('mail.send', () => {
  it('sends HTML, the text made from it, and the files received', async () => {
    const files = createMemoryFiles()
    const ref = files.add('ventes é.xlsx', 'PK-bytes', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
    const html = '<p>Bonjour &eacute;quipe,</p><ul><li>Caf&eacute;</li></ul><a href="https://exemple.fr/x">le lien</a>'
    const { error, json } = await send({ html, priority: 'high', cc: ['b@y.io'], bcc: ['c@z.io'] }, { files, items: undefined, inputItems: { main: [{ json: {}, files: { workbook: ref } }] } })
    expect(error).toBeNull()
    const got = server.mails.at(-1)
    expect(got?.envelope).toEqual({ from: 'rapports@exemple.fr', to: ['jeanne@exemple.fr', 'b@y.io', 'c@z.io'] })
    expect(got?.parsed.from?.value[0]).toMatchObject({ name: 'Rapports', address: 'rapports@exemple.fr' })
    expect(got?.parsed.subject).toBe('Ventes')
    expect(got?.parsed.text?.trim()).toBe('Bonjour équipe,\n\n- Café\n\nle lien (https://exemple.fr/x)')
    expect(got?.parsed.attachments.map(({ filename, content }) => [filename, content.toString()])).toEqual([['ventes é.xlsx', 'PK-bytes']])
    expect(got?.parsed.headers.get('auto-submitted')).toBe('auto-generated')
    expect(got?.raw).toContain('X-Priority: 1 (Highest)')
    expect(got?.raw).not.toContain('c@z.io')
    expect(json['main']).toEqual([{ messageId: got?.parsed.messageId, subject: 'Ventes', accepted: ['jeanne@exemple.fr', 'b@y.io', 'c@z.io'], rejected: [], alreadySentAt: null }])
  })

  it('sends one mail for all items by default, and one for each where asked', async () => {
    const before = server.mails.length
    await send({}, { items: [{ a: 1 }, { a: 2 }] })
    expect(server.mails.length).toBe(before + 1)
    await send({}, { items: [{ a: 1 }, { a: 2 }], mode: 'each' })
    expect(server.mails.length).toBe(before + 3)
    expect(new Set(server.mails.slice(-2).map(({ parsed }) => parsed.messageId)).size).toBe(2)
  })

  it('skips what an earlier attempt has sent, and asks where one was cut off', async () => {
    const first = await send()
    const count = server.mails.length
    const again = await send({}, { state: Object.fromEntries(first.state) })
    expect(server.mails.length).toBe(count)
    expect(again.json['main']?.[0]).toMatchObject({ alreadySentAt: '2026-01-15T08:00:00.000Z' })
    const key = [...first.state.keys()][0] ?? ''
    const cut = { [key]: { status: 'sending', at: '2026-01-15T08:00:00.000Z' } }
    expect((await send({}, { state: cut })).error).toMatchObject({ code: 'SEND_OUTCOME_UNKNOWN', retryable: false })
    expect((await send({ ifUnknown: 'again' }, { state: cut })).error).toBeNull()
    expect(server.mails.length).toBe(count + 1)
  })

  it('passes over a single refused recipient with a warning', async () => {
    const { json, logs, error } = await send({ to: ['jeanne@exemple.fr', 'nobody@exemple.fr'] })
    expect(error).toBeNull()
    expect(json['main']?.[0]).toMatchObject({ accepted: ['jeanne@exemple.fr'], rejected: ['nobody@exemple.fr'] })
    expect(logs).toContainEqual({ level: 'warn', message: 'Le serveur a refusé le destinataire nobody@exemple.fr.' })
  })
})

describe('a mail server in trouble', () => {
  it.each([
    ['refuse-login', 'MAIL_LOGIN_REFUSED', 'user', false],
    ['refuse-recipients', 'MAIL_RECIPIENT_REFUSED', 'user', false],
    ['greylist-recipients', 'MAIL_SERVER_BUSY', 'operational', true],
    ['refuse-message', 'MAIL_MESSAGE_REFUSED', 'operational', false],
    ['busy', 'MAIL_SERVER_BUSY', 'operational', true],
    ['cut', 'MAIL_OUTCOME_UNKNOWN', 'operational', false],
  ] as const)('%s becomes %s', async (...[trouble, code, kind, retryable]) => {
    server.trouble(trouble)
    const { error, state } = await send()
    expect(error).toMatchObject({ code, kind, retryable })
    expect([...state.values()][0]).toMatchObject({ status: trouble === 'cut' ? 'sending' : 'failed' })
    expect(JSON.stringify(error)).not.toContain(server.credential.password)
  })

  it('is unreachable, or does not speak TLS', async () => {
    const gone = await startTestSmtp()
    await gone.stop()
    expect((await send({}, { credentials: { smtp: { type: 'smtp', values: gone.credential } } })).error).toMatchObject({ code: 'MAIL_SERVER_UNREACHABLE', retryable: true })
    const tls = (security: string) => send({}, { credentials: { smtp: { type: 'smtp', values: { ...server.credential, security } } } })
    expect((await tls('starttls')).error).toMatchObject({ code: 'MAIL_TLS_FAILED', kind: 'user' })
    expect((await tls('tls')).error).toMatchObject({ code: 'MAIL_TLS_FAILED', kind: 'user' })
  })

  it('asks for an account where none is chosen', async () => {
    expect((await send({}, { credentials: {} })).error).toMatchObject({ code: 'MAIL_ACCOUNT_MISSING', kind: 'user' })
  })
})

describe('attacks by mail', () => {
  it.each(['a@x.io\r\nBcc: evil@z.io', 'a@x.io, evil@z.io', 'g: evil@z.io;', '"evil@z.io x"@internal', '<a@x.io> <evil@z.io>', 'a@x.io\u0000', 'a', '', `${'a'.repeat(400)}@x.io`])(
    'refuses the address %j in each field',
    async (address) => {
      const before = server.mails.length
      for (const [params, field] of [[{ to: [address] }, '/to/0'], [{ cc: [address] }, '/cc/0'], [{ bcc: [address] }, '/bcc/0']] as const) {
        const { error } = await send(params)
        expect(error).toMatchObject({ kind: 'user', retryable: false, field })
      }
      expect(server.mails.length).toBe(before)
    },
  )

  it('refuses a line break in the subject', async () => {
    expect((await send({ subject: 'Bonjour\r\nBcc: evil@z.io' })).error).toMatchObject({ code: 'MAIL_SUBJECT_INVALID', field: '/subject' })
  })

  it('escapes what data brings into the HTML', async () => {
    await send({ html: '<p>{{item.nom}}</p>' }, { items: [{ nom: '<img src=x onerror=alert(1)>' }], mode: 'each' })
    expect(server.mails.at(-1)?.parsed.html).toContain('&lt;img')
  })

  it('refuses attachments beyond the bound', async () => {
    const files = createMemoryFiles()
    const ref = { ...files.add('gros.bin', 'x'), size: 40 * 1024 * 1024 }
    const { error } = await send({}, { files, items: undefined, inputItems: { main: [{ json: {}, files: { f: ref } }] } })
    expect(error).toMatchObject({ code: 'MAIL_ATTACHMENTS_TOO_LARGE', field: '/attach' })
  })
})
