import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { canonicalText, emptyFlow, type FlowDocument } from '@maillon/flow-document'
import type { Locale } from '@maillon/kernel'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createProgram } from './program.js'
import { ScriptedTerminal } from './testing/scripted-terminal.js'

let folder = ''
const start = { id: 'start', type: 'core.manual', version: 1, name: 'Start', position: { x: 0, y: 0 }, params: {} } as const
const good: FlowDocument = { ...emptyFlow('report', 'Report'), nodes: [start] }

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'maillon-cli-'))
  const write = (name: string, text: string) => writeFile(join(folder, name), text)
  await write('a.flow.json', canonicalText(good))
  await write('b.flow.json', canonicalText({ ...good, nodes: [{ ...start, name: 'Begin' }] }))
  await write('newer.flow.json', JSON.stringify({ ...good, format: 'maillon.flow/9' }))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** What a command printed and answered. */
async function maillon(words: readonly string[], locale: Locale = 'en'): Promise<{ readonly code: number; readonly out: string; readonly notes: string }> {
  const terminal = new ScriptedTerminal({ HOME: folder }, [], locale)
  const code = await createProgram(terminal).run(['node', 'maillon', ...words])
  return { code, out: terminal.printed.join('\n'), notes: terminal.noted.join('\n') }
}
const file = (name: string) => join(folder, name)

describe('flow validate', () => {
  it('answers 0 where nothing is wrong and says so as JSON', async () => {
    const { code, out } = await maillon(['flow', 'validate', file('a.flow.json'), '--json'])
    expect([code, (JSON.parse(out) as { readonly ok: boolean }).ok]).toEqual([0, true])
  })

  it('reads a whole folder and answers 1 where one flow of it is of a newer format', async () => {
    const { code, out, notes } = await maillon(['flow', 'validate', folder])
    expect(code).toBe(1)
    expect(notes).toContain('newer version of Maillon')
    expect(out.split('\n')).toHaveLength(3)
  })
})

describe('flow diff', () => {
  it('says in the language what changed, and answers 1 only where it is asked to', async () => {
    const spoken = await maillon(['flow', 'diff', file('a.flow.json'), file('b.flow.json')], 'fr')
    expect([spoken.code, spoken.out.replaceAll('\u00a0', ' ')]).toEqual([0, expect.stringContaining('« Begin » : s’appelait « Start »')])
    expect((await maillon(['flow', 'diff', file('a.flow.json'), file('b.flow.json'), '--exit-code'])).code).toBe(1)
    expect((await maillon(['flow', 'diff', file('a.flow.json'), file('a.flow.json'), '--exit-code'])).code).toBe(0)
  })
})

describe('a command that is wrong', () => {
  it.each([
    ['an unknown word', ['flow', 'wrods', 'x'], 'Commande inconnue : wrods'],
    ['a missing file', ['flow', 'words', '/nowhere/x.json'], 'n’existe pas'],
    ['a server without a token', ['flow', 'diff', '019f0000-0000-7000-8000-000000000000', '/nowhere'], 'Il faut un jeton'],
    ['a token that would travel in the clear', ['login', '--server', 'http://maillon.example.com'], 'en clair'],
  ])('answers 2 and says why in French: %s', async (_, words, sentence) => {
    const { code, notes } = await maillon(words, 'fr')
    expect([code, notes]).toEqual([2, expect.stringContaining(sentence)])
  })
})

describe('completion', () => {
  it.each(['bash', 'zsh', 'fish'])('of %s knows every command and its options', async (shell) => {
    const { code, out } = await maillon(['completion', shell])
    expect(code).toBe(0)
    for (const word of ['validate', 'diff', 'backup', 'completion', shell === 'fish' ? '-l exit-code' : '--exit-code']) expect(out).toContain(word)
  })
})
