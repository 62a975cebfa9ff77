// Every page in both themes under the rules of axe-core (WCAG 2.2 AA), and on a phone, where nothing may stand beyond the edge; from a real
// server with real runs. `npm run a11y -- [--dist] [--look light,dark,phone] [--only NAME,NAME] [--to FOLDER]`
// --dist: the built server (default: from source). --look, --only: a part of it. --to: a picture of each page goes there. Ends with a JSON line; the exit code is 0 where nothing serious
// or critical is left and no page is wider than the phone.
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser, openPage, type PageOptions } from '../test/world/browser.js'
import { firstUser, signIn } from '../test/world/sign-in.js'
import { startMaillon } from '../test/world/start-maillon.js'
import { furnishHouse, type FurnishedHouse } from './screenshots/furnish-house.js'
import { pagesBeforeSetup, pagesInside, pagesOutside, type SeenPage } from './screenshots/pages-of-house.js'

interface Violation {
  readonly id: string
  readonly impact: 'minor' | 'moderate' | 'serious' | 'critical' | null
  readonly help: string
  readonly nodes: readonly { readonly target: readonly unknown[]; readonly failureSummary?: string }[]
}

const looks = {
  light: { locale: 'fr', colorScheme: 'light', width: 1600, height: 950 },
  dark: { locale: 'fr', colorScheme: 'dark', width: 1600, height: 950 },
  phone: { locale: 'fr', colorScheme: 'light', width: 390, height: 844, isPhone: true },
} as const satisfies { readonly [name: string]: PageOptions }
type Look = keyof typeof looks

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const { values: asked } = parseArgs({ options: { dist: { type: 'boolean', default: false }, look: { type: 'string', default: Object.keys(looks).join(',') }, only: { type: 'string' }, to: { type: 'string' } } })
const askedLooks = (Object.keys(looks) as Look[]).filter((look) => asked.look.split(',').includes(look))
const isAsked = ({ name }: SeenPage): boolean => asked.only === undefined || asked.only.split(',').includes(name)
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const counts = { minor: 0, moderate: 0, serious: 0, critical: 0, tooWide: 0 }
let pages = 0

const server = await startMaillon({ from: asked.dist ? 'dist' : 'source' })
const browser = await launchBrowser()
try {
  for (const look of askedLooks) await lookFromOutside(browser, look, pagesBeforeSetup)
  const house = await furnishHouse(await signIn(server.url, 'fr'), 'fr')
  try {
    for (const look of askedLooks) {
      await lookFromOutside(browser, look, pagesOutside(house))
      await lookInside(browser, look, house)
    }
  } finally {
    await house.close()
  }
} finally {
  await browser.close()
  await server.remove()
}
process.stdout.write(`${JSON.stringify({ pages, ...counts })}\n`)
process.exitCode = counts.serious + counts.critical + counts.tooWide === 0 ? 0 : 1

async function lookFromOutside(on: Browser, look: Look, seen: readonly SeenPage[]): Promise<void> {
  for (const one of seen.filter(isAsked)) {
    const { page, context } = await openPage(on, looks[look])
    await lookAt(page, look, one)
    await context.close()
  }
}

async function lookInside(on: Browser, look: Look, house: FurnishedHouse): Promise<void> {
  const { page, context } = await openPage(on, looks[look])
  await page.goto(`${server.url}/login/`)
  await page.locator('input[type=email]').fill(firstUser.email)
  await page.locator('input[type=password]').fill(firstUser.password)
  await page.locator('button[type=submit]').click()
  await page.waitForURL((url) => url.pathname === '/')
  const seen = pagesInside(house).filter(({ isWide }) => look !== 'phone' || isWide !== true)
  for (const one of seen.filter(isAsked)) await lookAt(page, look, one)
  await context.close()
}

async function lookAt(page: Page, look: Look, seen: SeenPage): Promise<void> {
  await page.goto(server.url + seen.path)
  await page.waitForSelector('h1, .react-flow__node, [role=dialog], .mantine-EmptyState-title', { timeout: 20_000 })
  await page.locator('.mantine-Skeleton-root').first().waitFor({ state: 'detached', timeout: 15_000 })
  await seen.open?.(page)
  // What moves in has come to rest.
  await page.waitForTimeout(700)
  if (asked.to !== undefined) await page.screenshot({ path: join(asked.to, `${seen.name}-${look}.png`), animations: 'disabled', fullPage: true })
  await page.evaluate(axe)
  const { violations } = await page.evaluate<{ readonly violations: readonly Violation[] }>(`axe.run(document, { runOnly: ${JSON.stringify(tags)}, resultTypes: ['violations'] })`)
  pages++
  for (const violation of violations) tell(violation, `${seen.name} ${look}`)
  const beyond = (await page.evaluate<number>('document.documentElement.scrollWidth')) - looks[look].width
  if (beyond <= 0) return
  counts.tooWide += 1
  process.stdout.write(`too wide ${seen.name} ${look}: ${beyond} px\n`)
}

function tell({ id, impact, help, nodes }: Violation, where: string): void {
  counts[impact ?? 'minor'] += nodes.length
  process.stdout.write(`${impact ?? 'minor'} ${where}: ${id} (${help})\n`)
  for (const node of nodes.slice(0, 4)) process.stdout.write(`    ${node.target.join(' ')}  ${(node.failureSummary ?? '').split('\n')[1]?.trim().slice(0, 160) ?? ''}\n`)
}
