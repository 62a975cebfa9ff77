import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { canonicalText, emptyFlow, type FlowDocument } from '@maillon/flow-document'
import type { Locale } from '@maillon/kernel'
import type { Command } from 'commander'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { commands, createProgram } from './program.js'
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

/** Every command with what stands before it, for example `flow diff`. */
function everyCommand(locale: Locale): readonly { readonly path: string; readonly command: Command }[] {
  const below = (command: Command, path: string): readonly { readonly path: string; readonly command: Command }[] => [{ path, command }, ...command.commands.flatMap((one) => below(one, `${path} ${one.name()}`.trim()))]
  return below(commands(new ScriptedTerminal({}, [], locale), () => undefined), '')
}

describe('help', () => {
  it('is written in both languages, down to each argument and option', () => {
    const [french, english] = [everyCommand('fr'), everyCommand('en')]
    expect(french.map(({ path }) => path)).toEqual(english.map(({ path }) => path))
    for (const [index, { path, command }] of french.entries()) {
      const texts = (one: Command | undefined) => (one === undefined ? [] : [one.description(), ...one.registeredArguments.map(({ description }) => description), ...one.options.map(({ description }) => description)])
      const [fr, en] = [texts(command), texts(english[index]?.command)]
      for (const [at, text] of fr.entries()) expect({ path, text, isSaid: text !== '' && en[at] !== '' && text !== en[at] }).toEqual({ path, text, isSaid: true })
    }
  })

  it('has no word of the other language in it, and none of the program that writes it', () => {
    for (const { path, command } of everyCommand('fr')) expect({ path, english: command.helpInformation().match(/choices:|default:|Usage:|Options:|Commands:|display help/g) }).toEqual({ path, english: null })
    for (const { command } of everyCommand('en')) expect(command.helpInformation()).not.toMatch(/\(default: \[\]\)|sinon|afficher/)
  })
})

describe('--json', () => {
  it('is known to every command that gives an answer', () => {
    const silent = everyCommand('en').filter(({ command }) => command.commands.length === 0 && !command.options.some(({ long }) => long === '--json'))
    expect(silent.map(({ path }) => path)).toEqual(['start', 'completion'])
  })

  it('says what went wrong as JSON too, with the exit code', async () => {
    const { code, out } = await maillon(['flow', 'words', '/nowhere/x.json', '--json'])
    expect([code, JSON.parse(out)]).toEqual([2, { error: { code: 'CLI_COMMAND_WRONG', message: expect.stringContaining('/nowhere/x.json') as string, hint: null, exitCode: 2 } }])
  })
})

describe('flow run', () => {
  const reading = { ...good, nodes: [start, { id: 'say', type: 'core.stop', version: 1, name: 'Say', position: { x: 1, y: 0 }, params: { message: 'to {{variables.town}} for {{variables.rate}}' } }], edges: [{ from: 'start.main', to: 'say.main' }] }
  const run = async (...words: readonly string[]) => {
    await writeFile(file('reading.json'), JSON.stringify(reading))
    return maillon(['flow', 'run', file('reading.json'), '--json', ...words])
  }

  it('reads variables from a file and from words, which go before it', async () => {
    await writeFile(file('variables.json'), JSON.stringify({ town: 'Lyon', rate: 0.2 }))
    const { code, out } = await run('--variables', file('variables.json'), '--variable', 'town=Nice')
    expect([code, out]).toEqual([1, expect.stringContaining('to Nice for 0.2')])
  })

  it('names the variable that lacks before anything runs, and refuses what is none', async () => {
    const lacking = await run('--variable', 'town=Nice')
    expect([lacking.code, lacking.out]).toEqual([1, expect.stringContaining('EXPRESSION_VARIABLE_UNKNOWN')])
    await writeFile(file('variables.json'), JSON.stringify({ town: { name: 'Lyon' } }))
    expect((await run('--variables', file('variables.json'))).code).toBe(2)
    expect((await run('--variable', 'town')).code).toBe(2)
  })
})

describe('completion', () => {
  it.each(['bash', 'zsh', 'fish'])('of %s knows every command and its options', async (shell) => {
    const { code, out } = await maillon(['completion', shell])
    expect(code).toBe(0)
    for (const { path, command } of everyCommand('en')) {
      for (const word of path.split(' ')) expect(out).toContain(word)
      for (const { long } of command.options) expect(out).toContain(shell === 'fish' ? `-l ${long?.slice(2)}` : long)
    }
  })

  it.skipIf(spawnSync('bash', ['-c', 'true']).status !== 0)('of bash offers what may stand there', async () => {
    const script = file('completion.bash')
    await writeFile(script, (await maillon(['completion', 'bash'])).out)
    const offered = (...words: readonly string[]) => {
      const { stdout } = spawnSync('bash', ['-c', `source "${script}"; COMP_WORDS=(maillon ${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length}; _maillon; echo "\${COMPREPLY[*]}"`], { encoding: 'utf8', cwd: folder })
      return stdout.trim().split(/\s+/)
    }
    expect(offered('no')).toEqual(['node'])
    expect(offered('flow', 'imp')).toEqual(['import'])
    expect(offered('flow', 'run', '--var')).toEqual(['--variables', '--variable'])
    expect(offered('user', 'role', 'ana@example.com', 'view')).toEqual(['viewer'])
  })
})
