import { createMemoryFiles, testNode } from '@maillon/node-sdk/testing'
import { startTestImap, trustCertificate, type TestImap } from '@maillon/test-kit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { mailRead } from './mail-read.node.js'

let server: TestImap
let restoreTrust: () => void

beforeAll(async () => {
  server = await startTestImap()
  restoreTrust = trustCertificate(server.certificate)
}, 60_000)
afterAll(async () => {
  restoreTrust()
  await server.stop()
})

const order = `From: =?utf-8?Q?Jeanne_Dupont_=C3=A9?= <jeanne@exemple.fr>
To: Commandes <commandes@exemple.fr>, b@y.io
Cc: c@z.io
Subject: =?utf-8?B?Q29tbWFuZGUgNDUxMiDDoCBsaXZyZXI=?=
Message-ID: <4512@exemple.fr>
In-Reply-To: <4000@exemple.fr>
References: <1@exemple.fr> <4000@exemple.fr>
Date: Thu, 15 Jan 2026 08:30:58 +0100
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=x

--x
Content-Type: multipart/related; boundary=y

--y
Content-Type: text/html; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable

<p>Bonjour, voici l=92id=E9e</p><img src="cid:logo">
--y
Content-Type: image/png; name=logo.png
Content-ID: <logo>
Content-Disposition: inline
Content-Transfer-Encoding: base64

iVBORw0KGgo=
--y--
--x
Content-Type: application/octet-stream
Content-Disposition: attachment; filename*=utf-8''..%2F..%2Fcommande%20%C3%A9.xlsx
Content-Transfer-Encoding: base64

UEstYnl0ZXM=
--x--
`
const note = (subject: string, more = '') => `From: paul@exemple.fr\nTo: a@b.fr\nSubject: ${subject}\nMessage-ID: <${subject}@x>\n${more}\nBonjour\n`

const read = (params: object = {}, more: object = {}) =>
  testNode(mailRead, { params: { ...params }, items: [{}], locale: 'fr', credentials: { mailbox: { type: 'imap', values: server.credential } }, ...more })
const as = (values: object) => ({ credentials: { mailbox: { type: 'imap', values: { ...server.credential, ...values } } } })

describe('mail.read', () => {
  let mailbox = 0
  /** A fresh, empty mailbox for each test. */
  let fresh: { readonly user: string }
  beforeEach(() => {
    mailbox += 1
    fresh = { user: `box-${mailbox}@exemple.fr` }
  })
  const deliver = (raw: string | Uint8Array, where: object = {}) => server.deliver(raw, { user: fresh.user, ...where })

  it('gives a mail as a row, with its attachments as files, and leaves it unread', async () => {
    await deliver(order, { at: new Date('2026-01-15T07:31:00Z') })
    const files = createMemoryFiles()
    const { error, json, outputs, effects } = await read({}, { ...as(fresh), files })
    expect(error).toBeNull()
    expect(json['main']).toEqual([
      {
        uid: 1, folder: 'INBOX', uidValidity: expect.stringMatching(/^\d+$/), receivedAt: '2026-01-15T07:31:00.000Z', isUnread: true, isFlagged: false, labels: [], size: expect.any(Number),
        messageId: '<4512@exemple.fr>', inReplyTo: '<4000@exemple.fr>', references: ['<1@exemple.fr>', '<4000@exemple.fr>'],
        from: 'jeanne@exemple.fr', fromName: 'Jeanne Dupont é', replyTo: 'jeanne@exemple.fr', to: ['commandes@exemple.fr', 'b@y.io'], cc: ['c@z.io'],
        subject: 'Commande 4512 à livrer', date: '2026-01-15T07:30:58.000Z', text: 'Bonjour, voici l’idée', html: expect.stringContaining('l’idée'), isAutomatic: false,
        attachments: [{ name: expect.stringContaining('commande é.xlsx'), mediaType: 'application/octet-stream', size: 8, file: 'attachment1' }],
      },
    ])
    const file = outputs['main']?.[0]?.files?.['attachment1']
    expect(file && Buffer.from(files.bytes(file)).toString()).toBe('PK-bytes')
    expect(effects.every(({ kind }) => kind === 'read')).toBe(true)
    expect((await read({}, as(fresh))).counts['main']).toBe(1)
    expect((await read({ attachments: 'all' }, as(fresh))).outputs['main']?.[0]?.files).toHaveProperty('attachment2')
    expect((await read({ attachments: 'none' }, as(fresh))).outputs['main']?.[0]?.files).toBeUndefined()
  })

  it('filters by sender, subject, time, words and what is read, and says where more are left', async () => {
    await deliver(order, { at: new Date('2026-01-15T07:31:00Z') })
    await deliver(note('Facture'), { at: new Date('2026-01-14T22:00:00Z') })
    await deliver(note('Ancienne'), { at: new Date('2026-01-01T10:00:00Z'), seen: true })
    const subjects = async (params: object) => (await read(params, as(fresh))).json['main']?.map((row) => row['subject'])
    expect(await subjects({ sender: 'jeanne' })).toEqual(['Commande 4512 à livrer'])
    expect(await subjects({ subject: 'à livrer' })).toEqual(['Commande 4512 à livrer'])
    expect(await subjects({ words: 'Bonjour', sender: 'paul' })).toEqual(['Facture'])
    expect(await subjects({ since: '2026-01-14T23:30' })).toEqual(['Commande 4512 à livrer'])
    expect(await subjects({ since: '14/01/2026', before: '15/01/2026' })).toEqual(['Facture'])
    expect(await subjects({ onlyUnread: false, sender: 'paul' })).toHaveLength(2)
    const limited = await read({ limit: 1, order: 'newest' }, as(fresh))
    expect(limited.counts['main']).toBe(1)
    expect(limited.logs).toContainEqual({ level: 'warn', message: 'Il y a plus de 1 courriels : les suivants n’ont pas été lus cette fois.' })
  })

  it('says which folder there is where one is misspelt', async () => {
    expect((await read({ folder: 'Trush' }, as(fresh))).error).toMatchObject({ code: 'MAIL_FOLDER_UNKNOWN', field: '/folder', hint: { fr: 'Vouliez-vous dire « Trash » ?' } })
    expect((await read({ folder: 'x"\r\nA1 DELETE y' }, as(fresh))).error).toMatchObject({ code: 'MAIL_FOLDER_UNKNOWN', kind: 'user' })
    expect((await read({ since: 'bientôt' }, as(fresh))).error).toMatchObject({ code: 'MAIL_DATE_INVALID', field: '/since' })
  })

  it('puts what can’t be read aside with a reason, and goes on', async () => {
    await deliver(note('Avant'))
    await deliver(`Subject: Gros\n\n${'x'.repeat(1_200_000)}`)
    await deliver(`Subject: Boucle\nContent-Type: multipart/mixed; boundary=b\n\n${'--b\n\n'.repeat(21_000)}--b--`)
    await deliver(`Subject: Profond\n${Array.from({ length: 150 }, (_, index) => `Content-Type: multipart/mixed; boundary=b${index}\n\n--b${index}\n`).join('')}`)
    await deliver(`${'X-Long: y\n'.repeat(120_000)}\nx`)
    await deliver(note('Après'))
    const { json, logs, error } = await read({ maxMegabytes: 1 }, as(fresh))
    const { json: larger } = await read({ maxMegabytes: 30 }, as(fresh))
    expect(error).toBeNull()
    expect(json['main']?.map((row) => row['subject'])).toEqual(['Avant', 'Après'])
    expect(json['unreadable']?.map((row) => [row['subject'], row['reason']])).toEqual([['Gros', 'too-large'], ['Boucle', 'too-many-parts'], ['Profond', 'too-deep'], ['', 'too-large']])
    expect(larger['unreadable']?.map((row) => row['reason'])).toEqual(['too-many-parts', 'too-deep', 'headers-too-large'])
    expect(larger['main']?.map((row) => row['subject'])).toEqual(['Avant', 'Gros', 'Après'])
    expect(logs.filter(({ level }) => level === 'warn')).toHaveLength(4)
  }, 60_000)

  it('takes odd mail as it comes: no headers, wrong charset, broken base64, impossible dates, hostile names', async () => {
    await deliver('\n\n')
    await deliver(`From: \nDate: Mon, 99 Foo 99999\nSubject: =?x-unknown?B?////?=\nContent-Type: text/plain; charset=x-klingon\n\nabc\xe9`)
    await deliver(
      `Subject: a\u202egpj.exe\nContent-Type: multipart/mixed; boundary=z\n\n--z\nContent-Disposition: attachment; filename="${'n'.repeat(9000)}"\nContent-Transfer-Encoding: base64\n\n!!!not base64@@@\n--z\nContent-Type: message/rfc822\n\nSubject: inside\n\nhello\n--z--`,
    )
    await deliver(Buffer.from([0, 1, 2, 255, 254, 13, 10, 0, 0]))
    const { json, error } = await read({}, as(fresh))
    expect(error).toBeNull()
    expect(json['main']).toHaveLength(4)
    expect(json['main']?.[1]).toMatchObject({ date: null, from: '' })
    expect(json['main']?.[2]).toMatchObject({ subject: 'agpj.exe', attachments: [{}, { name: 'mail-2.eml', mediaType: 'message/rfc822' }] })
  })

  it('tells mail of machines and lists from mail of people', async () => {
    for (const header of ['Auto-Submitted: auto-replied', 'Precedence: bulk', 'List-Id: <l.x.y>', 'Return-Path: <>', 'Auto-Submitted: no']) await deliver(note('m', `${header}\n`))
    const { json } = await read({}, as(fresh))
    expect(json['main']?.map((row) => row['isAutomatic'])).toEqual([true, true, true, true, false])
  })

  it('gives a body that is too long for a row as a file', async () => {
    await deliver(note('Long').replace('Bonjour', 'Bonjour '.repeat(200_000)))
    const { outputs } = await read({}, as(fresh))
    expect(outputs['main']?.[0]?.json['text']).toBeNull()
    expect(outputs['main']?.[0]?.files?.['text']).toMatchObject({ name: 'message.txt', mediaType: 'text/plain' })
  })

  it('reads over TLS and STARTTLS, and with an OAuth2 token', async () => {
    await deliver(note('Chiffré'))
    expect((await read({}, as({ ...fresh, security: 'tls', port: server.tlsPort }))).counts['main']).toBe(1)
    expect((await read({}, as({ ...fresh, security: 'starttls' }))).counts['main']).toBe(1)
    server.tokens.set('token-of-today', fresh.user)
    const asked: { url: string; form: URLSearchParams }[] = []
    const oauth = { ...fresh, login: 'microsoft', tenant: 'contoso', clientId: 'app', clientSecret: 'secret-of-the-app', refreshToken: 'refresh-secret' }
    const http = async (request: { url: string; body?: unknown }) => {
      const parts: Uint8Array[] = []
      for await (const part of request.body as AsyncIterable<Uint8Array>) parts.push(part)
      asked.push({ url: request.url, form: new URLSearchParams(Buffer.concat(parts).toString()) })
      return { json: { access_token: 'token-of-today', expires_in: 3600, token_type: 'Bearer' } }
    }
    const { error, counts } = await read({}, { ...as(oauth), http })
    expect(error).toBeNull()
    expect(counts['main']).toBe(1)
    expect(asked).toHaveLength(1)
    expect(asked[0]?.url).toBe('https://login.microsoftonline.com/contoso/oauth2/v2.0/token')
    expect(Object.fromEntries(asked[0]?.form ?? [])).toEqual({ grant_type: 'refresh_token', client_id: 'app', client_secret: 'secret-of-the-app', refresh_token: 'refresh-secret' })
  })
})
