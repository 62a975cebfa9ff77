import { expect, it } from 'vitest'
import { createProgram } from '../program.js'
import { ScriptedTerminal } from '../testing/scripted-terminal.js'

it.each([
  ['en', 'folder .maillon of the current one'],
  ['fr', 'dossier .maillon du dossier courant'],
] as const)('says in its help where the data will be (%s)', async (locale, sentence) => {
  const terminal = new ScriptedTerminal({}, [], locale)
  expect(await createProgram(terminal).run(['node', 'maillon', 'start', '--help'])).toBe(0)
  expect(terminal.printed.join('\n')).toContain(sentence)
})

it('starts nothing with a setting that is wrong, and names it', async () => {
  const terminal = new ScriptedTerminal({ PORT: 'first' })
  expect(await createProgram(terminal).run(['node', 'maillon', 'start'])).toBe(2)
  expect(terminal.noted.join('\n')).toContain('PORT=first')
  expect(terminal.printed).toEqual([])
})
