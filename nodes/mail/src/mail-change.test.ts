import { testNode } from '@maillon/node-sdk/testing'
import { startTestImap, type TestImap } from '@maillon/test-kit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mailChange } from './mail-change.node.js'
import { mailRead } from './mail-read.node.js'

let server: TestImap
let boxes = 0

beforeAll(async () => {
  server = await startTestImap()
}, 60_000)
afterAll(() => server.stop())

/** A mailbox with so many unread mails. */
async function mailboxWith(mails: number) {
  boxes += 1
  const user = `box-${boxes}@exemple.fr`
  for (let index = 1; index <= mails; index += 1) await server.deliver(`From: a@b.fr\nSubject: M${index}\nMessage-ID: <m${index}@x>\n\nx\n`, { user })
  const world = { locale: 'fr' as const, credentials: { mailbox: { type: 'imap', values: { ...server.credential, user } } } }
  const read = async (params: object = {}) => (await testNode(mailRead, { ...world, params: { onlyUnread: false, ...params }, items: [{}] })).json['main'] ?? []
  const change = (params: object, items: readonly object[], more: object = {}) => testNode(mailChange, { ...world, params: { ...params }, items: items as never, ...more })
  return { user, read, change }
}

describe('mail.change', () => {
  it('marks, flags and labels, and takes the marks away again', async () => {
    const { read, change } = await mailboxWith(3)
    const mails = await read()
    for (const [action, field, value] of [['seen', 'isUnread', false], ['unseen', 'isUnread', true], ['flag', 'isFlagged', true], ['unflag', 'isFlagged', false]] as const) {
      const { error } = await change({ action }, mails.slice(0, 2))
      expect(error).toBeNull()
      expect((await read()).map((row) => row[field] === value)).toEqual([true, true, value === true ? action === 'unseen' : action === 'unflag'])
    }
    await change({ action: 'label', label: 'Traitée à Paris' }, mails.slice(2))
    expect((await read()).map((row) => row['labels'])).toEqual([[], [], ['Traitee_a_Paris']])
    expect(await read({ label: 'Traitée à Paris' })).toHaveLength(1)
    await change({ action: 'unlabel', label: 'Traitée à Paris' }, mails)
    expect(await read({ label: 'Traitée à Paris' })).toHaveLength(0)
  })

  it('moves to a folder that it makes, says where the mails are now, and does nothing a second time', async () => {
    const { read, change } = await mailboxWith(2)
    const mails = await read()
    const moved = await change({ action: 'move', destination: 'Commandes/Année 2026' }, mails)
    expect(moved.error).toBeNull()
    expect(moved.json['main']).toMatchObject([{ uid: 1, folder: 'Commandes/Année 2026', subject: 'M1' }, { uid: 2, folder: 'Commandes/Année 2026' }])
    expect(await read()).toEqual([])
    expect(await read({ folder: 'Commandes/Année 2026' })).toHaveLength(2)
    expect((await change({ action: 'flag' }, moved.json['main'] ?? [])).error).toBeNull()
    const again = await change({ action: 'move', destination: 'Commandes/Année 2026' }, mails)
    expect(again.error).toBeNull()
    expect(again.logs).toContainEqual({ level: 'warn', message: '2 courriel(s) n’étaient plus dans « INBOX » : rien à faire.' })
    expect(await read({ folder: 'Commandes/Année 2026' })).toHaveLength(2)
    expect((await change({ action: 'move', destination: 'Autre', createFolder: false }, moved.json['main'] ?? [])).error).toMatchObject({ code: 'MAIL_FOLDER_UNKNOWN', field: '/destination' })
  })

  it('puts into the bin and deletes for good, only those named', async () => {
    const { read, change } = await mailboxWith(3)
    const mails = await read()
    expect((await change({ action: 'trash' }, mails.slice(0, 1))).json['main']).toMatchObject([{ folder: 'Trash' }])
    expect((await change({ action: 'delete' }, mails.slice(1, 2))).error).toBeNull()
    expect((await read()).map((row) => row['subject'])).toEqual(['M3'])
    expect((await read({ folder: 'Trash' })).map((row) => row['subject'])).toEqual(['M1'])
  })

  it('sets aside rows that name no mail or stand in a folder that is gone, and changes the others', async () => {
    const { read, change } = await mailboxWith(2)
    const [one, two] = await read()
    const rows = [one ?? {}, { subject: 'x' }, { ...two, folder: 'Disparu' }, two ?? {}]
    const aside = await change({ action: 'seen' }, rows, { onError: { choice: 'set-aside' } })
    expect(aside).toMatchObject({ status: 'warned', failedItems: { count: 2 }, json: { main: [{ subject: 'M1' }, { subject: 'M2' }] } })
    expect(aside.setAside.map(({ json }) => (json['error'] as { code: string }).code)).toEqual(['MAIL_ROW_UNKNOWN', 'MAIL_FOLDER_UNKNOWN'])
    expect((await read()).map((row) => row['isUnread'])).toEqual([false, false])
  })

  it('refuses rows that name no mail, and numbers from before the folder was made anew', async () => {
    const { user, read, change } = await mailboxWith(1)
    const mails = await read()
    expect((await change({ action: 'seen' }, [...mails, { subject: 'x' }])).error).toMatchObject({ code: 'MAIL_ROW_UNKNOWN', kind: 'user', row: 1 })
    await new Promise((resolve) => setTimeout(resolve, 1100))
    await server.renumber(user)
    expect((await change({ action: 'delete' }, mails)).error).toMatchObject({ code: 'MAIL_FOLDER_RENUMBERED', kind: 'user' })
    expect(await read()).toHaveLength(1)
    expect((await change({ action: 'move' }, mails)).error).toMatchObject({ code: 'MAIL_CHANGE_INCOMPLETE', field: '/destination' })
    expect((await change({ action: 'label' }, mails)).error).toMatchObject({ code: 'MAIL_CHANGE_INCOMPLETE', field: '/label' })
  })

  it('shows in a dry run what it would change, and changes nothing', async () => {
    const { read, change } = await mailboxWith(2)
    const { json, effects } = await change({ action: 'delete' }, await read(), { isDryRun: true })
    expect(json['main']).toMatchObject([{ action: 'delete', count: 2, mails: [{ subject: 'M1' }, { subject: 'M2' }] }])
    expect(effects).toEqual([])
    expect(await read()).toHaveLength(2)
  })
})
