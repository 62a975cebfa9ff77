// The pictures of README and docs, from a real server with real runs. `npm run screenshots -- [--to FOLDER] [--dist] [--all]`
// --to: default docs/pictures. --dist: the built server (default: from source). --all: every page in every look, for review; default: those that the documents show.
import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser, openPage, type PageOptions } from '../test/world/browser.js'
import { signIn, firstUser } from '../test/world/sign-in.js'
import { startMaillon, type RunningMaillon } from '../test/world/start-maillon.js'
import { furnishHouse, type FurnishedHouse } from './screenshots/furnish-house.js'

interface Look extends PageOptions {
  readonly name: string
}

const desktop = { width: 1280, height: 800 }
/** What the documents show. */
const documentLooks: readonly Look[] = [
  { name: 'fr', locale: 'fr', ...desktop },
  { name: 'en', locale: 'en', ...desktop },
]
const reviewLooks: readonly Look[] = [
  ...documentLooks,
  { name: 'fr-dark', locale: 'fr', colorScheme: 'dark', ...desktop },
  { name: 'en-wide', locale: 'en', width: 1920, height: 1080 },
  { name: 'fr-phone', locale: 'fr', width: 390, height: 844 },
]

const { values: asked } = parseArgs({ options: { to: { type: 'string', default: 'docs/pictures' }, dist: { type: 'boolean', default: false }, all: { type: 'boolean', default: false } } })
const folder = resolve(asked.to)
await mkdir(folder, { recursive: true })
const browser = await launchBrowser()
let pictures = 0
const problems: string[] = []

try {
  for (const locale of ['fr', 'en'] as const) {
    const looks = (asked.all ? reviewLooks : documentLooks).filter((look) => look.locale === locale)
    const server = await startMaillon({ from: asked.dist ? 'dist' : 'source' })
    try {
      if (asked.all) await takeFirstStart(server, looks)
      const house = await furnishHouse(await signIn(server.url, locale), locale)
      try {
        for (const look of looks) await takePages(browser, { server, house, look })
      } finally {
        await house.close()
      }
    } finally {
      await server.remove()
    }
  }
} finally {
  await browser.close()
}
console.log(`${pictures} pictures in ${folder}`)
for (const problem of problems) console.log(`! ${problem}`)
console.log(JSON.stringify({ pictures, problems: problems.length }))
process.exitCode = problems.length === 0 ? 0 : 1

async function takeFirstStart(server: RunningMaillon, looks: readonly Look[]): Promise<void> {
  for (const look of looks) {
    const { page, context } = await openPage(browser, look)
    await page.goto(`${server.url}/`)
    await page.waitForURL('**/setup/')
    await take(page, `setup-${look.name}`)
    await context.close()
  }
}

async function takePages(on: Browser, of: { readonly server: RunningMaillon; readonly house: FurnishedHouse; readonly look: Look }): Promise<void> {
  const { server, house, look } = of
  const { page, context, problems: found } = await openPage(on, look)
  await page.goto(`${server.url}/login/`)
  if (asked.all) await take(page, `login-${look.name}`)
  await page.locator('input[type=email]').fill(firstUser.email)
  await page.locator('input[type=password]').fill(firstUser.password)
  await page.locator('button[type=submit]').click()
  await page.waitForURL((url) => url.pathname === '/')
  const pages: readonly (readonly [name: string, path: string, inDocuments: boolean])[] = [
    ['home', '/', true],
    ['canvas', `/flow/?id=${house.reportId}&run=${house.succeededRunId}`, true],
    ['flows', '/flows/', false],
    ['new-flow', '/flows/?new=1', false],
    ['import', `/import/?flow=${house.reportId}`, false],
    ['runs', '/runs/', true],
    ['run', `/run/?id=${house.succeededRunId}`, true],
    ['run-failed', `/run/?id=${house.failedRunId}`, false],
    ['compare', `/compare/?right=${house.succeededRunId}`, false],
    ['flow-tests', `/flow-tests/?id=${house.reportId}`, false],
    ['runs-by-step', `/flow-runs/?id=${house.reportId}`, false],
    ['queues', '/queues/', false],
    ['failed', '/failed/', false],
    ['gallery', '/gallery/', false],
    ['schedules', '/schedules/', false],
    ['mailbox', '/mailbox/', false],
    ['credentials', '/credentials/', false],
    ['recipients', '/recipients/', false],
    ['alerts', '/alerts/', false],
    ['alert-rules', '/alerts/?view=rules', false],
    ['collections', '/collections/', false],
    ['settings', '/settings/', false],
    ['variables', '/settings/variables/', false],
    ['api', '/settings/api/', false],
    ['packages', '/settings/packages/', false],
    ['sample-canvas', `/flow/?id=${house.sampleId}`, false],
    ['files', '/files/', false],
    ['missing', '/nothing-here/', false],
  ]
  for (const [name, path, inDocuments] of pages) {
    if (!asked.all && !inDocuments) continue
    await page.goto(server.url + path)
    await take(page, `${name}-${look.name}`)
  }
  problems.push(...found.map((problem) => `${look.name}: ${problem}`))
  await context.close()
}

/** When the texts, the data and the moving parts have come to rest. */
async function take(page: Page, name: string): Promise<void> {
  const isThere = await page.waitForSelector('h1, .react-flow__node, [role=dialog], .mantine-EmptyState-title', { timeout: 10_000 }).catch(() => null)
  if (isThere === null) problems.push(`${name}: nothing to see after 10 s`)
  await page.locator('.mantine-Skeleton-root').first().waitFor({ state: 'detached', timeout: 15_000 })
  await page.waitForTimeout(900)
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' })
  pictures++
}
