import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { sizeText } from '@maillon/messages'
import { archiveLimits, describePackage, packPackage, readPackageArchive } from '@maillon/node-host'
import type { Command } from 'commander'
import pc from 'picocolors'
import { CliError } from '../cli-error.js'
import { exitCodes } from '../exit-codes.js'
import { buildPackage, readPackageSource } from '../node-package/build-package.js'
import { developPackage } from '../node-package/develop-package.js'
import { packageFindings } from '../node-package/package-findings.js'
import { publishedFiles } from '../node-package/published-files.js'
import { scaffold } from '../node-package/scaffold.js'
import { testPackage } from '../node-package/test-package.js'
import type { Finish } from '../program.js'
import { addTarget, connect, type TargetOptions } from '../remote/connect.js'
import type { Terminal } from '../terminal.js'

interface Parts {
  readonly node: Command
  readonly terminal: Terminal
  readonly finish: Finish
  readonly text: (fr: string, en: string) => string
}

/** `maillon node …`: begin, test, try out and pack a package of steps. */
export function addNode(program: Command, terminal: Terminal, finish: Finish): void {
  const text = (fr: string, en: string): string => (terminal.locale === 'fr' ? fr : en)
  const node = program.command('node').description(text('Écrire des étapes : commencer, tester, essayer et empaqueter un paquet', 'Write steps: begin, test, try out and pack a package'))
  for (const add of [addCreate, addTestOf, addPack, addDev]) add({ node, terminal, finish, text })
}

function addCreate({ node, terminal, finish, text }: Parts): void {
  node
    .command('create')
    .description(text('Commencer un paquet d’étapes dans un nouveau dossier', 'Begin a package of steps in a new folder'))
    .argument('<name>', text('nom du paquet, par exemple maillon-node-meteo', 'name of the package, for example maillon-node-weather'))
    .argument('[folder]', text('dossier à faire (sinon le nom du paquet)', 'folder to make (otherwise the name of the package)'))
    .option('--sdk <path>', text('SDK d’un fichier .tgz ou d’un dossier, au lieu de celui du registre', 'SDK of a .tgz file or a folder, in the place of the registry’s'))
    .option('--json', text('répondre en JSON', 'answer as JSON'))
    .action(async (name: string, at: string | undefined, { sdk, json }: { readonly sdk?: string; readonly json?: boolean }) => {
      const files = scaffold({ name, sdk: sdk === undefined ? '^0.1.0' : `file:${resolve(sdk)}` })
      const folder = resolve(at ?? name.replace(/^@[^/]+\//, ''))
      if ((await readdir(folder).catch(() => [])).length > 0) throw new CliError({ fr: `Le dossier ${folder} n’est pas vide ; rien n’y a été écrit.`, en: `The folder ${folder} isn’t empty; nothing was written there.` })
      for (const file of files) {
        await mkdir(dirname(join(folder, file.path)), { recursive: true })
        await writeFile(join(folder, file.path), file.text)
      }
      if (json === true) terminal.print(JSON.stringify({ folder, files: files.map(({ path }) => path) }))
      else terminal.print(`${pc.green('✓')} ${folder} (${files.length})`)
      terminal.note(text('Ensuite : « npm install » dans ce dossier, puis « maillon node test ».', 'Next: "npm install" in that folder, then "maillon node test".'))
      finish(exitCodes.ok)
    })
}

function addTestOf({ node, terminal, finish, text }: Parts): void {
  node
    .command('test')
    .description(text('Essayer un paquet : exemples, promesses de toute étape, ses propres tests', 'Try a package: examples, the promises of every node, its own tests'))
    .argument('[folder]', text('dossier du paquet', 'folder of the package'), '.')
    .option('--json', text('répondre en JSON', 'answer as JSON'))
    .action(async (folder: string, { json }: { readonly json?: boolean }) => {
      let [checks, failed] = [0, 0]
      const problems: { readonly about: string; readonly title: string; readonly problem: string }[] = []
      for await (const { about, title, problem } of testPackage(await readPackageSource(resolve(folder)))) {
        checks += 1
        if (problem !== null) {
          failed += 1
          problems.push({ about, title, problem })
        }
        if (json !== true) terminal.print(`${problem === null ? pc.green('✓') : pc.red('✗')} ${about}: ${title}${problem === null ? '' : `\n  ${problem.replaceAll('\n', '\n  ')}`}`)
      }
      if (json === true) terminal.print(JSON.stringify({ checks, failed, problems }))
      else terminal.print(text(`${checks} vérifications, ${failed} en échec`, `${checks} checks, ${failed} failed`))
      finish(failed === 0 ? exitCodes.ok : exitCodes.failed)
    })
}

function addPack({ node, terminal, finish, text }: Parts): void {
  node
    .command('pack')
    .description(text('Fabriquer le fichier à publier, après avoir vérifié et montré ce qu’il contient', 'Make the file to be published, after checking and showing what is in it'))
    .argument('[folder]', text('dossier du paquet', 'folder of the package'), '.')
    .option('--json', text('répondre en JSON', 'answer as JSON'))
    .action(async (folder: string, { json }: { readonly json?: boolean }) => {
      const source = await readPackageSource(resolve(folder))
      await buildPackage(source)
      const files = await publishedFiles(source.folder)
      const findings = await packageFindings(source.folder, source.manifest, files)
      for (const { severity, text: said } of findings) terminal.note(`${severity === 'error' ? pc.red('✗') : pc.yellow('!')} ${said[terminal.locale]}`)
      if (findings.some(({ severity }) => severity === 'error')) {
        if (json === true) terminal.print(JSON.stringify({ findings: spoken(findings, terminal) }))
        return finish(exitCodes.failed)
      }
      // The very checks of an installation.
      const packed = await packPackage(files)
      const { manifest, integrity } = await readPackageArchive(packed)
      const nodes = await describePackage(source.folder, manifest)
      const file = join(source.folder, `${manifest.name.replace('@', '').replace('/', '-')}-${manifest.version}.tgz`)
      await writeFile(file, packed)
      const facts = { file, name: manifest.name, version: manifest.version, integrity, size: packed.byteLength, files: files.map(({ path }) => path), permissions: manifest.permissions, nodes: nodes.map(({ descriptor }) => descriptor.type), findings: spoken(findings, terminal) }
      if (json === true) terminal.print(JSON.stringify(facts))
      else {
        for (const { path, bytes } of files) terminal.print(`  ${path.padEnd(40)} ${sizeText(bytes.byteLength, terminal.locale)}`)
        terminal.print(`${text('Étapes', 'Steps')}: ${facts.nodes.join(', ')}`)
        terminal.print(`${text('Peut atteindre', 'May reach')}: ${JSON.stringify(manifest.permissions)}`)
        terminal.print(`${pc.green('✓')} ${file} (${sizeText(packed.byteLength, terminal.locale)} / ${sizeText(archiveLimits.packedBytes, terminal.locale)})\n  ${integrity}`)
      }
      finish(exitCodes.ok)
    })
}

function addDev({ node, terminal, finish, text }: Parts): void {
  const command = node
    .command('dev')
    .description(text('Envoyer le paquet à un serveur de développement, à nouveau après chaque changement', 'Send the package to a development server, again after each change'))
    .argument('[folder]', text('dossier du paquet', 'folder of the package'), '.')
    .option('--once', text('envoyer une fois et s’arrêter', 'send once and stop'))
    .option('--json', text('répondre en JSON, une ligne par envoi', 'answer as JSON, one line for each time it is sent'))
    .action(async (folder: string, { once, json, ...target }: TargetOptions & { readonly once?: boolean; readonly json?: boolean }) => {
      const server = await connect(target, terminal)
      await developPackage(await readPackageSource(resolve(folder)), { server, terminal, once: once === true, asJson: json === true })
      finish(exitCodes.ok)
    })
  addTarget(command, terminal)
}

function spoken(findings: Awaited<ReturnType<typeof packageFindings>>, { locale }: Terminal): readonly { readonly severity: string; readonly text: string }[] {
  return findings.map(({ severity, text }) => ({ severity, text: text[locale] }))
}
