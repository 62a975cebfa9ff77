import { createMemoryFiles, testNode } from '@maillon/node-sdk/testing'
import { startTestSmtp, type TestSmtp } from '@maillon/test-kit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { htmlToText } from './html-to-text.js'
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
  it('refuses more recipients than a message may have, over all of its fields (M10)', async () => {
    const many = (name: string) => Array.from({ length: 300 }, (_, at) => `${name}${at}@exemple.fr`)
    const { error } = await send({ to: many('a'), cc: many('b') })
    expect(error).toMatchObject({ code: 'MAIL_RECIPIENTS_EXCEEDED', kind: 'user', retryable: false, field: '/to', text: { fr: 'Trop de destinataires : 600, pour 500 au plus.' } })
  })

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

  it('sends a piece of HTML as a page that phones show well, in the typography of its language, and a whole page as it is', async () => {
    const { error } = await send({ html: '<p>Total : 5 ; merci !</p><table border="1"><tr><td>1</td></tr></table>' })
    expect(error).toBeNull()
    const piece = server.mails.at(-1)?.parsed
    expect(piece?.html).toContain('<html lang="fr">')
    expect(piece?.html).toContain('name="viewport"')
    expect(piece?.html).toContain('<p>Total\u00a0: 5\u202f; merci\u202f!</p>')
    expect(piece?.html).toMatch(/<td style="[^"]+">1</)
    expect(piece?.text?.trim()).toBe('Total : 5 ; merci !\n\n1')
    const whole = '<!doctype html><html><body><p>a</p></body></html>'
    await send({ html: whole })
    expect(server.mails.at(-1)?.parsed.html).toBe(whole)
  })

  it('shows received and chosen images inside the message, each once', async () => {
    const files = createMemoryFiles()
    const logo = files.add('logo été.png', 'PNG-1', 'image/png')
    const chart = files.add('chart.png', 'PNG-2', 'image/png')
    const sheet = files.add('ventes.xlsx', 'PK', 'application/octet-stream')
    const html = '<img src="cid:chart"><img src=\'cid:chart\'><div style="background:url(cid:logo%20%C3%A9t%C3%A9.png)"></div><p>cid:nothing</p><img src="cid:brand">'
    const items = { main: [{ json: {}, files: { chart, sheet } }, { json: {}, files: { logo } }] }
    const { error } = await send({ html, images: [{ name: 'brand', file: { id: chart.id, name: chart.name } }] }, { files, items: undefined, inputItems: items })
    expect(error).toBeNull()
    const got = server.mails.at(-1)?.parsed
    // The reader of the tests puts an image that it found into the place where it is shown, but for styles.
    expect(got?.html).toContain(`\n<img src="data:image/png;base64,${btoa('PNG-2')}"><img src='data:image/png;base64,${btoa('PNG-2')}'><div style="background:url(cid:image-2@maillon)"></div><p>cid:nothing</p><img src="data:image/png;base64,${btoa('PNG-2')}">\n`)
    expect(got?.attachments.map(({ filename, related }) => [filename, related ?? false])).toEqual([['chart.png', true], ['logo été.png', true], ['ventes.xlsx', false]])
    expect((await send({ html: '<img src="cid:absent">' })).error).toMatchObject({ code: 'MAIL_IMAGE_MISSING', field: '/html' })
  })

  it('answers in the thread, and never a machine', async () => {
    const { error } = await send({ inReplyTo: '{{item.messageId}}', references: ['<1@x>', '<4512@x>'] }, { items: [{ messageId: '<4512@x>' }], mode: 'each' })
    expect(error).toBeNull()
    const { parsed, raw } = server.mails.at(-1) ?? {}
    expect(parsed?.inReplyTo).toBe('<4512@x>')
    expect(parsed?.references).toEqual(['<1@x>', '<4512@x>'])
    expect(raw).toContain('Auto-Submitted: auto-replied')
    const count = server.mails.length
    expect((await send({ inReplyTo: '<a@x>\r\nBcc: evil@z.io' })).error).toMatchObject({ code: 'MAIL_THREAD_INVALID', field: '/inReplyTo' })
    expect((await send({ inReplyTo: '<a@x>', references: ['pas un id du tout'] })).error).toMatchObject({ code: 'MAIL_THREAD_INVALID', field: '/references/0' })
    expect((await send({ inReplyTo: '<a@x>', to: ['MAILER-DAEMON@exemple.fr'] })).error).toMatchObject({ code: 'MAIL_REPLY_TO_MACHINE', field: '/to' })
    expect(server.mails.length).toBe(count)
  })

  it('shows in a dry run the whole mail with its files, and sends nothing', async () => {
    const files = createMemoryFiles()
    const count = server.mails.length
    const { json } = await send({}, { files, isDryRun: true, items: undefined, inputItems: { main: [{ json: {}, files: { f: files.add('a.txt', 'abc') } }] } })
    expect(json['main']?.[0]).toMatchObject({ to: ['jeanne@exemple.fr'], attachments: [{ name: 'a.txt', size: 3 }], inReplyTo: null })
    expect(server.mails.length).toBe(count)
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
    expect((await tls('starttls')).error).toMatchObject({ code: 'MAIL_STARTTLS_MISSING', kind: 'user' })
    expect((await tls('tls')).error).toMatchObject({ code: 'MAIL_PORT_WITHOUT_TLS', kind: 'user' })
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

describe('the text made from HTML', () => {
  it('takes hostile HTML in one pass', () => {
    for (const html of ['<a href=x '.repeat(200_000), '<a href=x>'.repeat(200_000), '<!--'.repeat(300_000), '<style>'.repeat(200_000), '<'.repeat(500_000), `<p>${'&#x41;'.repeat(200_000)}`]) {
      const startedAt = performance.now()
      htmlToText(html)
      expect(performance.now() - startedAt).toBeLessThan(2000)
    }
    expect(htmlToText('<head><title>x</title></head>a<script>alert("</p>")</script>b<br>c &lt;d&gt; <a href="https://x.fr">ici</a>')).toBe('ab\nc <d> ici (https://x.fr)')
  })
})

describe('recipients of the directory', () => {
  const recipients = [
    { id: 'r1', name: 'Jeanne', type: 'email' as const, address: 'jeanne@exemple.fr', isActive: true, groups: ['Direction'] },
    { id: 'r2', name: 'Ali', type: 'email' as const, address: 'ali@exemple.fr', isActive: true, groups: ['Direction'] },
    { id: 'r3', name: 'Zoé', type: 'email' as const, address: 'zoe@exemple.fr', isActive: false, groups: ['Direction'] },
    { id: 'r4', name: 'Max', type: 'sms' as const, address: '+33612345678', isActive: true, groups: ['Direction'] },
  ]
  const choice = { recipients: [{ kind: 'group', id: 'Direction', name: 'Direction' }] }

  it('get the mail together with those written down, nobody twice, and only who is active', async () => {
    const { error, logs } = await send(choice, { workspace: { recipients } })
    expect(error).toBeNull()
    expect(server.mails.at(-1)?.envelope.to).toEqual(['jeanne@exemple.fr', 'ali@exemple.fr'])
    expect(logs).toMatchObject([{ level: 'info', message: 'Zoé est inactif dans l’annuaire : laissé de côté.' }])
  })

  it('are needed where no address is written down', async () => {
    const { error } = await send({ ...choice, to: [] }, { workspace: { recipients: [] } })
    expect(error).toMatchObject({ code: 'MAIL_RECIPIENT_MISSING', kind: 'user', field: '/to' })
  })
})
