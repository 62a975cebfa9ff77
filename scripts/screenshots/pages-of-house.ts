import type { Page } from 'playwright-core'
import type { FurnishedHouse } from './furnish-house.js'

/** A page of the product as somebody looks at it. */
export interface SeenPage {
  /** Also the name of its picture. */
  readonly name: string
  readonly path: string
  /** What is opened on the page before it is looked at. */
  readonly open?: (page: Page) => Promise<void>
  /** Shown in README or docs. Default false. */
  readonly isInDocuments?: boolean
  /** Needs a wide screen: not looked at on a phone. Default false. */
  readonly isWide?: boolean
}

/** Before the first administrator exists. */
export const pagesBeforeSetup: readonly SeenPage[] = [{ name: 'setup', path: '/setup/' }]

/** For people without a session. */
export function pagesOutside(house: Pick<FurnishedHouse, 'answerPath' | 'invitationPath' | 'formPath'>): readonly SeenPage[] {
  return [
    { name: 'login', path: '/login/' },
    { name: 'forgotten', path: '/forgotten/' },
    { name: 'new-password', path: '/new-password/#none' },
    { name: 'invitation', path: house.invitationPath },
    { name: 'answer', path: house.answerPath },
    { name: 'answer-gone', path: '/answer/?token=none' },
    { name: 'form', path: house.formPath },
  ]
}

/** For whoever is logged in: every page, then what opens on them. */
export function pagesInside(house: FurnishedHouse): readonly SeenPage[] {
  return [...plainPages(house), ...openedOnPages(), ...onCanvas(house)]
}

function plainPages(house: FurnishedHouse): readonly SeenPage[] {
  return [
    { name: 'home', path: '/', isInDocuments: true },
    { name: 'flows', path: '/flows/' },
    { name: 'new-flow', path: '/flows/?new=1' },
    { name: 'import', path: '/import/' },
    { name: 'import-review', path: `/import/?flow=${house.reportId}`, open: (page) => page.getByTestId('import').waitFor() },
    { name: 'runs', path: '/runs/', isInDocuments: true },
    { name: 'run', path: `/run/?id=${house.succeededRunId}`, isInDocuments: true },
    { name: 'run-failed', path: `/run/?id=${house.failedRunId}` },
    { name: 'run-waiting', path: `/run/?id=${house.waitingRunId}` },
    { name: 'compare', path: `/compare/?right=${house.succeededRunId}` },
    { name: 'flow-tests', path: `/flow-tests/?id=${house.reportId}` },
    { name: 'runs-by-step', path: `/flow-runs/?id=${house.reportId}` },
    { name: 'schedules', path: '/schedules/' },
    { name: 'queues', path: '/queues/' },
    { name: 'failed', path: '/failed/' },
    { name: 'alerts', path: '/alerts/' },
    { name: 'alert-rules', path: '/alerts/?view=rules' },
    { name: 'gallery', path: '/gallery/' },
    { name: 'mailbox', path: '/mailbox/' },
    { name: 'credentials', path: '/credentials/' },
    { name: 'consent', path: '/consent/?error=access_denied' },
    { name: 'apis', path: '/apis/' },
    { name: 'recipients', path: '/recipients/' },
    { name: 'collections', path: '/collections/' },
    { name: 'collection', path: `/collections/?id=${house.collectionId}` },
    { name: 'files', path: '/files/' },
    { name: 'settings', path: '/settings/' },
    ...['people', 'variables', 'tokens', 'api', 'packages', 'audit'].map((part) => ({ name: part, path: `/settings/${part}/` })),
    { name: 'missing', path: '/nothing-here/' },
  ]
}

/** Dialogs of the lists. */
function openedOnPages(): readonly SeenPage[] {
  return [
    { name: 'export-flows', path: '/flows/', open: (page) => openExport(page) },
    { name: 'add-package', path: '/settings/packages/', open: (page) => page.getByTestId('package-add').click() },
    { name: 'command-palette', path: '/runs/', open: (page) => page.keyboard.press('Control+k') },
  ]
}

async function openExport(page: Page): Promise<void> {
  await page.getByTestId('flow-menu').first().click()
  await page.getByTestId('flow-export').click()
}

function onCanvas({ reportId, succeededRunId, sampleId }: FurnishedHouse): readonly SeenPage[] {
  const flow = `/flow/?id=${reportId}`
  const node = (page: Page) => page.locator('.react-flow__node-flow').nth(5)
  /** The first line that rows went along. */
  const counted = (page: Page) => page.locator('button[data-testid^="count-"]').first()
  const openPanel = async (page: Page) => {
    const steps = page.getByTestId('phone-steps')
    if (!(await steps.isVisible())) return node(page).getByRole('button').first().click()
    await steps.click()
    await page.getByTestId('steps-list').getByRole('button').nth(8).click()
  }
  const opened = (name: string, open: (page: Page) => Promise<void>): SeenPage => ({ name, path: flow, open })
  return [
    { name: 'canvas', path: `${flow}&run=${succeededRunId}`, isInDocuments: true },
    { name: 'first-row', path: `${flow}&run=${succeededRunId}`, isWide: true, open: (page) => counted(page).hover() },
    { name: 'rows-of-line', path: `${flow}&run=${succeededRunId}`, isWide: true, open: async (page) => {
      await counted(page).click()
      await page.getByTestId('line-rows').locator('[data-testid^="filter-"]').first().click()
    } },
    { name: 'sample-canvas', path: `/flow/?id=${sampleId}` },
    { name: 'draft', path: flow },
    { ...opened('selection', (page) => node(page).click({ position: { x: 20, y: 12 } })), isWide: true },
    opened('node-panel', openPanel),
    opened('node-options', async (page) => {
      await openPanel(page)
      await page.getByTestId('tab-options').click()
    }),
    { ...opened('adding-a-step', (page) => page.getByTestId('add-node').click()), isWide: true },
    opened('publishing', (page) => page.getByTestId('publish').click()),
    { name: 'ways-to-try', path: `/flow/?id=${sampleId}`, open: (page) => page.getByTestId('try-menu').click() },
    ...(['steps', 'words', 'versions', 'tests', 'settings'] as const).map((panel) => opened(`panel-${panel}`, async (page) => {
      await page.getByTestId('more').click()
      await page.getByTestId(`open-${panel}`).click()
    })),
    opened('findings', (page) => page.getByTestId('open-findings').click()),
  ]
}
