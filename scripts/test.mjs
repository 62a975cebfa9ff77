// `npm test`: sets up what the tests need, then runs all of them, the fast ones first.
// `npm test -- unit e2e` runs only the named stages.
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { failedTests } from './setup/failed-tests.mjs'
import { build, checkNode, installPackages, root } from './setup/prepare.mjs'
import { runCommand } from './setup/run-command.mjs'
import { giveUp, say, seconds, text } from './setup/say.mjs'
import { prepareTestMachine } from './setup/test-machine.mjs'

const bin = (name) => join(root, 'node_modules', '.bin', name)
const reports = join(tmpdir(), `maillon-test-${process.pid}`)
const reportOf = (stage) => join(reports, `${stage}.json`)
const vitest = (stage, ...args) => [bin('vitest'), ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${reportOf(stage)}`, ...args]]
const fromSource = (file, ...args) => [process.execPath, ['--conditions=source', '--import', 'tsx', file, ...args]]

/** In this order: what fails soonest comes first. `needsBuild` stages run what `npm start` runs. */
const stages = [
  { name: 'lint', run: [bin('oxlint'), ['--type-aware', '--quiet']] },
  { name: 'types', run: [bin('tsc'), ['-p', 'tsconfig.json']] },
  { name: 'unit', run: vitest('unit') },
  { name: 'faults', run: fromSource('test/faults/run-faults.ts', '--short') },
  { name: 'types-web', needsBuild: true, run: [bin('tsc'), ['-p', 'apps/web/tsconfig.json', '--noEmit']] },
  { name: 'gallery', needsBuild: true, run: fromSource('test/gallery/run-gallery.ts') },
  { name: 'e2e', needsBuild: true, run: vitest('e2e', '--config', 'test/e2e/vitest.config.ts') },
]

checkNode()
await installPackages()
await prepareTestMachine()
const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !stages.some((stage) => stage.name === name))
if (unknown.length > 0) {
  const known = stages.map((stage) => stage.name).join(', ')
  giveUp(`Étape inconnue : ${unknown.join(', ')}. Il y a : ${known}.`, `Unknown stage: ${unknown.join(', ')}. There are: ${known}.`)
}

const results = []
let isBuilt = false
for (const stage of stages) {
  if (wanted.length > 0 && !wanted.includes(stage.name)) continue
  if (stage.needsBuild && !isBuilt) {
    await build()
    isBuilt = true
  }
  const startedAt = performance.now()
  say(`${stage.name}…`, `${stage.name}…`)
  const code = await runCommand(stage.run[0], stage.run[1], { cwd: root })
  results.push({ name: stage.name, passed: code === 0, took: seconds(startedAt), failed: code === 0 ? [] : await failedTests(reportOf(stage.name), root) })
}

process.stdout.write('\n')
// What failed stands last, where it is seen: the stages print thousands of lines.
for (const { name, failed } of results) for (const line of failed) process.stdout.write(`${name}: ${line}\n`)
for (const { name, passed, took } of results) process.stdout.write(`${passed ? text('réussi', 'passed') : text('ÉCHEC ', 'FAILED')}  ${name.padEnd(12)} ${took}\n`)
await rm(reports, { recursive: true, force: true })
const failed = results.filter((result) => !result.passed).length
process.stdout.write(`stages: ${results.length - failed} passed, ${failed} failed\n`)
process.exit(failed === 0 ? 0 : 1)
