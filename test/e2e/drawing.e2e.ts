import type { FlowDetail } from '@maillon/api-contract'
import type { FlowDocument } from '@maillon/flow-document'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SignedIn } from '../world/sign-in.js'
import type { CanvasHand } from './canvas-hand.js'
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
  opened = await openDrawing(stage, drawn, { locale: 'fr' })
  ;({ user, page, hand, flow } = opened)
})

afterAll(async () => {
  await stage.stop()
})

describe('a group', () => {
  it('frames what is selected by a box, folds to one box and back, and is undone', async () => {
    await hand.fit()
    await boxSelect('prix', 'tri')
    await expect.poll(() => selected()).toEqual(['prix', 'tri'])
    await page.keyboard.press('g')
    const [group] = await groups()
    expect(group?.nodes).toEqual(['prix', 'tri'])
    await page.getByTestId(`group-name-${group?.id}`).fill('Prix triés')
    await page.getByTestId(`group-name-${group?.id}`).press('Enter')
    await page.getByTestId(`fold-${group?.id}`).click()
    await page.getByTestId(`group-${group?.id}`).getByText('2 étapes').waitFor()
    await hand.node('prix').waitFor({ state: 'detached' })
    // What leads into the group ends at its box.
    await page.getByTestId('edge-debut.main-prix.main').waitFor({ state: 'attached' })
    await page.getByTestId('edge-prix.main-tri.main').waitFor({ state: 'detached' })
    await shot(page, 'drawing-01-folded')
    await page.getByTestId(`fold-${group?.id}`).click()
    await hand.node('prix').waitFor()
    await expect.poll(async () => (await groups())[0]).toEqual({ id: group?.id, name: 'Prix triés', nodes: ['prix', 'tri'] })
    await shot(page, 'drawing-02-group')
  })

  it('takes its steps along when it is dragged', async () => {
    const before = await places()
    const [group] = await groups()
    await hand.fit()
    const header = page.getByTestId(`group-${group?.id}`).locator('header')
    // The view is fitted in the next frames.
    let box = await header.boundingBox()
    for (let last: typeof box = null; JSON.stringify(last) !== JSON.stringify(box); box = await header.boundingBox()) {
      last = box
      await page.waitForTimeout(150)
    }
    if (box === null) throw new Error('No header')
    await page.mouse.move(box.x + box.width - 60, box.y + 10)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width - 60, box.y + 90, { steps: 5 })
    await page.mouse.up()
    await expect.poll(async () => (await places())['prix']?.y).toBeGreaterThan((before['prix']?.y ?? 0) + 40)
    const after = await places()
    expect((after['tri']?.y ?? 0) - (before['tri']?.y ?? 0)).toBe((after['prix']?.y ?? 0) - (before['prix']?.y ?? 0))
    expect(after['debut']).toEqual(before['debut'])
    await page.keyboard.press('Control+z')
    await expect.poll(places).toEqual(before)
  })
})

describe('a note', () => {
  it('shows Markdown and nothing that could run or call', async () => {
    await ground()
    await page.keyboard.press('n')
    await page.getByTestId('note-writing').fill('# À vérifier\n\n- le **prix**\n- [ici](https://example.org) [là](javascript:alert(1)) <img src=x onerror=alert(1)> ![loin](https://example.org/x.png)')
    await page.keyboard.press('Escape')
    const note = page.getByTestId('note-note')
    await note.getByRole('heading', { name: 'À vérifier' }).waitFor()
    await note.locator('strong', { hasText: 'prix' }).waitFor()
    await expect.poll(() => note.locator('img, script').count()).toBe(0)
    await expect.poll(() => note.locator('a').evaluateAll((links: PageElement[]) => links.map((link) => link.getAttribute('href')))).toEqual(['https://example.org', null])
    await shot(page, 'drawing-03-note')
    await expect.poll(async () => (await document()).notes).toHaveLength(1)
    await note.click()
    await page.keyboard.press('Delete')
    await note.waitFor({ state: 'detached' })
    await page.keyboard.press('Control+z')
    await note.waitFor()
  })
})

describe('what is selected', () => {
  it('is aligned by the bar above the diagram, in one step of undo', async () => {
    const before = await places()
    await hand.fit()
    await hand.node('debut').click({ position: { x: 120, y: 70 } })
    await hand.node('libre').click({ modifiers: ['Control'], position: { x: 120, y: 70 } })
    await page.getByTestId('selection-align').click()
    await page.getByTestId('selection-align-left').click()
    await expect.poll(async () => (await places())['libre']?.x).toBe(before['debut']?.x)
    await ground()
    await page.keyboard.press('Control+z')
    await expect.poll(places).toEqual(before)
  })

  it('is replaced by another step, which keeps its lines and the settings of the same name', async () => {
    await hand.fit()
    await hand.node('tri').click({ position: { x: 120, y: 70 } })
    await page.getByTestId('selection-replace').click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('Remplacer cette étape par').waitFor()
    await dialog.getByTestId('palette-search').fill('limiter')
    await dialog.getByTestId('palette-table.limit').click()
    await hand.panel.waitFor()
    await hand.close()
    await expect.poll(async () => (await document()).nodes.find(({ id }) => id === 'tri')?.type).toBe('table.limit')
    expect((await document()).edges).toContainEqual({ from: 'prix.main', to: 'tri.main' })
    await ground()
    await page.keyboard.press('Control+z')
    await expect.poll(async () => (await document()).nodes.find(({ id }) => id === 'tri')?.type).toBe('table.sort')
  })
})

describe('finding a step', () => {
  it('brings it into view with the focus on it, so that the keyboard goes on there', async () => {
    await ground()
    await page.keyboard.press('Control+f')
    await page.getByTestId('find-words').fill('montant')
    await page.getByTestId('find-words').press('Enter')
    await expect.poll(() => page.evaluate<string>('document.activeElement.getAttribute("data-id")')).toBe('prix')
    await page.keyboard.press('Enter')
    await hand.panel.waitFor()
    await hand.close()
  })

  it('gives the focus back where it was when it is closed without going anywhere', async () => {
    await page.locator('.react-flow__node[data-id="tri"]').focus()
    await page.keyboard.press('Control+f')
    await page.getByTestId('find-words').waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(() => page.evaluate<string>('document.activeElement.getAttribute("data-id")')).toBe('tri')
  })

  it('and every command are in the palette of Ctrl-K', async () => {
    await page.keyboard.press('Control+k')
    const search = page.getByRole('textbox', { name: 'Page, flux ou action…' })
    await search.fill('Ranger')
    await search.press('ArrowDown')
    const before = await places()
    await search.press('Enter')
    await expect.poll(places).not.toEqual(before)
    await ground()
    await page.keyboard.press('Control+z')
    await expect.poll(places).toEqual(before)
  })
})

describe('a loop', () => {
  it('is a container: what is added inside belongs to it, and what stood in the way makes room', async () => {
    await hand.fit()
    await page.getByTestId('insert-prix.main-tri.main').click()
    await page.getByRole('dialog').getByTestId('palette-search').fill('pour chaque')
    await page.getByRole('dialog').getByTestId('palette-core.for-each').click()
    await hand.panel.waitFor()
    await hand.close()
    const loop = (await document()).nodes.find(({ type }) => type === 'core.for-each')
    if (loop === undefined) throw new Error('No loop')
    await hand.fit()
    const inside = await hand.added(async () => {
      await page.getByTestId(`first-inside-${loop.id}`).click()
      await page.getByRole('dialog').getByTestId('palette-search').fill('journal')
      await page.getByRole('dialog').getByTestId('palette-search').press('Enter')
      await hand.panel.waitFor()
    })
    await hand.close()
    await hand.fit()
    await expect.poll(async () => (await document()).nodes.find(({ id }) => id === inside)?.parent).toBe(loop.id)
    const frame = await hand.node(loop.id).boundingBox()
    const child = await hand.node(inside).boundingBox()
    const next = await hand.node('tri').boundingBox()
    if (frame === null || child === null || next === null) throw new Error('Not drawn')
    expect(child.x).toBeGreaterThan(frame.x)
    expect(child.x + child.width).toBeLessThan(frame.x + frame.width)
    expect(child.y + child.height).toBeLessThan(frame.y + frame.height)
    expect(next.x).toBeGreaterThan(frame.x + frame.width)
    await shot(page, 'drawing-04-loop')
  })
})

describe('by keyboard alone', () => {
  it('steps are opened, connected and deleted in the list', async () => {
    await ground()
    await page.keyboard.press('l')
    const list = page.getByTestId('steps-list')
    await list.waitFor()
    await shot(page, 'drawing-05-list')
    await page.getByTestId('step-menu-libre').focus()
    await page.keyboard.press('Enter')
    const entry = page.getByTestId('step-connect-main')
    await entry.waitFor()
    // The menu takes the focus when it has come to rest; no hand is quicker than that.
    await page.waitForTimeout(400)
    await entry.press('Enter')
    await page.getByTestId('connect-tri.main').press('Enter')
    await expect.poll(async () => (await document()).edges).toContainEqual({ from: 'libre.main', to: 'tri.main' })
    await page.keyboard.press('Escape')
    await list.waitFor({ state: 'detached' })
  })

  it('a flow is drawn from nothing, run, and read', async () => {
    const keyboard = page.keyboard
    const { id } = await user.client.call('createFlow', { body: { name: 'Au clavier' } })
    await page.goto(`${stage.maillon.url}/flow/?id=${id}`)
    await page.getByTestId('start-core.manual').waitFor()
    await tabTo('start-core.manual')
    await keyboard.press('Enter')
    await hand.panel.waitFor()
    await keyboard.press('Escape')
    await expect.poll(focusedBox).not.toBeNull()
    await addByKey('définir')
    await tabTo('param/fields/0/name')
    await keyboard.type('salut')
    await tabTo('param/fields/0/value')
    await keyboard.type('bonjour')
    await keyboard.press('Escape')
    await expect.poll(focusedBox).toMatch(/^definir/)
    await addByKey('journal')
    await tabTo('param/message')
    await keyboard.type('{{item.salut}}')
    await keyboard.press('Escape')
    await hand.panel.waitFor({ state: 'detached' })
    await shot(page, 'drawing-06-keyboard')
    await keyboard.press('Control+Enter')
    await page.locator('[data-testid=run-band][data-status=succeeded]').waitFor()
    await expect.poll(() => page.evaluate<string>("document.activeElement.getAttribute('aria-labelledby') && document.getElementById(document.activeElement.getAttribute('aria-labelledby')).getAttribute('aria-label')")).toMatch(/Réussie/)
    await keyboard.press('Control+k')
    await page.getByRole('textbox', { name: 'Page, flux ou action…' }).waitFor()
    await expect.poll(() => page.evaluate<string>('document.activeElement.tagName')).toBe('INPUT')
    await keyboard.type('toutes lettres')
    await keyboard.press('ArrowDown')
    await keyboard.press('Enter')
    await expect.poll(() => page.getByTestId('flow-in-words').textContent()).toMatch(/salut/)
    await shot(page, 'drawing-07-words')
    await keyboard.press('Escape')
  })

  it('left no error in the console', () => {
    expect(opened.problems).toEqual([])
  })
})

async function document(): Promise<FlowDocument> {
  await hand.saved()
  return (await user.client.call('flow', { params: { id: flow.id } })).document
}

async function groups() {
  return (await document()).groups ?? []
}

async function places(): Promise<{ readonly [id: string]: { readonly x: number; readonly y: number } }> {
  return Object.fromEntries((await document()).nodes.map(({ id, position }) => [id, position]))
}

function selected(): Promise<readonly string[]> {
  return page.locator('.react-flow__node.selected').evaluateAll((boxes: PageElement[]) => boxes.map((box) => box.getAttribute('data-id') ?? ''))
}

/** Tab until the focus is there, as somebody without a mouse gets there. */
async function tabTo(testId: string): Promise<void> {
  const focused = () => page.evaluate<string | null>("document.activeElement.closest('[data-testid]')?.getAttribute('data-testid') ?? null")
  for (let presses = 0; presses < 80; presses += 1) {
    if ((await focused()) === testId) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab never comes to ${testId}`)
}

/** The box that the keyboard is on. */
function focusedBox(): Promise<string | null> {
  return page.evaluate<string | null>("document.activeElement.closest('.react-flow__node')?.getAttribute('data-id') ?? null")
}

/** A, words, Enter: the step stands behind the one that the keyboard is on, with its panel open. */
async function addByKey(words: string): Promise<void> {
  await page.keyboard.press('a')
  const search = page.getByRole('dialog').getByTestId('palette-search')
  await search.waitFor()
  await expect.poll(() => page.evaluate<string | null>("document.activeElement.getAttribute('data-testid')")).toBe('palette-search')
  await page.keyboard.type(words)
  await page.keyboard.press('Enter')
  await hand.panel.waitFor()
}

/** A click on the empty ground of the diagram. */
async function ground(): Promise<void> {
  await page.locator('.react-flow__pane').click({ position: { x: 40, y: 40 } })
}

/** Shift and the mouse, around two boxes. */
async function boxSelect(one: string, two: string): Promise<void> {
  const [first, second] = [await hand.node(one).boundingBox(), await hand.node(two).boundingBox()]
  if (first === null || second === null) throw new Error('Not drawn')
  await page.keyboard.down('Shift')
  await page.mouse.move(first.x - 12, Math.min(first.y, second.y) - 30)
  await page.mouse.down()
  await page.mouse.move(second.x + second.width + 12, Math.max(first.y + first.height, second.y + second.height) + 20, { steps: 5 })
  await page.mouse.up()
  await page.keyboard.up('Shift')
}

const drawn: FlowDocument = {
  format: 'maillon.flow/1',
  id: 'a-dessiner',
  name: 'À dessiner',
  settings: {},
  nodes: [
    { id: 'debut', type: 'core.manual', version: 1, name: 'Début', position: { x: 0, y: 0 }, params: {} },
    { id: 'prix', type: 'core.set', version: 1, name: 'Prix', position: { x: 400, y: 0 }, params: { fields: [{ name: 'montant', type: 'number', value: 12 }], keepOthers: false } },
    { id: 'tri', type: 'table.sort', version: 1, name: 'Tri', position: { x: 752, y: 0 }, params: { by: [{ field: 'montant', direction: 'ascending' }] } },
    { id: 'libre', type: 'core.set', version: 1, name: 'Libre', position: { x: 40, y: 280 }, params: { fields: [{ name: 'a', type: 'text', value: 'b' }], keepOthers: true } },
  ],
  edges: [
    { from: 'debut.main', to: 'prix.main' },
    { from: 'prix.main', to: 'tri.main' },
  ],
  notes: [],
  requires: {},
} as const
