/** What a person sees of the data on the canvas: the first row of a line, rows by their columns, what a step changed, what failed; and what runs against what is drawn. */
import { emptyFlow, type FlowDocument } from '@maillon/flow-document'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { canvasHand, type CanvasHand } from './canvas-hand.js'
import { published, ran } from './run-flows.js'
import { openSignedIn, shot, startStage, type OpenedPage, type Stage } from './stage.js'
import type { SignedIn } from '../world/sign-in.js'

/** start → clean (towns as they are written) → total (what can't be multiplied is set aside) → log */
const clients: FlowDocument = {
  ...emptyFlow('clients', 'Clients'),
  nodes: [
    { id: 'start', type: 'core.manual', version: 1, name: 'Démarrer', position: { x: 0, y: 0 }, params: {} },
    { id: 'clean', type: 'core.set', version: 1, name: 'Nettoyer', position: { x: 320, y: 0 }, params: { fields: [{ name: 'town', type: 'text', value: '{{trim item.town}}' }] } },
    { id: 'total', type: 'core.set', version: 1, name: 'Total', position: { x: 640, y: 0 }, params: { fields: [{ name: 'total', type: 'number', value: '{{multiply item.price item.count}}' }] }, onError: { choice: 'set-aside' } },
    { id: 'log', type: 'core.log', version: 1, name: 'Noter', position: { x: 960, y: 0 }, params: { message: '{{item.client}}' } },
  ],
  edges: [{ from: 'start.main', to: 'clean.main' }, { from: 'clean.main', to: 'total.main' }, { from: 'total.main', to: 'log.main' }],
}

const rows = [
  ...Array.from({ length: 60 }, (_, index) => ({ client: `Client ${index + 1}`, town: index % 20 === 0 ? ' Lyon' : 'Nice', price: index, count: 2 })),
  { client: 'Émile', town: 'Paris', price: 'à voir', count: 1 },
]

let stage: Stage
let opened: OpenedPage & { readonly user: SignedIn; readonly hand: CanvasHand }
let id = ''
let run = ''

beforeAll(async () => {
  stage = await startStage()
  const signedIn = await openSignedIn(stage, { locale: 'fr' })
  opened = { ...signedIn, hand: canvasHand(signedIn.page) }
  id = await published(signedIn.user, clients, 'Première')
  run = await ran(signedIn.user, id, rows)
  await signedIn.page.goto(`${stage.maillon.url}/flow/?id=${id}&run=${run}`)
  await signedIn.page.getByTestId('count-clean.main').waitFor()
})

afterAll(async () => {
  await stage.stop()
})

describe('a line after a run', () => {
  it('shows its first row where the pointer rests on it', async () => {
    const { page } = opened
    await page.getByTestId('count-clean.main').hover()
    const card = page.getByTestId('first-row')
    await card.getByText('Client 1', { exact: true }).waitFor()
    await card.getByText('61 lignes').waitFor()
    await shot(page, 'data-01-first-row')
    await page.mouse.move(5, 5)
    await card.waitFor({ state: 'detached' })
  })

  it('shows it to whoever comes there by keyboard', async () => {
    const { page } = opened
    await page.locator('.react-flow__edge[data-id="start.main→clean.main"]').focus()
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Tab')
    await page.getByRole('status').getByText('Client 1', { exact: true }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByTestId('first-row').waitFor({ state: 'detached' })
  })

  it('says on the box how many rows were set aside, and leads to them', async () => {
    const { page } = opened
    const mark = page.getByTestId('aside-total')
    await expect.poll(() => mark.innerText()).toBe('1 mise de côté')
    await mark.click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('attend un nombre').first().waitFor()
    await shot(page, 'data-02-set-aside')
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
  })
})

describe('a table of rows', () => {
  it('is filtered by its columns, over all its pages', async () => {
    const { page } = opened
    await page.getByTestId('count-clean.main').click()
    const dialog = page.getByTestId('line-rows')
    await dialog.getByTestId('filter-price').click()
    await dialog.getByTestId('row-filter-kind').selectOption('above')
    await dialog.getByTestId('row-filter-value').fill('57')
    await dialog.getByTestId('row-filter-apply').click()
    await dialog.getByText('2 lignes trouvées sur 61').waitFor()
    await expect.poll(() => dialog.locator('tbody tr td:first-child').allInnerTexts()).toEqual(['59', '60'])
    await shot(page, 'data-03-filter')
    await dialog.getByTestId('filter-client').click()
    await dialog.getByTestId('row-filter-value').fill('emile')
    await page.keyboard.press('Enter')
    await dialog.getByText('Aucune ligne ne correspond.').waitFor()
    await dialog.getByRole('button', { name: /Retirer le filtre « price/ }).click()
    await dialog.getByText('1 ligne trouvée sur 61').waitFor()
    await dialog.getByRole('button', { name: /Retirer le filtre « client/ }).click()
    await dialog.getByText('61 lignes').waitFor()
  })

  it('shows only what the step changed, with what it was', async () => {
    const { page } = opened
    const dialog = page.getByTestId('line-rows')
    await dialog.getByTestId('only-changed').check({ force: true })
    await dialog.getByText('3 lignes modifiées sur 61').waitFor()
    await expect.poll(() => dialog.locator('tbody tr td:first-child').allInnerTexts()).toEqual(['1', '21', '41'])
    await expect.poll(() => dialog.locator('td[data-marked]').count()).toBe(3)
    await dialog.locator('td[data-marked]').first().getByText(/avant\s:\s␣Lyon/).waitFor()
    await shot(page, 'data-04-changed')
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
  })
})

describe('what runs against what is drawn', () => {
  const state = (name: string) => opened.page.locator(`[data-testid="publish"][data-state="${name}"]`)

  it('is up to date, differs, is held back by an error, and is published', async () => {
    const { page, hand } = opened
    await page.goto(`${stage.maillon.url}/flow/?id=${id}`)
    await state('same').getByText('À jour').waitFor()
    await hand.open('log')
    await hand.write('/message', 'Bonjour')
    await state('changed').getByText('Publier 1 modification').waitFor()
    await hand.write('/message', '{{item.nulle')
    await state('errors').getByText('Publier (1 erreur)').waitFor()
    await hand.write('/message', 'Bonsoir')
    await hand.close()
    await state('changed').click()
    const dialog = page.getByRole('dialog')
    await dialog.getByTestId('publish-difference').getByText('Bonsoir').waitFor()
    await shot(page, 'data-05-publish')
    await dialog.getByTestId('publish-confirm').click()
    // It says so for some seconds, before it says that all is up to date.
    await state('published').getByText('Publié').waitFor()
    await shot(page, 'data-06-published')
  })

  it('says of a past run that another version has been published since, and tries the draft on what it began with', async () => {
    const { page } = opened
    await page.goto(`${stage.maillon.url}/flow/?id=${id}&run=${run}`)
    await page.getByTestId('since-run').getByText('version 2').waitFor()
    await page.getByTestId('try-draft').click()
    await page.locator('[data-testid="run-band"][data-dry][data-status="warned"]').waitFor()
    await expect.poll(() => page.getByTestId('count-start.main').innerText()).toBe('61 lignes')
    await page.waitForURL(({ searchParams }) => searchParams.get('try') === null)
    await shot(page, 'data-07-tried')
    await page.getByTestId('compare-tried').click()
    await page.waitForURL((url) => url.pathname === '/compare/' && url.searchParams.get('left') === run)
  })

  it('says of an empty flow that there is nothing to publish', async () => {
    const { page, user } = opened
    const { id: empty } = await user.client.call('createFlow', { body: { name: 'Vide' } })
    await page.goto(`${stage.maillon.url}/flow/?id=${empty}`)
    await state('empty').waitFor()
    await expect.poll(() => state('empty').isDisabled()).toBe(true)
  })

  it('left no error in the console', () => {
    expect(opened.problems).toEqual([])
  })
})
