import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))

interface Package {
  readonly name: string
  readonly dependencies?: Readonly<Record<string, string>>
}

interface LintConfig {
  readonly overrides: readonly { readonly files: readonly string[]; readonly rules: Readonly<Record<string, unknown>> }[]
}

const readJson = <T>(...path: string[]): T => JSON.parse(readFileSync(join(root, ...path), 'utf8')) as T
const folders = ['libs', 'nodes', 'apps'].flatMap((area) => readdirSync(join(root, area)).map((name) => `${area}/${name}`))
const overrides = readJson<LintConfig>('.oxlintrc.json').overrides

/** The workspace packages that lint lets a folder import; null where lint leaves it free. */
function allowedByLint(folder: string): readonly string[] | null {
  // The last one that fits counts, as for lint.
  const rule = overrides.findLast(({ files, rules }) => files.some((glob) => `${folder}/`.startsWith(glob.replace('**', ''))) && 'no-restricted-imports' in rules)?.rules['no-restricted-imports']
  if (rule === undefined) throw new Error(`${folder} has no boundary in .oxlintrc.json`)
  if (rule === 'off') return null
  const { patterns } = (rule as [string, { patterns: { group: string[] }[] }])[1]
  const own = patterns.find(({ group }) => group.includes('@maillon/*'))
  return own === undefined ? null : own.group.filter((entry) => entry.startsWith('!@maillon/') && !entry.includes('*')).map((entry) => entry.slice(1))
}

it.each(folders)('%s depends on no other room than lint lets it import', (folder) => {
  const { dependencies = {} } = readJson<Package>(folder, 'package.json')
  const rooms = Object.keys(dependencies).filter((name) => name.startsWith('@maillon/'))
  const allowed = allowedByLint(folder)
  if (allowed !== null) expect(rooms.filter((room) => !allowed.includes(room))).toEqual([])
})

it.each(folders)('%s names each room that it is built from, so that it is built after them', (folder) => {
  const { name, dependencies = {} } = readJson<Package>(folder, 'package.json')
  const built = readdirSync(join(root, folder, 'src'), { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file) && !/\.test\.|(^|\/)testing\//.test(file))
  const imported = built.flatMap((file) => [...readFileSync(join(root, folder, 'src', file), 'utf8').matchAll(/from '(@maillon\/[a-z-]+)/g)].map(([, room]) => room ?? ''))
  expect([...new Set(imported)].filter((room) => room !== name && !(room in dependencies))).toEqual([])
})

it('ARCHITECTURE.md draws every room', () => {
  const drawing = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8')
  const missing = folders.filter((folder) => !drawing.includes(`\`${folder}\``) && !folder.startsWith('nodes/'))
  expect(missing).toEqual([])
})

it('every version of an outside package is exact', () => {
  const loose = ['', ...folders].flatMap((folder) => {
    const { dependencies = {}, devDependencies = {} } = readJson<Package & { devDependencies?: Record<string, string> }>(folder, 'package.json')
    return Object.entries({ ...dependencies, ...devDependencies }).filter(([, version]) => !/^\d+\.\d+\.\d+/.test(version)).map(([name, version]) => `${folder} ${name} ${version}`)
  })
  expect(loose).toEqual([])
})

it('the lock file names no registry host', () => {
  expect(readFileSync(join(root, 'package-lock.json'), 'utf8')).not.toMatch(/https?:\/\/[^"]*\.tgz/)
})
