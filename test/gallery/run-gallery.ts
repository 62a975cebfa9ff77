// `npm run gallery -- daily-report`: runs gallery flows on real servers that it starts itself, and checks what came of it from outside.
import { startMaillon } from '../world/start-maillon.js'
import { signIn } from '../world/sign-in.js'
import { dailyReportCases, type GalleryCase } from './daily-report/cases.js'
import { startRealWorld } from './daily-report/real-world.js'

const flows: { readonly [id: string]: readonly GalleryCase[] } = { 'daily-report': dailyReportCases }

const wanted = process.argv.slice(2)
const unknown = wanted.filter((id) => !(id in flows))
if (unknown.length > 0) {
  console.error(`Unknown gallery flow: ${unknown.join(', ')}. There are: ${Object.keys(flows).join(', ')}.`)
  process.exit(2)
}

const chosen = Object.entries(flows).filter(([id]) => wanted.length === 0 || wanted.includes(id))
const summary = { flows: chosen.length, passed: 0, failureCasesPassed: 0 }
let failed = 0
for (const [id, cases] of chosen) {
  console.log(`${id}`)
  let isFlowGood = true
  for (const { title, isFailureCase, run } of cases) {
    const startedAt = performance.now()
    const [world, maillon] = await Promise.all([startRealWorld(), startMaillon()])
    try {
      await run({ world, maillon, user: await signIn(maillon.url) })
      if (isFailureCase) summary.failureCasesPassed += 1
      console.log(`  passed  ${title.padEnd(72)} ${((performance.now() - startedAt) / 1000).toFixed(1)} s`)
    } catch (error) {
      isFlowGood = false
      failed += 1
      console.log(`  FAILED  ${title}\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
    } finally {
      await maillon.remove()
      await world.stop()
    }
  }
  if (isFlowGood) summary.passed += 1
}
console.log(JSON.stringify(summary))
process.exit(failed === 0 ? 0 : 1)
