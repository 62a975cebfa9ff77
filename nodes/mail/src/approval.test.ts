import { createMemoryFiles, testNode } from '@maillon/node-sdk/testing'
import { startTestSmtp, type TestSmtp } from '@maillon/test-kit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { approval } from './approval.node.js'

let server: TestSmtp

beforeAll(async () => {
  server = await startTestSmtp()
})
afterAll(() => server.stop())

const params = {
  to: ['Jeanne Dupont <jeanne@exemple.fr>', 'paul@exemple.fr'],
  title: 'Payer la facture 4512 ?',
  text: 'Elle vient de <Durand & Fils>.\n\nMerci.',
  fields: [{ name: 'total', label: 'Montant', value: 99.9 }],
  amount: 2,
}

const ask = (more: object = {}, change: object = {}) =>
  testNode(approval, { params: { ...params, ...change }, items: [{ numero: 4512, total: 99.9 }], locale: 'fr', credentials: { smtp: { type: 'smtp', values: server.credential } }, ...more })
const answered = (answer: object) => ({ resumed: [{ by: 'answer' as const, answer: answer as never }] })

describe('approval', () => {
  it('mails the question once with its link, and waits with what the page shows', async () => {
    const before = server.mails.length
    const { waits, error, state } = await ask()
    expect(error).toBeNull()
    const [mail] = server.mails.slice(before)
    expect(server.mails.length).toBe(before + 1)
    expect(mail?.envelope.to).toEqual(['jeanne@exemple.fr', 'paul@exemple.fr'])
    expect(mail?.parsed.subject).toBe('Payer la facture 4512 ?')
    expect(mail?.parsed.html).toMatch(/<a href="https:\/\/maillon\.example\/answers\/test" style="[^"]*">Répondre<\/a>/)
    expect(mail?.parsed.html).toContain('Elle vient de &lt;Durand &amp; Fils&gt;.')
    expect(mail?.parsed.html).toContain('<strong>99.9</strong>')
    expect(mail?.parsed.text).toContain('https://maillon.example/answers/test')
    expect(mail?.parsed.text).toContain('17 janvier 2026')
    expect(waits).toMatchObject([
      { for: 'answer', deadlineMs: 172_800_000, about: { title: 'Payer la facture 4512 ?', choices: [{ id: 'approved', label: 'Approuver', look: 'good' }, { id: 'refused', look: 'bad' }], fields: [{ name: 'total', value: 99.9 }], comment: true } },
    ])
    // The attempt was cut off before its wait was recorded: the next one asks nobody a second time.
    await ask({ state: Object.fromEntries(state) })
    expect(server.mails.length).toBe(before + 1)
  })

  it('leads the rows to what was answered, with the corrected values, the comment and their files', async () => {
    const files = createMemoryFiles()
    const file = files.add('facture.pdf', 'pdf')
    const { outputs } = await ask({ ...answered({ choice: 'approved', comment: 'D’accord', values: { total: 90, other: 1 } }), files, items: undefined, inputItems: { main: [{ json: { numero: 4512, total: 99.9 }, files: { file } }, { json: { numero: 4513 } }] } })
    const result = { choice: 'approved', comment: 'D’accord', at: '2026-01-15T08:00:00.000Z' }
    expect(outputs).toEqual({ approved: [{ json: { numero: 4512, total: 90, approval: result }, files: { file } }, { json: { numero: 4513, total: 90, approval: result } }], refused: [], expired: [] })
    expect((await ask(answered({ choice: 'refused' }))).counts).toEqual({ approved: 0, refused: 1, expired: 0 })
  })

  it.each(['expired', 'approved', 'refused'] as const)('does at the deadline what was chosen: %s', async (atDeadline) => {
    const { json } = await ask({ resumed: [{ by: 'deadline' }] }, { atDeadline, resultField: 'avis' })
    expect(json[atDeadline]).toEqual([{ numero: 4512, total: 99.9, avis: { choice: 'expired', comment: '', at: '2026-01-15T08:00:00.000Z' } }])
  })

  it('asks nobody by mail where nobody is named: the log has the link', async () => {
    const before = server.mails.length
    const { logs, waits } = await ask({ credentials: {} }, { to: [] })
    expect(server.mails.length).toBe(before)
    expect(logs[0]?.message).toBe('Réponse attendue ici : https://maillon.example/answers/test')
    expect(waits).toHaveLength(1)
  })

  it('neither sends nor waits in a dry run, and says what it would ask', async () => {
    const before = server.mails.length
    expect(await ask({ isDryRun: true })).toMatchObject({ status: 'succeeded', waits: [], json: { approved: [{ title: 'Payer la facture 4512 ?', to: params.to }] } })
    expect(server.mails.length).toBe(before)
  })

  it('asks nobody where the answer could not be put into the rows', async () => {
    const before = server.mails.length
    expect((await ask({}, { resultField: '__proto__' })).error).toMatchObject({ code: 'DATA_FIELD_FORBIDDEN', field: '/resultField' })
    expect((await ask({}, { fields: [...params.fields, { name: 'constructor', label: 'x', value: 1 }] })).error).toMatchObject({ code: 'DATA_FIELD_FORBIDDEN', field: '/fields/1/name' })
    expect(server.mails.length).toBe(before)
  })

  it('fails where there is no account to send by, or the answer is neither', async () => {
    expect((await ask({ credentials: {} })).error).toMatchObject({ kind: 'user' })
    expect((await ask(answered({ choice: 'maybe' }))).error).toMatchObject({ code: 'APPROVAL_ANSWER_UNKNOWN' })
  })
})
