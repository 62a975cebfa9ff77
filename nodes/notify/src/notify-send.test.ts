import { MaillonError, type JsonObject } from '@maillon/node-sdk'
import { testNode, type TestNodeOptions } from '@maillon/node-sdk/testing'
import { outsideHttp, type OutsideHttp, type TestCredentials } from '@maillon/node-host/testing'
import { FakeChats, FakeTwilio, startOutside, startTestSmtp, type OutsideServer, type TestSmtp } from '@maillon/test-kit'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { notifySend } from './notify-send.node.js'

let chats: FakeChats
let twilio: FakeTwilio
let chatServer: OutsideServer
let twilioServer: OutsideServer
let smtp: TestSmtp
let out: OutsideHttp

beforeAll(async () => {
  smtp = await startTestSmtp()
})
afterAll(() => smtp.stop())
beforeEach(async () => {
  chats = new FakeChats()
  twilio = new FakeTwilio()
  chatServer = await startOutside(chats.answer)
  twilioServer = await startOutside(twilio.answer)
})
afterEach(async () => {
  await out.close()
  await chatServer.stop()
  await twilioServer.stop()
})

function accounts(change: TestCredentials = {}): TestCredentials {
  const hooks = ['slack', 'teams', 'google-chat', 'discord', 'mattermost', 'chime', 'webhook'].map(
    (service) => [service, { type: 'webhook-url', values: { url: `${chatServer.url}/${service}/secret-path` } }] as const,
  )
  return {
    ...Object.fromEntries(hooks),
    twilio: { type: 'twilio', values: { ...twilio.credential, address: twilioServer.url } },
    email: { type: 'smtp', values: smtp.credential },
    ...change,
  }
}

const send = (params: JsonObject, more: TestNodeOptions = {}, credentials = accounts()) => {
  out = outsideHttp(credentials)
  return testNode(notifySend, {
    params: { message: 'Fini : 3 < 4 @channel', ...params },
    items: [{ a: 1 }],
    credentials,
    http: out.http,
    locale: 'fr',
    ...more,
  })
}
const post = (channel: string, message: string) => send({ channels: [{ channel }], message })

describe('a chat', () => {
  it.each([
    ['slack', { text: 'Fini : 3 &lt; 4 &lt;!channel&gt;' }, null],
    [
      'teams',
      {
        type: 'message',
        attachments: [
          {
            contentType: 'application/vnd.microsoft.card.adaptive',
            content: { type: 'AdaptiveCard', body: [{ text: 'Test' }, { text: 'Fini : 3 < 4 <!channel>', wrap: true }] },
          },
        ],
      },
      null,
    ],
    ['google-chat', { text: 'Fini : 3 < 4 <!channel>' }, 'spaces/A/messages/B.C'],
    ['discord', { content: 'Fini : 3 < 4 <!channel>', allowed_mentions: { parse: [] } }, '1290000000000000001'],
    ['mattermost', { text: 'Fini : 3 < 4 <!channel>' }, null],
    ['chime', { Content: 'Fini : 3 < 4 <!channel>' }, 'chime-1'],
    ['webhook', { message: 'Fini : 3 < 4 <!channel>', flow: 'Test', run: 'run-1', at: '2026-01-15T08:00:00.000Z' }, null],
  ])('gets what %s documents, once for all items', async (channel, body, reference) => {
    const { json, error } = await send({ channels: [{ channel }], message: 'Fini : 3 < 4 <!channel>' }, { items: [{ a: 1 }, { a: 2 }] })
    expect(error).toBeNull()
    expect(chats.posts).toHaveLength(1)
    expect(chats.posts[0]).toMatchObject({ service: channel, body })
    expect(json['main']).toEqual([{ channel, to: null, recipient: null, message: 'Fini : 3 < 4 <!channel>', reference, alreadySentAt: null, error: null, code: null }])
  })

  it('never calls everybody because of data', async () => {
    for (const [channel, message] of [
      ['mattermost', '@all @here'],
      ['google-chat', '<users/all>'],
      ['chime', '@All'],
    ] as const) {
      await post(channel, message)
      await out.close()
    }
    expect(chats.posts.map(({ body }) => body['text'] ?? body['Content'])).toEqual(['@\u200ball @\u200bhere', '<\u200busers/all>', '@\u200bAll'])
  })

  it.each([
    [429, { 'retry-after': '60' }, 'NOTIFY_CHANNEL_BUSY', true],
    [500, {}, 'NOTIFY_CHANNEL_BUSY', true],
    [404, {}, 'NOTIFY_ADDRESS_REFUSED', false],
    [400, {}, 'NOTIFY_MESSAGE_REFUSED', false],
  ])('says what an answer of %i means, without the secret address', async (status, headers, code, retryable) => {
    chats.trouble['slack'] = [{ status, headers: headers as Record<string, string> }]
    const { error } = await post('slack', 'x')
    expect(error).toMatchObject({ code, retryable, ...(status === 429 ? { retryAfterMs: 60_000 } : {}) })
    expect(JSON.stringify(error)).not.toContain('secret-path')
  })

  it('waits in place for a short while where it is told to, as Discord does with parts of a second', async () => {
    chats.trouble['discord'] = [{ status: 429, headers: { 'retry-after': '0.3' }, json: { retry_after: 0.3 } }]
    expect((await post('discord', 'x')).json['main']).toHaveLength(1)
    expect(chats.posts).toHaveLength(1)
  })

  it('says that Chime is closed, and hears what Teams only says in words', async () => {
    chats.trouble['chime'] = [{ status: 403 }]
    expect((await post('chime', 'x')).error?.hint?.fr).toContain('fermé Chime le 20 février 2026')
    await out.close()
    chats.trouble['teams'] = [{ body: 'Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 429' }]
    expect((await post('teams', 'x')).error).toMatchObject({ code: 'NOTIFY_CHANNEL_BUSY', retryable: true })
  })

  it('says that nobody knows where the connection broke, and asks before sending again', async () => {
    const credentials = accounts()
    out = outsideHttp(credentials)
    const cut = await testNode(notifySend, {
      params: { message: 'x', channels: [{ channel: 'slack' }], ifUnknown: 'stop' },
      items: [{}],
      credentials,
      http: () => Promise.reject(broken()),
    })
    expect(cut.error).toMatchObject({ code: 'NOTIFY_SENDING_OUTCOME_UNKNOWN', retryable: false, field: '/ifUnknown' })
    const next = await testNode(notifySend, {
      params: { message: 'x', channels: [{ channel: 'slack' }], ifUnknown: 'stop' },
      items: [{}],
      credentials,
      http: out.http,
      state: Object.fromEntries(cut.state),
    })
    expect(next.error?.code).toBe('SEND_OUTCOME_UNKNOWN')
    expect(chats.posts).toHaveLength(0)
  })
})

describe('WhatsApp and SMS by Twilio', () => {
  const whatsapp = (more: JsonObject = {}) => ({ channels: [{ channel: 'whatsapp', to: ['+33 6 12 34 56 78'], ...more }] })

  it('sends free text within the 24 hours, with a picture', async () => {
    twilio.openWindows.add('+33612345678')
    const { json, error } = await send(whatsapp({ mediaUrl: 'https://exemple.fr/graphique.png' }))
    expect(error).toBeNull()
    expect(twilio.messages[0]?.form).toEqual({
      To: 'whatsapp:+33612345678',
      From: 'whatsapp:+33700000000',
      Body: 'Fini : 3 < 4 @channel',
      MediaUrl: 'https://exemple.fr/graphique.png',
    })
    expect(json['main']?.[0]).toMatchObject({ channel: 'whatsapp', to: '+33 6 12 34 56 78', reference: twilio.messages[0]?.sid })
  })

  it('says that the 24 hours are over, and where to choose a template (63016)', async () => {
    const { error } = await send(whatsapp())
    expect(error).toMatchObject({
      code: 'NOTIFY_WHATSAPP_WINDOW_CLOSED',
      kind: 'user',
      retryable: false,
      field: '/channels/0/whatsappMode',
      details: 'Twilio 63016: undelivered',
    })
    expect(error?.text?.fr).toContain('24 heures')
    expect(error?.hint?.en).toContain('approved template')
  })

  it('sends an approved template with its values as texts', async () => {
    const contentSid = `HX${'a'.repeat(32)}`
    const { error } = await send(
      whatsapp({
        whatsappMode: 'template',
        contentSid,
        contentVariables: [
          { name: '1', value: '{{item.a}}' },
          { name: 'total', value: 12.5 },
        ],
      }),
      { mode: 'each' },
    )
    expect(error).toBeNull()
    expect(twilio.messages[0]?.form).toEqual({
      To: 'whatsapp:+33612345678',
      From: 'whatsapp:+33700000000',
      ContentSid: contentSid,
      ContentVariables: '{"1":"1","total":"12.5"}',
    })
    await out.close()
    expect((await send(whatsapp({ whatsappMode: 'template' }))).error).toMatchObject({ code: 'NOTIFY_TEMPLATE_MISSING', field: '/channels/0/contentSid' })
  })

  it('sends texts, and says why one is refused', async () => {
    twilio.unsubscribed.add('+33600000009')
    const { json, error } = await send({ channels: [{ channel: 'sms', to: ['+33612345678', '+33600000009', '06 12'] }] })
    expect(error).toBeNull()
    expect(twilio.messages.map(({ form }) => form['From'])).toEqual(['+33700000001'])
    expect(json['failed']).toEqual([
      expect.objectContaining({ to: '+33600000009', code: 'NOTIFY_RECIPIENT_UNSUBSCRIBED' }),
      expect.objectContaining({ to: '06 12', code: 'NOTIFY_NUMBER_INVALID', error: '« 06 12 » n’est pas un numéro complet.' }),
    ])
  })

  it('tells a wrong account, a missing sender and a busy service apart', async () => {
    const wrong = accounts({ twilio: { type: 'twilio', values: { ...twilio.credential, authToken: 'canary-wrong', address: twilioServer.url } } })
    const refused = await send({ channels: [{ channel: 'sms', to: ['+33612345678'] }] }, {}, wrong)
    expect(refused.error).toMatchObject({ code: 'NOTIFY_ACCOUNT_REFUSED' })
    expect(JSON.stringify(refused.error)).not.toContain('canary')
    await out.close()
    const { smsFrom: _, ...noSender } = twilio.credential
    expect(
      (
        await send(
          { channels: [{ channel: 'sms', to: ['+33612345678'] }] },
          {},
          accounts({ twilio: { type: 'twilio', values: { ...noSender, address: twilioServer.url } } }),
        )
      ).error,
    ).toMatchObject({ code: 'NOTIFY_SENDER_MISSING' })
    await out.close()
    twilio.busy = 2
    expect((await send({ channels: [{ channel: 'sms', to: ['+33612345678'] }] })).error).toMatchObject({
      code: 'NOTIFY_CHANNEL_BUSY',
      retryable: true,
      retryAfterMs: 1000,
    })
  })
})

it('mails each recipient apart, and says which address is none', async () => {
  const before = smtp.mails.length
  const { json } = await send({
    subject: 'Rapport\r\nBcc: evil@x.io',
    channels: [{ channel: 'email', to: ['jeanne@exemple.fr', 'Paul <paul@exemple.fr>', 'a@x.io\r\nBcc: evil@x.io', 'jeanne@exemple.fr', 'nobody@exemple.fr'] }],
  })
  const mails = smtp.mails.slice(before)
  expect(mails.map(({ envelope }) => envelope.to)).toEqual([['jeanne@exemple.fr'], ['paul@exemple.fr']])
  expect(mails[0]?.parsed).toMatchObject({ subject: 'Rapport Bcc: evil@x.io', text: expect.stringContaining('Fini : 3 < 4 @channel') })
  expect(json['main']).toHaveLength(2)
  expect(json['failed']?.map(({ code }) => code)).toEqual(['MAIL_ADDRESS_INVALID', 'MAIL_RECIPIENT_REFUSED'])
})

describe('several channels', () => {
  const both = { channels: [{ channel: 'slack', message: 'Pour Slack' }, { channel: 'discord' }, { channel: 'webhook' }] }

  it('are all told, each with its own message or the common one; what fails is a row and a warning', async () => {
    chats.trouble['discord'] = [{ status: 404 }]
    const { json, error, logs } = await send(both)
    expect(error).toBeNull()
    expect(chats.posts.map(({ service, body }) => [service, body['text'] ?? body['message']])).toEqual([
      ['slack', 'Pour Slack'],
      ['webhook', 'Fini : 3 < 4 @channel'],
    ])
    expect(json['failed']).toEqual([
      {
        channel: 'discord',
        to: null,
        recipient: null,
        message: 'Fini : 3 < 4 @channel',
        reference: null,
        alreadySentAt: null,
        error: 'Discord ne connaît plus cette adresse de webhook (404).',
        code: 'NOTIFY_ADDRESS_REFUSED',
      },
    ])
    expect(logs).toEqual([expect.objectContaining({ level: 'warn', message: 'Discord : Discord ne connaît plus cette adresse de webhook (404).' })])
  })

  it('fail the step where that is wanted, after all were tried; the next attempt tells only those that are missing', async () => {
    chats.trouble['discord'] = [{ status: 503 }]
    const first = await send({ ...both, ifFailed: 'fail' })
    expect(first.error).toMatchObject({
      code: 'NOTIFY_SOME_FAILED',
      retryable: true,
      text: { fr: '1 message(s) sur 3 ne sont pas partis : Discord — Discord ne prend pas le message pour l’instant (503).' },
    })
    await out.close()
    const again = await send({ ...both, ifFailed: 'fail' }, { state: Object.fromEntries(first.state) })
    expect(again.json['main']?.map(({ alreadySentAt }) => alreadySentAt !== null)).toEqual([true, false, true])
    expect(chats.posts.map(({ service }) => service)).toEqual(['slack', 'webhook', 'discord'])
  })

  it('fail the step where none gets through', async () => {
    for (const service of ['slack', 'discord', 'webhook']) chats.trouble[service] = [{ status: 404 }]
    expect((await send(both)).error).toMatchObject({ code: 'NOTIFY_ALL_FAILED', retryable: false, kind: 'user' })
  })

  it('ask for what is missing before anything is sent', async () => {
    expect((await send({ channels: [{ channel: 'slack' }, { channel: 'sms', to: [' '] }] })).error).toMatchObject({
      code: 'NOTIFY_RECIPIENT_MISSING',
      field: '/channels/1/to',
    })
    await out.close()
    expect((await post('discord', 'x'.repeat(2001))).error).toMatchObject({ code: 'NOTIFY_MESSAGE_TOO_LONG', field: '/message' })
    await out.close()
    const { slack: _, ...without } = accounts()
    expect((await send({ channels: [{ channel: 'slack' }] }, {}, without)).error).toMatchObject({ code: 'NOTIFY_ACCOUNT_MISSING' })
    expect(chats.posts).toHaveLength(0)
  })

  it('show in a dry run what each would say, and tell nobody', async () => {
    const { json, effects } = await send({ channels: [{ channel: 'slack' }, { channel: 'sms', to: ['+33612345678'], message: 'Court' }] }, { isDryRun: true })
    expect(json['main']).toEqual([
      {
        messages: [
          { channel: 'slack', body: { text: 'Fini : 3 &lt; 4 @channel' } },
          { channel: 'sms', to: '+33612345678', text: 'Court' },
        ],
      },
    ])
    expect(effects).toEqual([])
  })
})

function broken() {
  return new MaillonError({ code: 'EGRESS_CONNECTION_LOST', kind: 'operational', retryable: true, params: { host: 'x' } })
}

describe('the directory', () => {
  const recipients = () => [
    { id: 'r1', name: 'Jeanne', type: 'email' as const, address: 'jeanne@exemple.fr', isActive: true, groups: ['Astreinte'] },
    { id: 'r2', name: 'Ali', type: 'sms' as const, address: '+33612345678', isActive: true, groups: ['Astreinte'] },
    { id: 'r3', name: 'Équipe', type: 'slack' as const, address: `${chatServer.url}/slack/of-the-directory`, isActive: true, groups: ['Astreinte'] },
    { id: 'r4', name: 'Zoé', type: 'email' as const, address: 'zoe@exemple.fr', isActive: false, groups: ['Astreinte'] },
  ]
  const group = { kind: 'group', id: 'Astreinte', name: 'Astreinte' }
  const withAccounts = () => accounts({ 'directory-email': { type: 'smtp', values: smtp.credential }, 'directory-twilio': { type: 'twilio', values: { ...twilio.credential, address: twilioServer.url } } })

  it('tells a whole group, each by their own channel, and leaves out who is inactive', async () => {
    const before = smtp.mails.length
    const { json, logs, error } = await send({ channels: [{ channel: 'directory', recipients: [group] }], message: 'Panne' }, { workspace: { recipients: recipients() } }, withAccounts())
    expect(error).toBeNull()
    expect(json['main']?.map(({ channel, recipient }) => `${String(channel)} ${String(recipient)}`)).toEqual(['email Jeanne', 'sms Ali', 'slack Équipe'])
    expect(smtp.mails.slice(before).map(({ envelope }) => envelope.to)).toEqual([['jeanne@exemple.fr']])
    expect(twilio.messages).toHaveLength(1)
    expect(chats.posts).toMatchObject([{ service: 'slack' }])
    expect(logs.map(({ message }) => message)).toContain('Zoé est inactif dans l’annuaire : laissé de côté.')
  })

  it('tells the others where a channel has no account, and says which failed', async () => {
    const { json } = await send({ channels: [{ channel: 'directory', recipients: [group] }] }, { workspace: { recipients: recipients() } }, accounts())
    expect(json['main']?.map(({ recipient }) => recipient)).toEqual(['Équipe'])
    expect(json['failed']?.map(({ recipient, code }) => `${String(recipient)} ${String(code)}`)).toEqual(['Jeanne NOTIFY_ACCOUNT_MISSING', 'Ali NOTIFY_ACCOUNT_MISSING'])
  })

  it('takes only those of its channel out of a group, and nobody twice', async () => {
    const { json } = await send({ channels: [{ channel: 'email', to: ['jeanne@exemple.fr'], recipients: [group, { kind: 'recipient', id: 'r1', name: 'Jeanne' }] }] }, { workspace: { recipients: recipients() } })
    expect(json['main']?.map(({ to }) => to)).toEqual(['jeanne@exemple.fr'])
  })

  it('sends nothing and does not fail where all of them are inactive; fails where nobody is left at all', async () => {
    const inactive = recipients().map((one) => ({ ...one, isActive: false }))
    const choice = [{ channel: 'directory', recipients: [group] }]
    expect(await send({ channels: choice }, { workspace: { recipients: inactive } })).toMatchObject({ status: 'succeeded', json: { main: [], failed: [] } })
    const { error, logs } = await send({ channels: choice }, { workspace: { recipients: [] } })
    expect(error).toMatchObject({ code: 'NOTIFY_RECIPIENT_MISSING', field: '/channels/0/recipients' })
    expect(logs).toMatchObject([{ level: 'warn', message: '« Astreinte » n’est plus dans l’annuaire.' }])
  })
})
