import { readFile } from 'node:fs/promises'
import type { FlowDetail } from '@maillon/api-contract'
import { canonicalText, type FlowDocument } from '@maillon/flow-document'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SignedIn } from '../world/sign-in.js'
import { canvasHand, type CanvasHand } from './canvas-hand.js'
import { openDrawing, type Drawing } from './open-drawing.js'
import { shot, startStage, type Stage } from './stage.js'
import type { PageElement } from './page-element.js'

let stage: Stage
let opened: Drawing
let user: SignedIn
let page: Page
let hand: CanvasHand
let flow: FlowDetail

beforeAll(async () => {
  stage = await startStage()
  opened = await openDrawing(stage, threeSteps('À modifier'), { locale: 'fr' })
  ;({ user, page, hand, flow } = opened)
})

afterAll(async () => {
  await stage.stop()
})

describe('editing on the canvas', () => {
  it('copies nodes as JSON from one page and pastes them on another', async () => {
    await show(page, flow.id)
    await select('prix')
    await hand.node('tri').click({ modifiers: ['Control'], position: { x: 120, y: 70 } })
    await page.keyboard.press('Control+c')
    const text = await page.evaluate<string>('navigator.clipboard.readText()')
    const copy = JSON.parse(text) as { readonly format: string; readonly nodes: readonly { readonly id: string }[]; readonly edges: readonly unknown[] }
    expect(copy.format).toBe('maillon.clipboard/1')
    expect(copy.nodes.map(({ id }) => id)).toEqual(['prix', 'tri'])
    expect(copy.edges).toHaveLength(1)

    const other = await user.client.call('createFlow', { body: { name: 'Un autre flux' } })
    const second = await opened.context.newPage()
    const secondHand = canvasHand(second)
    await second.goto(`${stage.maillon.url}/flow/?id=${other.id}`)
    await second.getByTestId('start-core.manual').click()
    await secondHand.close()
    await second.locator('.react-flow__pane').click({ position: { x: 60, y: 60 } })
    await second.keyboard.press('Control+v')
    await secondHand.node('tri').waitFor()
    await expect.poll(() => secondHand.nodes()).toHaveLength(3)
    await secondHand.saved()
    await shot(second, 'edit-01-pasted')
    const pasted = (await draft(other.id)).nodes.filter(({ type }) => type !== 'core.manual')
    expect(pasted.map(({ params }) => params)).toEqual(threeSteps('').nodes.slice(1).map(({ params }) => params))
    await second.close()
  })

  it('deletes nodes with their lines, and undo brings all of them back', async () => {
    await select('prix')
    await page.keyboard.press('Delete')
    await hand.node('prix').waitFor({ state: 'detached' })
    await expect.poll(edges).toEqual([])
    await page.keyboard.press('Control+z')
    await hand.node('prix').waitFor()
    await expect.poll(edges).toEqual(['debut.main-prix.main', 'prix.main-tri.main'])
  })

  it('renames a node, and what names it says the new name', async () => {
    await hand.open('prix')
    await hand.rename('Mes prix')
    await hand.close()
    await hand.node('prix').getByText('Mes prix').waitFor()
    await hand.open('tri')
    await hand.panel.getByTestId('fields-prix').getByText('Mes prix').waitFor()
    await hand.close()
  })

  it('disables a node and says so on it', async () => {
    await select('tri')
    await page.keyboard.press('d')
    await hand.node('tri').getByText('Désactivée').waitFor()
    await shot(page, 'edit-02-disabled')
    await page.keyboard.press('d')
    await hand.node('tri').getByText('Désactivée').waitFor({ state: 'detached' })
  })

  it('puts a node on a line', async () => {
    const added = await hand.added(async () => {
      await hand.fit()
      await page.getByTestId('insert-prix.main-tri.main').click()
      await page.getByRole('dialog').getByTestId('palette-search').fill('limiter')
      await page.getByRole('dialog').getByTestId('palette-search').press('Enter')
      await hand.panel.waitFor()
    })
    await hand.fill('/count', '2')
    await hand.close()
    await expect.poll(edges).toEqual(['debut.main-prix.main', `${added}.main-tri.main`, `prix.main-${added}.main`].toSorted())
    await shot(page, 'edit-03-inserted')
  })

  it('refuses a line that would close a circle, and an import that has one, with a sentence', async () => {
    const before = await edges()
    await hand.dragLine(['tri', 'main'], ['prix', 'main'])
    // A line let go over a place that cannot take it may ask what shall come instead: nothing.
    const question = page.getByRole('dialog')
    if (await question.isVisible()) await page.keyboard.press('Escape')
    await question.waitFor({ state: 'detached' })
    await expect.poll(edges).toEqual(before)

    const circular = threeSteps('En rond')
    const second = await opened.context.newPage()
    await lookAtImport(second, JSON.stringify({ ...circular, edges: [...circular.edges, { from: 'tri.main', to: 'prix.main' }] }))
    await second.getByTestId('arriving-0').getByRole('listitem').filter({ hasText: /Prix.*Tri|Tri.*Prix|prix.*tri|tri.*prix/ }).waitFor()
    await shot(second, 'edit-04-circle')
    await expect.poll(() => second.getByTestId('import').isDisabled()).toBe(true)
    await second.close()
  })

  it('shows a wrong field on its node with a sentence, refuses to publish, and lets go once it is mended', async () => {
    await hand.open('tri')
    await hand.fill('/by/0/field', 'montnat')
    await shot(page, 'edit-05-wrong-field')
    await hand.panel.getByText(/«\smontnat\s»/).first().waitFor()
    await hand.close()
    await page.getByTestId('findings-tri').waitFor()
    await hand.open('prix')
    await hand.fill('/fields/0/value', '{{item.')
    await hand.close()
    await page.getByTestId('findings-prix').waitFor()
    await page.getByTestId('publish').click()
    await page.getByRole('dialog').getByText(/erreurs? à corriger avant de publier/).waitFor()
    await expect.poll(() => page.getByTestId('publish-confirm').isDisabled()).toBe(true)
    await expect.poll(() => page.getByTestId('run-now').isDisabled()).toBe(true)
    await shot(page, 'edit-06-refused')
    await page.getByRole('dialog').getByRole('button', { name: 'Annuler' }).click()
    await hand.open('prix')
    await hand.fill('/fields/0/value', '12')
    await hand.close()
    await hand.open('tri')
    await hand.fill('/by/0/field', 'montant')
    await hand.close()
    await page.getByTestId('findings-prix').waitFor({ state: 'detached' })
    await page.getByTestId('findings-tri').waitFor({ state: 'detached' })
  })

  it('keeps every edit over a reload', async () => {
    await hand.saved()
    const before = await edges()
    await page.reload()
    await hand.node('tri').waitFor()
    await expect.poll(edges).toEqual(before)
    await hand.node('prix').getByText('Mes prix').waitFor()
  })

  it('gives the palette what is typed while it is still on its way, and the canvas none of it', async () => {
    await select('prix')
    let arrive: () => void = () => undefined
    const arrived = new Promise<void>((resolve) => (arrive = resolve))
    const scripts = '**/_next/static/chunks/**'
    await page.route(scripts, async (route) => {
      await arrived
      await route.continue()
    })
    await page.keyboard.press('Control+k')
    await page.keyboard.type('dng')
    arrive()
    const words = page.getByRole('dialog').getByRole('textbox')
    await expect.poll(() => words.inputValue().catch(() => ''), { timeout: 15_000 }).toBe('dng')
    await page.unroute(scripts)
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await select('prix')
    await page.keyboard.press('a')
    await page.keyboard.type('dn')
    await expect.poll(() => page.getByTestId('palette-search').last().inputValue(), { timeout: 15_000 }).toBe('dn')
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(await hand.nodes()).toHaveLength(4)
    expect((await draft(flow.id)).nodes.some(({ disabled }) => disabled === true)).toBe(false)
  })
})

/** Everything that the import's one page says about this text. */
async function lookAtImport(on: Page, text: string): Promise<void> {
  await on.goto(`${stage.maillon.url}/import/`)
  await on.locator('textarea').first().fill(text)
  await on.getByRole('button', { name: 'Examiner' }).first().click()
  await on.getByTestId('import').waitFor()
}

describe('taking a flow out and in', () => {
  it('downloads the canonical document, and importing it gives the same flow', async () => {
    await page.getByTestId('more').click()
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: 'Exporter en JSON' }).click()])
    expect(download.suggestedFilename()).toMatch(/\.json$/)
    const text = await readFile(await download.path(), 'utf8')
    const document = JSON.parse(text) as FlowDocument
    expect(text).toBe(canonicalText(document))
    expect(document.format).toBe('maillon.flow/1')

    await lookAtImport(page, text)
    await page.getByTestId('arriving-0').getByText('Nouveau flux').click()
    await page.getByTestId('import').click()
    await page.waitForURL('**/flow/?id=*')
    await hand.node('tri').waitFor()
    const imported = await draft(new URL(page.url()).searchParams.get('id') ?? '')
    expect({ ...imported, id: '', name: '', requires: {} }).toEqual({ ...document, id: '', name: '', requires: {} })
  })

  it('lists every problem of a wrong document with its place, in the language of the reader', async () => {
    const wrong = { ...threeSteps('Faux'), surprise: true, edges: [{ from: 'nulle-part.main', to: 'tri.main' }], nodes: threeSteps('').nodes.map((node, index) => (index === 1 ? { ...node, version: 'un' } : node)) }
    await lookAtImport(page, JSON.stringify(wrong))
    const flow = page.getByTestId('arriving-0')
    await flow.getByText('Ne peut pas être importé').waitFor()
    await flow.getByText(/surprise/).first().waitFor()
    await flow.getByText('/nodes/1/version').waitFor()
    await shot(page, 'edit-07-import-refused')
    await expect.poll(() => flow.getByRole('listitem').count()).toBeGreaterThanOrEqual(2)
    await expect.poll(() => page.getByTestId('import').isDisabled()).toBe(true)
  })
})

describe('two people on one flow', () => {
  it('tells the one who comes second and overwrites nothing', async () => {
    await show(page, flow.id)
    const second = await opened.context.newPage()
    const secondHand = canvasHand(second)
    // A page that hears no news: it learns of the other one only when it saves.
    await second.route('**/api/events**', (route) => route.abort())
    await show(second, flow.id)
    await hand.open('prix')
    await hand.rename('Le premier était là')
    await hand.close()
    await hand.saved()

    await secondHand.open('prix')
    await secondHand.rename('Le second aussi')
    await secondHand.close()
    const band = second.getByRole('alert').filter({ hasText: 'Rien n’a été écrasé' })
    await band.waitFor()
    await shot(second, 'edit-08-conflict')
    expect((await draft(flow.id)).nodes.find(({ id }) => id === 'prix')?.name).toBe('Le premier était là')

    await band.getByRole('button', { name: 'Prendre sa version' }).click()
    await secondHand.node('prix').getByText('Le premier était là').waitFor()
    await band.waitFor({ state: 'detached' })
    await secondHand.open('prix')
    await secondHand.rename('Ensuite le second')
    await secondHand.close()
    await second.locator('[data-testid="save-state"][data-state="saved"]').waitFor()
    await expect.poll(async () => (await draft(flow.id)).nodes.find(({ id }) => id === 'prix')?.name).toBe('Ensuite le second')
    await second.close()
  })

  it('left no error in the console', () => {
    expect(opened.problems).toEqual([])
  })
})

async function show(on: Page, id: string): Promise<void> {
  await on.goto(`${stage.maillon.url}/flow/?id=${id}`)
  await on.getByTestId('node-tri').waitFor()
}

/** A click beside the name: the name itself opens the panel. */
async function select(id: string): Promise<void> {
  await hand.fit()
  await hand.node(id).click({ position: { x: 120, y: 70 } })
  await page.locator(`.react-flow__node.selected[data-id="${id}"]`).waitFor()
}

async function draft(id: string): Promise<FlowDocument> {
  return (await user.client.call('flow', { params: { id } })).document
}

async function edges(): Promise<readonly string[]> {
  const ends = await page.locator('[data-testid^="edge-"]').evaluateAll((labels: PageElement[]) => labels.map((label) => label.getAttribute('data-testid')?.slice('edge-'.length) ?? ''))
  return ends.toSorted()
}

function threeSteps(name: string) {
  return {
    format: 'maillon.flow/1',
    id: 'trois-etapes',
    name,
    settings: {},
    nodes: [
      { id: 'debut', type: 'core.manual', version: 1, name: 'Début', position: { x: 0, y: 0 }, params: {} },
      { id: 'prix', type: 'core.set', version: 1, name: 'Prix', position: { x: 344, y: 0 }, params: { fields: [{ name: 'montant', type: 'number', value: 12 }], keepOthers: false } },
      { id: 'tri', type: 'table.sort', version: 1, name: 'Tri', position: { x: 688, y: 0 }, params: { by: [{ field: 'montant', direction: 'ascending' }] } },
    ],
    edges: [
      { from: 'debut.main', to: 'prix.main' },
      { from: 'prix.main', to: 'tri.main' },
    ],
    notes: [],
    requires: {},
  } as const
}
