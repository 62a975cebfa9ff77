import { isPackageName } from '@maillon/node-host'
import { CliError } from '../cli-error.js'

export interface ScaffoldFile {
  /** From the new folder. */
  readonly path: string
  readonly text: string
}

export interface ScaffoldWish {
  /** Of the package, as the registry will know it. */
  readonly name: string
  /** The SDK's range, or `file:…`. */
  readonly sdk: string
}

/** A new node package: one node with one parameter, its test, and what an author needs to know, in both languages. @throws CliError where the name is none */
export function scaffold({ name, sdk }: ScaffoldWish): readonly ScaffoldFile[] {
  if (!isPackageName(name)) throw new CliError({ fr: `« ${name} » n’est pas un nom de paquet : des minuscules, des chiffres et des tirets, par exemple maillon-node-meteo.`, en: `"${name}" is no name of a package: lower-case letters, digits and dashes, for example maillon-node-weather.` })
  const slug = slugOf(name)
  return [
    { path: 'package.json', text: manifestText(name, sdk) },
    { path: 'tsconfig.json', text: `${JSON.stringify({ compilerOptions: { module: 'nodenext', target: 'es2022', strict: true, noEmit: true, skipLibCheck: true, types: [] }, include: ['src'] }, null, 2)}\n` },
    { path: '.gitignore', text: 'node_modules/\ndist/\n*.tgz\n' },
    { path: 'src/index.ts', text: "export { greet } from './greet.node.js'\n" },
    { path: 'src/greet.node.ts', text: nodeText(slug) },
    { path: 'test/greet.test.ts', text: testText },
    { path: 'README.md', text: readmeText(name) },
    { path: 'LISEZMOI.md', text: lisezmoiText(name) },
  ]
}

/** What stands in the node types: the name without scope and the usual beginning. */
export function slugOf(name: string): string {
  const bare = name.replace(/^@[^/]+\//, '').replace(/^maillon-node-/, '').replaceAll(/[^a-z0-9-]+/g, '-')
  return /^[a-z]/.test(bare) ? bare : `node-${bare}`
}

function manifestText(name: string, sdk: string): string {
  const manifest = {
    name, version: '0.1.0', description: 'Steps for Maillon', license: 'MIT', type: 'module',
    files: ['dist'],
    maillon: { nodes: './dist/index.js', engine: '^0.1.0', permissions: { hosts: [], files: 'none', folders: 'none', secrets: [], memoryMiB: 256 } },
    scripts: { test: 'maillon node test', dev: 'maillon node dev', pack: 'maillon node pack' },
    devDependencies: { '@maillon/node-sdk': sdk },
  }
  return `${JSON.stringify(manifest, null, 2)}\n`
}

function nodeText(slug: string): string {
  return `import { defineNode, Type, ui } from '@maillon/node-sdk'

export const greet = defineNode({
  type: '${slug}.greet',
  title: { fr: 'Saluer', en: 'Greet' },
  description: { fr: 'Ajoute une salutation à chaque ligne.', en: 'Adds a greeting to each row.' },
  icon: 'message-circle',
  group: 'data',
  effects: 'none',
  keepsRows: true,
  params: Type.Object({ greeting: Type.String({ ...ui({ label: { fr: 'Salutation', en: 'Greeting' } }), default: 'Bonjour' }) }),
  words: { fr: 'ajoute « {{greeting}} » à chaque ligne', en: 'adds “{{greeting}}” to each row' },
  runItem: ({ item, params }) => ({ ...item.json, message: params.greeting }),
  examples: [
    {
      title: { fr: 'Une salutation par ligne', en: 'One greeting a row' },
      params: { greeting: 'Bonjour {{item.name}}' },
      input: { main: [{ name: 'Ana' }] },
      output: { main: [{ name: 'Ana', message: 'Bonjour Ana' }] },
    },
  ],
})
`
}

const testText = `import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testNode } from '@maillon/node-sdk/testing'
import { greet } from '../src/greet.node.js'

test('greets each row by its name', async () => {
  const { json } = await testNode(greet, { params: { greeting: 'Hello {{item.name}}' }, items: [{ name: 'Ana' }, { name: 'Luc' }] })
  assert.deepEqual(json.main?.map(({ message }) => message), ['Hello Ana', 'Hello Luc'])
})
`

function readmeText(name: string): string {
  return `# ${name}

Steps for [Maillon](https://maillon.example). En français : [LISEZMOI.md](LISEZMOI.md).

- \`npm install\` gets the SDK.
- \`maillon node test\` runs the examples, the promises of every node, and the tests in \`test/\`.
- \`maillon node dev\` sends each change to a server on this machine.
- \`maillon node pack\` makes the file that is published or installed, and shows what is in it.

Each node is one file in \`src/\`. What the package may reach (hosts, files, secrets, memory) stands in \`maillon.permissions\` of package.json: an
administrator sees it before accepting the package, and nothing else is allowed.
`
}

function lisezmoiText(name: string): string {
  return `# ${name}

Des étapes pour [Maillon](https://maillon.example). In English: [README.md](README.md).

- \`npm install\` va chercher le SDK.
- \`maillon node test\` exécute les exemples, les promesses de toute étape et les tests de \`test/\`.
- \`maillon node dev\` envoie chaque changement à un serveur de cette machine.
- \`maillon node pack\` fabrique le fichier à publier ou à installer, et montre ce qu’il contient.

Chaque étape est un fichier de \`src/\`. Ce que le paquet peut atteindre (hôtes, fichiers, secrets, mémoire) est écrit dans \`maillon.permissions\` de
package.json : un administrateur le voit avant d’accepter le paquet, et rien d’autre n’est permis.
`
}
