/** A flow of hundreds of steps: from afar its boxes are shapes, and all that one does with boxes works all the same. */
import { emptyFlow, type FlowDocument } from '@maillon/flow-document'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SignedIn } from '../world/sign-in.js'
import { openSignedIn, shot, startStage, type OpenedPage, type Stage } from './stage.js'

const perRow = 20
const count = 400

/** Rows of steps, each after the one before it. */
const large: FlowDocument = {
  ...emptyFlow('large', 'Grand'),
  nodes: Array.from({ length: count }, (_, at) => ({ id: `n${at}`, type: at === 0 ? 'core.manual' : 'core.set', version: 1, name: `Étape ${at}`, position: { x: (at % perRow) * 352, y: Math.floor(at / perRow) * 160 }, params: at === 0 ? {} : { fields: [{ name: 'a', type: 'number', value: at }] } })),
  edges: Array.from({ length: count - 1 }, (_, at) => ({ from: `n${at}.main`, to: `n${at + 1}.main` })),
}

let stage: Stage
let opened: OpenedPage & { readonly user: SignedIn }
let id = ''

beforeAll(async () => {
  stage = await startStage()
  opened = await openSignedIn(stage, { locale: 'fr' })
  id = (await opened.user.client.call('createFlow', { body: { documentText: JSON.stringify(large) } })).id
  await opened.page.goto(`${stage.maillon.url}/flow/?id=${id}`)
  await opened.page.getByTestId('node-n0').waitFor()
})

afterAll(async () => {
  await stage.stop()
})

const boxes = () => opened.page.locator('.react-flow__node')

/** The middle of a step on the screen, whether it is a box or a shape. */
async function placeOf(step: number): Promise<{ readonly x: number; readonly y: number }> {
  const { left, top, zoom } = await opened.page.evaluate<{ readonly left: number; readonly top: number; readonly zoom: number }>(
    "(() => { const view = document.querySelector('.react-flow__viewport'); const { a, e, f } = new DOMMatrix(getComputedStyle(view).transform); const { x, y } = view.closest('.react-flow').getBoundingClientRect(); return { left: x + e, top: y + f, zoom: a } })()",
  )
  const { x, y } = large.nodes[step]?.position ?? { x: 0, y: 0 }
  return { x: left + (x + 124) * zoom, y: top + (y + 44) * zoom }
}

describe('a flow of hundreds of steps', () => {
  it('opens with the boxes that are in view', async () => {
    const { page } = opened
    await page.getByTestId('node-n21').waitFor()
    expect(await boxes().count()).toBeLessThan(150)
    expect(await page.getByTestId('node-n399').count()).toBe(0)
  })

  it('goes to a step that was never in view', async () => {
    const { page } = opened
    await page.keyboard.press('Control+f')
    await page.getByTestId('find-words').fill('Étape 399')
    await page.keyboard.press('Enter')
    await page.locator('.react-flow__node[data-id="n399"]:focus').waitFor()
    await page.getByTestId('node-n398').waitFor()
  })

  it('is one picture of shapes from afar, of which the one under the pointer can be dragged', async () => {
    const { page } = opened
    await page.locator('.react-flow__controls-fitview').click()
    await page.getByTestId('node-n20').waitFor({ state: 'detached' })
    await page.mouse.move(5, 5)
    await shot(page, 'large-01-far')
    const from = await placeOf(45)
    await page.mouse.move(from.x, from.y)
    await page.getByTestId('node-n45').waitFor()
    await page.mouse.down()
    await page.mouse.move(from.x + 30, from.y + 20, { steps: 5 })
    await page.mouse.up()
    await page.locator('.react-flow__node.selected[data-id="n45"]').waitFor()
    const moved = async () => (await opened.user.client.call('flow', { params: { id } })).document.nodes.find((node) => node.id === 'n45')?.position
    await expect.poll(moved).not.toEqual(large.nodes[45]?.position)
  })

  it('has all its boxes for a frame that is drawn around them', async () => {
    const { page } = opened
    const [first, last] = [await placeOf(0), await placeOf(count - 1)]
    await page.keyboard.down('Shift')
    await page.mouse.move(first.x - 40, first.y - 20)
    await page.mouse.down()
    await page.mouse.move(last.x, last.y, { steps: 4 })
    await page.mouse.move(last.x + 40, last.y + 20, { steps: 2 })
    await page.mouse.up()
    await page.keyboard.up('Shift')
    await expect.poll(() => page.locator('.react-flow__node.selected').count(), { timeout: 10_000 }).toBe(count)
  })

  it('has its boxes where a key is about to reach them', async () => {
    const { page } = opened
    await page.keyboard.press('Escape')
    await page.reload()
    await page.getByTestId('node-n0').waitFor()
    await page.locator('.react-flow__controls-fitview').click()
    await page.getByTestId('node-n20').waitFor({ state: 'detached' })
    await page.keyboard.press('Tab')
    await page.getByTestId('node-n399').waitFor()
  })

  it('left no error in the console', () => {
    expect(opened.problems).toEqual([])
  })
})
