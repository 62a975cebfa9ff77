import type { FlowDetail } from '@maillon/api-contract'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkReport } from '../gallery/daily-report/check-report.js'
import { openFromGallery, recipient } from '../gallery/daily-report/in-product.js'
import { startRealWorld, type RealWorld } from '../gallery/daily-report/real-world.js'
import type { SignedIn } from '../world/sign-in.js'
import { canvasHand, type CanvasHand } from './canvas-hand.js'
import { addSession, desktop, openSignedIn, shot, startStage, type OpenedPage, type Stage } from './stage.js'

const asking = 'ventes-de-la-veille'

let world: RealWorld
let stage: Stage
let flow: FlowDetail
let french: OpenedPage & { readonly hand: CanvasHand; readonly user: SignedIn }
let english: OpenedPage & { readonly hand: CanvasHand }

beforeAll(async () => {
  ;[world, stage] = await Promise.all([startRealWorld(), startStage()])
  const opened = await openSignedIn(stage, { locale: 'fr' })
  french = { ...opened, hand: canvasHand(opened.page) }
  const fromGallery = await openFromGallery(opened.user, world)
  // Two attempts close together, so that nobody waits ten seconds for the second.
  const document = {
    ...fromGallery.document,
    nodes: fromGallery.document.nodes.map((node) => (node.id === asking ? { ...node, retry: { attempts: 2, wait: { kind: 'fixed', ms: 100 } as const } } : node)),
  }
  const { revision } = await opened.user.client.call('saveDraft', { params: { id: fromGallery.id }, body: { document, revision: fromGallery.revision } })
  flow = { ...fromGallery, document, revision }
  const other = await stage.open({ ...desktop, locale: 'en' })
  await addSession(other.context, stage, opened.user)
  // The language chosen in this browser goes before the account's.
  await other.context.addInitScript({ content: "localStorage.setItem('maillon.locale', 'en')" })
  english = { ...other, hand: canvasHand(other.page) }
})

afterAll(async () => {
  await stage.stop()
  await world.stop()
})

describe('an API that answers 500', () => {
  let failedRun = ''

  it('turns its node red and keeps what is done', async () => {
    world.api.mode = 'error-500'
    const { page, hand } = french
    await page.goto(`${stage.maillon.url}/flow/?id=${flow.id}`)
    await hand.node(asking).waitFor()
    await page.getByTestId('run-now').click()
    await page.locator('[data-testid="run-band"][data-status="failed"]').waitFor()
    await page.locator(`[data-testid="status-${asking}"][data-status="failed"]`).waitFor()
    await page.locator('[data-testid="status-tarifs"][data-status="succeeded"]').waitFor()
    expect(isReddish(await borderOf(page, asking))).toBe(true)
    await shot(page, 'failure-01-canvas-fr')
    expect(world.smtp.mails).toHaveLength(0)
    expect(world.inbox.messages).toHaveLength(0)
  })

  it('says in French what happened and what to do, for each attempt', async () => {
    const { page, hand } = french
    await hand.open(asking)
    const alerts = hand.panel.getByRole('alert')
    await alerts.filter({ hasText: 'L’API a un problème de son côté (500).' }).first().waitFor()
    await shot(page, 'failure-02-sentence-fr')
    await alerts.filter({ hasText: 'Réessayez plus tard' }).first().waitFor()
    await expect.poll(() => alerts.count()).toBe(2)
    await hand.close()
    await page.getByRole('link', { name: 'Voir le détail' }).click()
    await page.waitForURL('**/run/?id=*')
    failedRun = new URL(page.url()).searchParams.get('id') ?? ''
    expect(failedRun).not.toBe('')
    await page.getByRole('alert').filter({ hasText: 'L’API a un problème de son côté (500).' }).first().waitFor()
    await shot(page, 'failure-03-run-page-fr')
  })

  it('says the same in English to whom reads English', async () => {
    const { page, hand } = english
    // The server's sentences too: the choice of this browser wins over the account, which is French.
    await page.goto(`${stage.maillon.url}/flow/?id=${flow.id}&run=${failedRun}`)
    await page.locator('[data-testid="run-band"][data-status="failed"]').waitFor()
    await hand.open(asking)
    const alert = hand.panel.getByRole('alert').first()
    await alert.waitFor()
    await shot(page, 'failure-04-sentence-en')
    await alert.getByText('The API has a problem on its side (500).').first().waitFor()
    await alert.getByText('Try again later', { exact: false }).first().waitFor()
    await hand.close()
  })

  it('goes on from the failed step once it is mended, and turns green', async () => {
    world.api.mode = 'healthy'
    const { page, hand } = english
    const reads = world.api.calls.length
    await page.getByRole('button', { name: 'Retry the failure' }).click()
    await page.waitForURL((url) => url.pathname === '/run/' && url.searchParams.get('id') !== failedRun)
    await page.getByRole('link', { name: 'Open on the canvas' }).click()
    await page.locator('[data-testid="run-band"][data-status="succeeded"]').waitFor({ timeout: 30_000 })
    await page.locator(`[data-testid="status-${asking}"][data-status="succeeded"]`).waitFor()
    await page.locator('[data-testid="status-envoyer-le-rapport"][data-status="succeeded"]').waitFor()
    await hand.fit()
    await shot(page, 'failure-05-retried-en')
    expect(world.api.calls.length).toBeGreaterThan(reads)
    expect(world.smtp.mails).toHaveLength(1)
    await checkReport(world, recipient)
  })

  it('left no error in the consoles', () => {
    expect([...french.problems, ...english.problems]).toEqual([])
  })
})

async function borderOf(page: Page, node: string): Promise<string> {
  return page.evaluate(`getComputedStyle(document.querySelector('[data-testid="node-${node}"]')).borderTopColor`)
}

function isReddish(color: string): boolean {
  const [red = 0, green = 0, blue = 0] = (/\(([^)]*)\)/.exec(color)?.[1] ?? '').split(',').map(Number)
  return red > green + 40 && red > blue + 40
}
