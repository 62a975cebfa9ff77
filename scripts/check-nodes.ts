// Every definition of every node package that this installation loads, held to the promises of a node by the kit that third parties use
// (`@maillon/node-sdk/testing`): `npm run nodes:conformance`, or with names (`npm run nodes:conformance -- excel sql.query`).
// Ends with a JSON line; the exit code says whether anything was found.
import { loadPackages } from '../apps/server/src/platform/load-packages.js'
import { silentLogger } from '../libs/kernel/src/index.js'
import {
  conformanceChecks,
  conformancePromises,
  problemOfCheck,
  type ConformanceOptions,
  type ConformancePromise,
} from '../libs/node-sdk/src/testing/index.js'

/** Each row makes a file, all of which the world of the check keeps in memory. */
const manyFiles: ConformanceOptions = { streamed: 10_000 }
const optionsOf: { readonly [type: string]: ConformanceOptions } = { 'document.html': manyFiles, 'document.pdf': manyFiles }

const wanted = process.argv.slice(2)
const { catalogue, find, problems } = await loadPackages(silentLogger)
const definitions = catalogue
  .list()
  .filter(({ type }) => wanted.length === 0 || wanted.some((name) => type === name || type.startsWith(`${name}.`)))
  .map(({ type, version }) => find(type, version)?.definition)
  .filter((definition) => definition !== undefined)

const total = { definitions: definitions.length, checks: 0, failed: 0, brokenPackages: problems.length }
console.log(row('type', (promise) => promise))
for (const definition of definitions) {
  const { type } = definition.descriptor
  const results = new Map<ConformancePromise, { kept: number; broken: string[] }>()
  for (const check of conformanceChecks(definition, optionsOf[type])) {
    const result = results.get(check.promise) ?? { kept: 0, broken: [] }
    results.set(check.promise, result)
    const trouble = await problemOfCheck(check)
    total.checks += 1
    if (trouble === null) result.kept += 1
    else result.broken.push(`  ${check.title}: ${trouble}`)
  }
  console.log(row(type, (promise) => markOf(results.get(promise))))
  const broken = [...results.values()].flatMap((result) => result.broken)
  total.failed += broken.length
  for (const line of broken) console.log(line)
}
for (const { package: name, code, details } of problems) console.log(`${name}: ${code} ${details}`)
console.log(JSON.stringify(total))
process.exit(total.failed === 0 && total.brokenPackages === 0 && total.definitions > 0 ? 0 : 1)

function markOf(result: { readonly kept: number; readonly broken: readonly string[] } | undefined): string {
  if (result === undefined) return '-'
  return result.broken.length === 0 ? `ok ${result.kept}` : `FAILED ${result.broken.length}`
}

function row(type: string, cell: (promise: ConformancePromise) => string): string {
  return `${type.padEnd(24)}${conformancePromises.map((promise) => cell(promise).padEnd(13)).join('')}`.trimEnd()
}
