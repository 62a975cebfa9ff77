import fc from 'fast-check'
import { createMemoryFiles } from '@maillon/node-sdk/testing'
import { startTestImap, type TestImap } from '@maillon/test-kit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { imapAccount } from './mail-account.js'
import { advance, isNew, mailKey, planReading, rebase, startCursor, startCursorSince, type MailCursor, type MailIdentity } from './mail-cursor.js'
import { readNewMails, type NewMailsWish } from './read-new-mails.js'

const mail = (uid: number, more: Partial<MailIdentity> = {}): MailIdentity => ({ uid, messageId: `<${uid}@x>`, receivedAt: uid * 1000, size: 10, ...more })

describe('a mail cursor', () => {
  it('begins with what arrives from now on, or with everything', () => {
    expect(startCursor({ uidValidity: '7', uidNext: 43 }, 'new')).toEqual({ uidValidity: '7', lastUid: 42, newestAt: null, recent: [] })
    expect(planReading(startCursor({ uidValidity: '7', uidNext: 43 }, 'all'), { uidValidity: '7', uidNext: 43 })).toEqual({ kind: 'resume', fromUid: 1 })
  })

  it('begins before what arrived while the mailbox could not be read', () => {
    const mailbox = { uidValidity: '7', uidNext: 43 }
    const arrivals = [{ uid: 38, receivedAt: 1_000_000 }, { uid: 40, receivedAt: null }, { uid: 41, receivedAt: 2_000_000 }, { uid: 42, receivedAt: 1_999_000 }]
    expect(startCursorSince(mailbox, arrivals, 2_000_000).lastUid).toBe(40)
    // In whole seconds, by a clock that need not be ours.
    expect(startCursorSince(mailbox, arrivals, 2_004_999).lastUid).toBe(40)
    expect(startCursorSince(mailbox, arrivals, 2_006_000)).toEqual(startCursor(mailbox, 'new'))
    expect(startCursorSince(mailbox, [], 0)).toEqual(startCursor(mailbox, 'new'))
  })

  it('takes a server’s last mail for no new one, although "42:*" gives it', () => {
    const cursor = startCursor({ uidValidity: '7', uidNext: 43 }, 'new')
    expect(isNew(cursor, mail(42))).toBe(false)
    expect(isNew(cursor, mail(43))).toBe(true)
  })

  it('looks again at what came since the day before where the server numbers anew, and passes over what it knows', () => {
    const cursor = [1, 2, 3].reduce((at, uid) => advance(at, mail(uid, { receivedAt: 100_000_000 + uid })), startCursor({ uidValidity: '7', uidNext: 4 }, 'all'))
    const anew = { uidValidity: '8', uidNext: 9 }
    expect(planReading(cursor, anew)).toEqual({ kind: 'resync', sinceMs: 100_000_003 - 86_400_000 })
    const rebased = rebase(cursor, anew)
    expect(isNew(rebased, mail(1, { messageId: '<3@x>', receivedAt: 100_000_003 }))).toBe(false)
    expect(isNew(rebased, mail(2, { messageId: '<new@x>' }))).toBe(true)
  })

  it('knows a mail without a Message-ID by its arrival and size', () => {
    expect(mailKey(mail(1, { messageId: null }))).toBe('at:1000:10')
    expect(mailKey(mail(1, { messageId: '', receivedAt: null }))).toBe('uid:1')
  })

  it('takes two mails of one Message-ID for two where they are not the same', () => {
    const cursor = advance(startCursor({ uidValidity: '7', uidNext: 1 }, 'all'), mail(1, { messageId: '<scanner@x>' }))
    expect(isNew(cursor, mail(2, { messageId: '<scanner@x>' }))).toBe(true)
    expect(isNew(cursor, mail(2, { messageId: '<scanner@x>', receivedAt: 1000 }))).toBe(false)
  })

  it('stays small', () => {
    let cursor = startCursor({ uidValidity: '7', uidNext: 1 }, 'all')
    for (let uid = 1; uid <= 2000; uid += 1) cursor = advance(cursor, mail(uid))
    expect(cursor.recent).toHaveLength(500)
    expect(cursor.lastUid).toBe(2000)
  })

  it('loses no mail and hands none out twice but the one in flight, over any crashes', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ arrives: fc.integer({ min: 0, max: 3 }), crashAfter: fc.option(fc.integer({ min: 0, max: 3 })) }), { maxLength: 40 }), (visits) => {
        let stored = startCursor({ uidValidity: '1', uidNext: 1 }, 'all')
        let last = 0
        const taken = new Map<string, number>()
        for (const { arrives, crashAfter } of [...visits, { arrives: 0, crashAfter: null }]) {
          last += arrives
          const uids = Array.from({ length: last }, (_, index) => index + 1).filter((uid) => uid > stored.lastUid)
          for (const [index, uid] of uids.entries()) {
            if (!isNew(stored, mail(uid))) continue
            taken.set(mailKey(mail(uid)), (taken.get(mailKey(mail(uid))) ?? 0) + 1)
            // The crash comes between taking and keeping the cursor.
            if (index === crashAfter) break
            stored = advance(stored, mail(uid))
          }
        }
        expect(taken.size).toBe(last)
        expect(stored.lastUid).toBe(last)
        const repeated = [...taken.values()].reduce((sum, times) => sum + times - 1, 0)
        expect(repeated).toBeLessThanOrEqual(visits.filter(({ crashAfter }) => crashAfter !== null).length)
      }),
    )
  })
})

describe('reading what is new', () => {
  let server: TestImap
  beforeAll(async () => {
    server = await startTestImap()
  }, 60_000)
  afterAll(() => server.stop())

  const visit = async (user: string, cursor: MailCursor | null, more: Partial<NewMailsWish> & { readonly crashAt?: string } = {}) => {
    const { crashAt, ...wish } = more
    const account = imapAccount({ id: 'c', name: 'c', type: 'imap', values: { ...server.credential, user } })
    const seen: string[] = []
    const kept: { cursor: MailCursor | null } = { cursor }
    const context = {
      signal: new AbortController().signal, locale: 'fr' as const, timeZone: 'Europe/Paris', files: createMemoryFiles(),
      http: { request: () => Promise.reject(new Error('no http')) }, resolveHost: () => Promise.resolve({ address: '127.0.0.1', family: 4 as const }),
    }
    const all: NewMailsWish = { folder: 'INBOX', filter: { onlyUnread: false }, cursor, from: 'new', limit: 100, attachments: 'none', maxBytes: 100_000, ...wish }
    try {
      kept.cursor = await readNewMails(account, context, {
        wish: all,
        take: async (found, about) => {
          seen.push(String(found.json['subject']))
          if (found.json['subject'] === crashAt) throw new Error('crash')
          kept.cursor = about.cursor
        },
      })
    } catch (error) {
      expect(crashAt).toBeDefined()
      expect(String(error)).toBe('Error: crash')
    }
    return { seen, cursor: kept.cursor }
  }
  const deliver = async (user: string, ...subjects: string[]) => {
    for (const subject of subjects) await server.deliver(`Subject: ${subject}\nMessage-ID: <${subject}@x>\n\nx\n`, { user })
  }

  it('begins now, goes on where it was, over a crash and over a renumbered mailbox', async () => {
    const user = 'cursor@exemple.fr'
    await deliver(user, 'old')
    const first = await visit(user, null)
    expect(first.seen).toEqual([])
    await deliver(user, 'a', 'b', 'c')
    const crashed = await visit(user, first.cursor, { crashAt: 'b' })
    expect(crashed.seen).toEqual(['a', 'b'])
    const again = await visit(user, crashed.cursor, { limit: 1 })
    expect(again.seen).toEqual(['b'])
    expect((await visit(user, again.cursor)).seen).toEqual(['c'])
    const done = await visit(user, again.cursor)
    expect((await visit(user, done.cursor)).seen).toEqual([])
    await new Promise((resolve) => setTimeout(resolve, 1100))
    await server.renumber(user)
    await deliver(user, 'd')
    const renumbered = await visit(user, done.cursor)
    expect(renumbered.cursor?.uidValidity).not.toBe(done.cursor?.uidValidity)
    expect(renumbered.seen).toContain('d')
    expect(renumbered.seen.filter((subject) => ['a', 'b', 'c'].includes(subject))).toEqual([])
  })

  it('goes past a mail that can’t be read', async () => {
    const user = 'poison@exemple.fr'
    const { cursor } = await visit(user, null)
    await server.deliver(`Subject: poison\n\n${'x'.repeat(200_000)}`, { user })
    await deliver(user, 'after')
    const next = await visit(user, cursor)
    expect(next.seen).toEqual(['poison', 'after'])
    expect((await visit(user, next.cursor)).seen).toEqual([])
  })
})
