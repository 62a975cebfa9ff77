// Everything between a fresh clone and something that runs: the packages, then the build of what changed.
// Plain Node without packages, because it runs before there are any.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runCommand } from './run-command.mjs'
import { giveUp, say, seconds } from './say.mjs'

export const root = fileURLToPath(new URL('../../', import.meta.url))
const stamps = join(root, 'node_modules', '.maillon')
const builtFiles = ['apps/server/dist/main.js', 'apps/web/out/index.html']
const quietTools = { NX_DAEMON: 'false', NX_NO_CLOUD: 'true', NX_TUI: 'false', NEXT_TELEMETRY_DISABLED: '1', npm_config_yes: 'false' }

export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  giveUp(
    `Maillon a besoin de Node 20.19 ou plus récent ; cette machine a ${process.versions.node}. Installez-le depuis nodejs.org, puis recommencez.`,
    `Maillon needs Node 20.19 or newer; this machine has ${process.versions.node}. Install it from nodejs.org and try again.`,
  )
}

/** Install the packages where the lock file says something other than at the last time. */
export async function installPackages() {
  const lock = createHash('sha256').update(readFileSync(join(root, 'package-lock.json'))).digest('hex')
  if (readStamp('lock') === lock) return
  const startedAt = performance.now()
  say('Installation des paquets (une à deux minutes la première fois)…', 'Installing the packages (one or two minutes the first time)…')
  const code = await runCommand('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { quiet: true, cwd: root })
  if (code !== 0) {
    giveUp(
      'Les paquets n’ont pas pu être installés : voyez le message ci-dessus. Vérifiez l’accès au registre npm et l’espace disque, puis recommencez.',
      'The packages could not be installed: see the message above. Check the access to the npm registry and the disk space, then try again.',
    )
  }
  writeStamp('lock', lock)
  say(`Paquets installés en ${seconds(startedAt)}.`, `Packages installed in ${seconds(startedAt)}.`)
}

/** Build what changed. Where no source changed since the last build, this costs some milliseconds. */
export async function build() {
  const sources = sourceFingerprint()
  if (readStamp('build') === sources && builtFiles.every((file) => existsSync(join(root, file)))) return
  const startedAt = performance.now()
  say('Construction de ce qui a changé (environ une minute la première fois)…', 'Building what changed (about a minute the first time)…')
  const nx = join(root, 'node_modules', 'nx', 'dist', 'bin', 'nx.js')
  const code = await runCommand(process.execPath, [nx, 'run-many', '-t', 'build', '--parallel=2', '--output-style=static'], { quiet: true, env: quietTools, cwd: root })
  if (code !== 0) giveUp('La construction a échoué : voyez le message ci-dessus.', 'The build failed: see the message above.')
  writeStamp('build', sources)
  say(`Construit en ${seconds(startedAt)}.`, `Built in ${seconds(startedAt)}.`)
}

/** A hash over path, size and time of every source file: quick to take, and different whenever something was edited. */
function sourceFingerprint() {
  const hash = createHash('sha256')
  const visit = (folder) => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (entry.name === 'node_modules' || entry.name === 'next-env.d.ts' || entry.name === 'dist' || entry.name === 'out' || entry.name.startsWith('.')) continue
      const path = `${folder}/${entry.name}`
      if (entry.isDirectory()) visit(path)
      else if (!/\.test\.tsx?$/.test(entry.name)) {
        const { size, mtimeMs } = statSync(join(root, path))
        hash.update(`${path} ${size} ${mtimeMs}\n`)
      }
    }
  }
  for (const folder of ['libs', 'nodes', 'apps']) visit(folder)
  for (const file of ['tsconfig.base.json', 'tsconfig.build.base.json', 'package-lock.json']) {
    hash.update(`${file} ${statSync(join(root, file)).mtimeMs}\n`)
  }
  return hash.digest('hex')
}

function readStamp(name) {
  try {
    return readFileSync(join(stamps, name), 'utf8')
  } catch {
    return null
  }
}

function writeStamp(name, value) {
  mkdirSync(stamps, { recursive: true })
  writeFileSync(join(stamps, name), value)
}
