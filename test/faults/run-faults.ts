// `npm run faults`: disturbs real servers in every way of docs/faults.md, over both backends, and checks that nothing was lost or done without its key.
import { readArguments } from './arguments.js'
import { House, type Backend } from './rig/house.js'
import { olderBuild } from './rig/older-build.js'
import { seededFraction } from './rig/seeded-fraction.js'
import { printRow, printSummary, shortfalls, totalsOf, type BackendTotals } from './report.js'
import { runScene, unopened, type SceneResult } from './run-scene.js'
import { allFaults } from './table/all-faults.js'

const asked = readArguments(process.argv.slice(2))
const chosen = allFaults.filter((fault) => (asked.only.length === 0 ? !asked.isShort || fault.isShort === true : asked.only.some((id) => fault.id.startsWith(id))))
console.log(`seed ${asked.seed}, ${chosen.length} faults`)

const totals = await Promise.all(asked.backends.map(async (backend): Promise<readonly [Backend, BackendTotals]> => [backend, totalsOf(await runAll(backend))]))
printSummary(totals)
const short = shortfalls(totals)
for (const line of short) console.log(line)
console.log(JSON.stringify(Object.fromEntries(totals.map(([backend, { figures }]) => [backend, figures]))))
process.exit(short.length === 0 ? 0 : 1)

async function runAll(backend: Backend): Promise<readonly SceneResult[]> {
  const results: SceneResult[] = []
  let shared: House | null = null
  try {
    for (const fault of chosen) {
      if (fault.backends?.includes(backend) === false) continue
      if (fault.needsRoot === true && process.getuid?.() !== 0) {
        console.log(`${backend.padEnd(9)} ${fault.id.padEnd(5)} skipped: it needs root`)
        continue
      }
      if (fault.house?.build === 'older' && (await olderBuild()) === null) {
        console.log(`${backend.padEnd(9)} ${fault.id.padEnd(5)} skipped: there is no history of the sources here`)
        continue
      }
      const isOwn = fault.house !== undefined
      let house: House | null = isOwn ? null : shared
      let result: SceneResult
      try {
        house ??= await House.open({ backend, ...fault.house })
        if (!isOwn) shared = house
        result = await runScene(fault, house, { fraction: seededFraction(asked.seed), isShort: asked.isShort })
      } catch (error) {
        result = unopened(fault, error)
      }
      results.push(result)
      printRow(backend, result)
      // What is stuck in a shared house would spoil the next row.
      if (!isOwn && result.problem === null) continue
      await house?.close()
      if (!isOwn) shared = null
    }
  } finally {
    await shared?.close()
  }
  return results
}
