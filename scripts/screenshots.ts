// The pictures of README and docs, from a real server with real runs. `npm run screenshots -- [--to FOLDER] [--dist] [--all] [--look fr,en-dark] [--only NAME,NAME]`
// --to: default docs/pictures. --dist: the built server (default: from source). --all: every page in every look, for review; default: those that the documents show. --look, --only: a part of it.
import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser, openPage, type PageOptions } from '../test/world/browser.js'
import { signIn, firstUser } from '../test/world/sign-in.js'
import { startMaillon, type RunningMaillon } from '../test/world/start-maillon.js'
import { furnishHouse, type FurnishedHouse } from './screenshots/furnish-house.js'
import { pagesBeforeSetup, pagesInside, pagesOutside, type SeenPage } from './screenshots/pages-of-house.js'

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
  { name: 'en-dark', locale: 'en', colorScheme: 'dark', ...desktop },
  { name: 'en-wide', locale: 'en', width: 1920, height: 1080 },
  { name: 'fr-phone', locale: 'fr', width: 390, height: 844, isPhone: true },
]

const { values: asked } = parseArgs({ options: { to: { type: 'string', default: 'docs/pictures' }, dist: { type: 'boolean', default: false }, all: { type: 'boolean', default: false }, look: { type: 'string' }, only: { type: 'string' } } })
const isAsked = ({ name }: SeenPage): boolean => asked.only === undefined || asked.only.split(',').includes(name)
const folder = resolve(asked.to)
await mkdir(folder, { recursive: true })
const browser = await launchBrowser()
let pictures = 0
const problems: string[] = []

try {
  for (const locale of ['fr', 'en'] as const) {
    const looks = (asked.all ? reviewLooks : documentLooks).filter((look) => look.locale === locale && (asked.look === undefined || asked.look.split(',').includes(look.name)))
    if (looks.length === 0) continue
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
  for (const look of looks) await takeAlone(server, look, pagesBeforeSetup)
}

/** Each in a browser of its own, without a session. */
async function takeAlone(server: RunningMaillon, look: Look, seen: readonly SeenPage[]): Promise<void> {
  for (const one of seen.filter(isAsked)) {
    const { page, context } = await openPage(browser, look)
    await page.goto(server.url + one.path)
    await take(page, look, one)
    await context.close()
  }
}

async function takePages(on: Browser, of: { readonly server: RunningMaillon; readonly house: FurnishedHouse; readonly look: Look }): Promise<void> {
  const { server, house, look } = of
  if (asked.all) await takeAlone(server, look, pagesOutside(house))
  const { page, context, problems: found } = await openPage(on, look)
  await page.goto(`${server.url}/login/`)
  await page.locator('input[type=email]').fill(firstUser.email)
  await page.locator('input[type=password]').fill(firstUser.password)
  await page.locator('button[type=submit]').click()
  await page.waitForURL((url) => url.pathname === '/')
  for (const one of pagesInside(house).filter(isAsked)) {
    if ((!asked.all && one.isInDocuments !== true) || (look.isPhone === true && one.isWide === true)) continue
    await page.goto(server.url + one.path)
    await take(page, look, one)
  }
  problems.push(...found.map((problem) => `${look.name}: ${problem}`))
  await context.close()
}

/** When the texts, the data and the moving parts have come to rest. */
async function take(page: Page, look: Look, seen: SeenPage): Promise<void> {
  const name = `${seen.name}-${look.name}`
  const isThere = await page.waitForSelector('h1, .react-flow__node, [role=dialog], .mantine-EmptyState-title', { timeout: 10_000 }).catch(() => null)
  if (isThere === null) problems.push(`${name}: nothing to see after 10 s`)
  await page.locator('.mantine-Skeleton-root').first().waitFor({ state: 'detached', timeout: 15_000 })
  await seen.open?.(page).catch((error: unknown) => problems.push(`${name}: ${String(error).split('\n')[0] ?? ''}`))
  await page.waitForTimeout(900)
  // For review pages are shown to their end.
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled', fullPage: asked.all })
  pictures++
}
