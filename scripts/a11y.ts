// Every page in both themes under the rules of axe-core (WCAG 2.2 AA), from a real server with real runs. `npm run a11y -- [--dist]`
// --dist: the built server (default: from source). Ends with a JSON line; the exit code is 0 where nothing serious or critical is left.
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { parseArgs } from 'node:util'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser, openPage } from '../test/world/browser.js'
import { firstUser, signIn } from '../test/world/sign-in.js'
import { startMaillon } from '../test/world/start-maillon.js'
import { furnishHouse, type FurnishedHouse } from './screenshots/furnish-house.js'

interface Violation {
  readonly id: string
  readonly impact: 'minor' | 'moderate' | 'serious' | 'critical' | null
  readonly help: string
  readonly nodes: readonly { readonly target: readonly unknown[]; readonly failureSummary?: string }[]
}

interface Place {
  readonly name: string
  readonly path: string
  /** What is opened on the page before it is looked at. */
  readonly open?: (page: Page) => Promise<void>
}

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const { values: asked } = parseArgs({ options: { dist: { type: 'boolean', default: false } } })
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const counts = { minor: 0, moderate: 0, serious: 0, critical: 0 }
let pages = 0

const server = await startMaillon({ from: asked.dist ? 'dist' : 'source' })
const browser = await launchBrowser()
try {
  await lookFromOutside(browser, '/setup/')
  const house = await furnishHouse(await signIn(server.url, 'fr'), 'fr')
  try {
    await lookFromOutside(browser, '/login/')
    for (const colorScheme of ['light', 'dark'] as const) await lookInside(browser, { house, colorScheme })
  } finally {
    await house.close()
  }
} finally {
  await browser.close()
  await server.remove()
}
process.stdout.write(`${JSON.stringify({ pages, ...counts })}\n`)
process.exitCode = counts.serious + counts.critical === 0 ? 0 : 1

async function lookFromOutside(on: Browser, path: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    const { page, context } = await openPage(on, { locale: 'fr', colorScheme })
    await look(page, { name: `${path} ${colorScheme}`, path })
    await context.close()
  }
}

async function lookInside(on: Browser, { house, colorScheme }: { readonly house: FurnishedHouse; readonly colorScheme: 'light' | 'dark' }): Promise<void> {
  const { page, context } = await openPage(on, { locale: 'fr', colorScheme, width: 1600, height: 950 })
  await page.goto(`${server.url}/login/`)
  await page.locator('input[type=email]').fill(firstUser.email)
  await page.locator('input[type=password]').fill(firstUser.password)
  await page.locator('button[type=submit]').click()
  await page.waitForURL((url) => url.pathname === '/')
  for (const place of placesOf(house)) await look(page, { ...place, name: `${place.name} ${colorScheme}` })
  await context.close()
}

function placesOf(house: FurnishedHouse): readonly Place[] {
  const flow = `/flow/?id=${house.reportId}`
  const node = (page: Page) => page.locator('.react-flow__node-flow').nth(5)
  return [
    ...['/', '/flows/', '/runs/', '/schedules/', '/queues/', '/failed/', '/gallery/', '/mailbox/', '/credentials/', '/recipients/', '/alerts/', '/alerts/?view=rules', '/collections/', '/settings/', '/settings/variables/', '/settings/packages/', '/files/', `/run/?id=${house.succeededRunId}`, `/run/?id=${house.failedRunId}`, `/compare/?right=${house.succeededRunId}`, `/flow-runs/?id=${house.reportId}`, `/flow-tests/?id=${house.reportId}`, '/nothing-here/'].map((path) => ({ name: path, path })),
    { name: 'new flow', path: '/flows/?new=1' },
    { name: 'import', path: '/import/' },
    { name: 'what arrives', path: `/import/?flow=${house.reportId}`, open: (page) => page.getByTestId('import').waitFor() },
    { name: 'canvas', path: flow },
    { name: 'past run on the canvas', path: `${flow}&run=${house.succeededRunId}` },
    { name: 'selection', path: flow, open: (page) => node(page).click({ position: { x: 20, y: 12 } }) },
    { name: 'node panel', path: flow, open: (page) => node(page).getByRole('button').first().click() },
    {
      name: 'options of a node', path: flow,
      open: async (page) => {
        await node(page).getByRole('button').first().click()
        await page.getByTestId('tab-options').click()
      },
    },
    { name: 'adding a step', path: flow, open: (page) => page.getByTestId('add-node').click() },
    { name: 'publishing', path: flow, open: (page) => page.getByTestId('publish').click() },
    { name: 'other ways to try', path: `/flow/?id=${house.sampleId}`, open: (page) => page.getByTestId('try-menu').click() },
    { name: 'command palette', path: flow, open: (page) => page.keyboard.press('Control+k') },
    ...(['steps', 'words', 'versions'] as const).map((panel): Place => ({
      name: panel, path: flow,
      open: async (page) => {
        await page.getByTestId('more').click()
        await page.getByTestId(`open-${panel}`).click()
      },
    })),
    { name: 'findings', path: flow, open: (page) => page.getByTestId('open-findings').click() },
  ]
}

async function look(page: Page, place: Place): Promise<void> {
  await page.goto(server.url + place.path)
  await page.waitForSelector('h1, .react-flow__node, [role=dialog], .mantine-EmptyState-title', { timeout: 20_000 })
  await page.locator('.mantine-Skeleton-root').first().waitFor({ state: 'detached', timeout: 15_000 })
  await place.open?.(page)
  // What moves in has come to rest.
  await page.waitForTimeout(700)
  await page.evaluate(axe)
  const { violations } = await page.evaluate<{ readonly violations: readonly Violation[] }>(`axe.run(document, { runOnly: ${JSON.stringify(tags)}, resultTypes: ['violations'] })`)
  pages++
  for (const { id, impact, help, nodes } of violations) {
    counts[impact ?? 'minor'] += nodes.length
    process.stdout.write(`${impact ?? 'minor'} ${place.name}: ${id} (${help})\n`)
    for (const node of nodes.slice(0, 4)) process.stdout.write(`    ${node.target.join(' ')}  ${(node.failureSummary ?? '').split('\n')[1]?.trim().slice(0, 160) ?? ''}\n`)
  }
}
