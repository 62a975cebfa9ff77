// `node scripts/run-prepared.mjs [--machine] [--build] FILE ...`: runs a script of ours from source after the set-up that it needs, so that each
// `npm run …` works in a fresh clone. `--machine`: Debian's packages for tests; `--build`: what `npm start` would run.
import { build, checkNode, installPackages, root } from './setup/prepare.mjs'
import { runCommand } from './setup/run-command.mjs'
import { prepareTestMachine } from './setup/test-machine.mjs'

const needs = new Set()
const args = process.argv.slice(2)
while (args[0]?.startsWith('--')) needs.add(args.shift())

checkNode()
await installPackages()
if (needs.has('--machine')) await prepareTestMachine()
if (needs.has('--build')) await build()
process.exit(await runCommand(process.execPath, ['--conditions=source', '--import', 'tsx', ...args], { cwd: root }))
