/** What a person does with runs that are over: mend rows, begin again, look into turns, lay runs side by side, read them on a phone. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { orders, overAt, published, ran, reminders, rowsOf } from './run-flows.js'
import { addSession, openSignedIn, shot, startStage, type OpenedPage, type Stage } from './stage.js'
import type { SignedIn } from '../world/sign-in.js'

let stage: Stage
let user: SignedIn
let french: OpenedPage
let ordersId = ''
let troubled = ''
let mended = ''
const phones: OpenedPage[] = []

beforeAll(async () => {
  stage = await startStage()
  const opened = await openSignedIn(stage, { locale: 'fr' })
  user = opened.user
  french = opened
  ordersId = await published(user, orders, 'Première')
  troubled = await ran(user, ordersId, [{ client: 'Durand', price: 2, count: 3 }, { client: 'Petit', price: 'à voir', count: 4 }])
})

afterAll(async () => {
  await stage.stop()
})

const go = (page: Page, path: string) => page.goto(`${stage.maillon.url}${path}`)
const runIn = (page: Page): string => new URL(page.url()).searchParams.get('id') ?? ''

describe('a row that was set aside', () => {
  it('stands with its reason, is mended in place and run again alone', async () => {
    const { page } = french
    await go(page, `/run/?id=${troubled}`)
    const panel = page.getByTestId('to-fix-total')
    await panel.getByText('attend un nombre').first().waitFor()
    await panel.getByRole('textbox', { name: 'price, ligne 1' }).fill('12,5')
    await shot(page, 'runs-01-rows-to-fix')
    await panel.getByTestId('run-rows').click()
    await page.waitForURL((url) => url.pathname === '/run/' && url.searchParams.get('id') !== troubled)
    mended = runIn(page)
    expect(await overAt(user, mended)).toBe('succeeded')
    expect(await rowsOf(user, mended, 'total')).toEqual([{ client: 'Petit', price: 12.5, count: 4, total: 50 }])
  })

  it('says that it was run again, and when', async () => {
    const { page } = french
    await go(page, `/run/?id=${troubled}`)
    await page.getByTestId('to-fix-total').getByText('Toutes ces lignes ont été relancées.').waitFor()
    await expect.poll(() => page.getByTestId('to-fix-total').getByRole('link', { name: 'Relancée' }).getAttribute('href')).toContain(mended)
  })
})

describe('a step of a run', () => {
  it('begins anew with other values before it', async () => {
    const { page } = french
    await go(page, `/run/?id=${mended}`)
    await page.getByTestId('step-total').getByRole('button').first().click()
    await page.getByTestId('run-again').click()
    const dialog = page.getByRole('dialog')
    await dialog.getByTestId('change-rows-start').click()
    await dialog.getByRole('textbox', { name: 'count, ligne 1' }).fill('10')
    await shot(page, 'runs-02-run-again')
    await dialog.getByTestId('run-again-confirm').click()
    await page.waitForURL((url) => url.pathname === '/run/' && url.searchParams.get('id') !== mended)
    const again = runIn(page)
    expect(await overAt(user, again)).toBe('succeeded')
    expect(await rowsOf(user, again, 'total')).toEqual([{ client: 'Petit', price: 12.5, count: 10, total: 125 }])
  })
})

describe('the turns of a loop', () => {
  let run = ''

  it('are looked through on the page of the run, the one with a problem first', async () => {
    const id = await published(user, reminders, 'Première')
    run = await ran(user, id, [1, 2, 'beaucoup', 4].map((amount, index) => ({ client: `Client ${index + 1}`, amount })))
    const { page } = french
    await go(page, `/run/?id=${run}`)
    const turns = page.getByTestId('turns-loop')
    await turns.waitFor()
    await expect.poll(() => turns.getByRole('textbox').inputValue()).toBe('3')
    await page.locator('[data-testid="step-double"][data-status="warned"]').waitFor()
    await turns.getByTestId('next-turn').click()
    await page.locator('[data-testid="step-double"][data-status="succeeded"]').waitFor()
    await expect.poll(() => turns.getByRole('textbox').inputValue()).toBe('4')
    await turns.getByTestId('next-troubled-turn').click()
    await page.locator('[data-testid="step-double"][data-status="warned"]').waitFor()
    await shot(page, 'runs-03-turns')
  })

  it('stand on the canvas, where the run can be gone through step by step', async () => {
    const { page } = french
    const { flowId } = (await user.client.call('run', { params: { id: run } })).run
    await go(page, `/flow/?id=${flowId}&run=${run}`)
    await page.locator('[data-testid="status-double"][data-status="warned"]').waitFor()
    const slider = page.getByRole('slider', { name: 'Étape montrée' })
    await slider.focus()
    await page.keyboard.press('Home')
    await page.getByTestId('status-start').waitFor({ state: 'detached' })
    await page.keyboard.press('ArrowRight')
    await page.getByTestId('status-start').waitFor()
    await expect.poll(() => page.getByTestId('status-double').count()).toBe(0)
    await shot(page, 'runs-04-step-slider')
    await page.keyboard.press('End')
    await page.getByTestId('status-end').waitFor()
  })
})

describe('the runs of a flow', () => {
  it('stand by their steps, and two of them side by side with what differs', async () => {
    const earlier = await ran(user, ordersId, [{ client: 'Durand', price: 2, count: 3 }, { client: 'Roux', price: 1, count: 1 }])
    const later = await ran(user, ordersId, [{ client: 'Durand', price: 2, count: 5 }])
    const { page } = french
    await go(page, `/flow-runs/?id=${ordersId}`)
    await page.locator(`[data-testid="column-${troubled}"][data-status="warned"]`).waitFor()
    await page.getByTestId(`pick-${later}`).check()
    await page.getByTestId(`pick-${earlier}`).check()
    await shot(page, 'runs-05-grid')
    await page.getByTestId('compare-picked').click()
    await page.waitForURL((url) => url.pathname === '/compare/')
    await expect.poll(() => [new URL(page.url()).searchParams.get('left'), new URL(page.url()).searchParams.get('right')]).toEqual([earlier, later])
    const total = page.locator('[data-testid="compared-total"][data-differs]')
    await total.getByRole('button').click()
    // 3 became 5, and so 6 became 10; the second row is there on one side only.
    await total.locator('td[data-marked]', { hasText: /^10$/ }).waitFor()
    await total.locator('td[data-marked]', { hasText: 'Roux' }).waitFor()
    await expect.poll(() => total.locator('td[data-marked]', { hasText: 'Durand' }).count()).toBe(0)
    await shot(page, 'runs-06-compare')
  })
})

describe('on a phone', () => {
  it.each(['/runs/', '/run/?id=', '/compare/?right=', '/flow-runs/?id='])('%s fits the width', async (path) => {
    const phone = await stage.open({ locale: 'fr', width: 390, height: 844 })
    phones.push(phone)
    await addSession(phone.context, stage, user)
    const id = path.startsWith('/flow-runs') ? ordersId : path.includes('=') ? troubled : ''
    await go(phone.page, `${path}${id}`)
    await phone.page.getByRole('heading', { level: 1 }).waitFor()
    await phone.page.locator('.mantine-Skeleton-root').first().waitFor({ state: 'detached' })
    await shot(phone.page, `runs-07-phone-${path.split('/')[1]}`)
    await expect.poll(() => phone.page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBeLessThanOrEqual(0)
    await phone.context.close()
  })
})

it('left no error in the consoles', () => {
  expect([french, ...phones].flatMap(({ problems }) => problems)).toEqual([])
})
