import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { shot } from './stage.js'
import type { PageElement } from './page-element.js'

/** What a person does on the canvas, as one would: with mouse and keyboard, waiting for what the screen shows. */
export interface CanvasHand {
  readonly page: Page
  /** The open panel of a node. */
  readonly panel: Locator
  /** Ids of all nodes that are drawn. */
  nodes(): Promise<readonly string[]>
  node(id: string): Locator
  /** Everything drawn comes into view. */
  fit(): Promise<void>
  /** Run what adds one node; its id. */
  added(action: () => Promise<void>): Promise<string>
  /** The `+` of an output, then the palette by words. The panel of the new node is open afterwards. */
  addAfter(from: string, port: string, wanted: { readonly words: string; readonly type: string }): Promise<string>
  /** A line from an output to an input, drawn with the mouse. */
  connect(from: readonly [node: string, port: string], to: readonly [node: string, port: string]): Promise<void>
  /** Drag between handles without looking at the outcome. */
  dragLine(from: readonly [node: string, port: string], to: readonly [node: string, port: string]): Promise<void>
  open(id: string): Promise<void>
  close(): Promise<void>
  rename(name: string): Promise<void>
  param(pointer: string): Locator
  fill(pointer: string, text: string): Promise<void>
  choose(pointer: string, value: string): Promise<void>
  /** Text into an editor of several lines. */
  write(pointer: string, text: string): Promise<void>
  addRow(pointer: string): Promise<void>
  /** Words, Enter, each. */
  tags(pointer: string, words: readonly string[]): Promise<void>
  /** The folded parameters. */
  more(): Promise<void>
  /** Turn a switch off, whatever still moves around it. */
  switchOff(pointer: string): Promise<void>
  /** A field of the available data is clicked: it goes where the caret is. */
  insertField(expression: string): Promise<void>
  saved(): Promise<void>
}

export function canvasHand(page: Page): CanvasHand {
  const panel = page.getByTestId('node-panel')
  const param = (pointer: string) => panel.getByTestId(`param${pointer}`)
  const node = (id: string) => page.getByTestId(`node-${id}`)
  const nodes = () => page.locator('.react-flow__node').evaluateAll((boxes: PageElement[]) => boxes.map((box) => box.getAttribute('data-id') ?? ''))
  const handle = ([id, port]: readonly [string, string], side: 'source' | 'target') => page.locator(`.react-flow__handle.${side}[data-nodeid="${id}"][data-handleid="${port}"]`)

  const hand: CanvasHand = {
    page,
    panel,
    nodes,
    node,
    param,
    fit: () => page.locator('.react-flow__controls-fitview').click(),
    async added(action) {
      const before = new Set(await nodes())
      await action()
      await page.locator('.react-flow__node').nth(before.size).waitFor()
      const fresh = (await nodes()).find((id) => !before.has(id))
      if (fresh === undefined) throw new Error('No node was added')
      return fresh
    },
    addAfter: (from, port, { words, type }) =>
      hand.added(async () => {
        await hand.fit()
        const add = node(from).getByTestId(`add-after-${port}`)
        // Seen from afar a box has no +: one goes near it first.
        await add.click({ timeout: 3_000 }).catch(async () => {
          await node(from).click()
          await page.keyboard.press('z')
          await add.click()
        })
        const dialog = page.getByRole('dialog')
        await dialog.getByTestId('palette-search').fill(words)
        await dialog.getByTestId(`palette-${type}`).click()
        await panel.waitFor()
      }),
    async connect(from, to) {
      await hand.dragLine(from, to)
      const line = page.getByTestId(`edge-${from.join('.')}-${to.join('.')}`)
      await line.waitFor({ state: 'attached' }).catch(async (error: unknown) => {
        await shot(page, 'no-line')
        throw error
      })
    },
    async dragLine(from, to) {
      await hand.fit()
      const end = await settledCentre(handle(to, 'target'))
      const start = await settledCentre(handle(from, 'source'))
      await page.mouse.move(start.x, start.y)
      await page.mouse.down()
      await page.mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2, { steps: 4 })
      await page.mouse.move(end.x, end.y, { steps: 4 })
      await page.mouse.up()
    },
    async open(id) {
      await hand.fit()
      // Seen from afar a box has no buttons, but opens all the same. The view may still be on its way to a past run.
      await expect.poll(async () => {
        await node(id).dblclick()
        return panel.waitFor({ timeout: 2_000 }).then(() => 'open', () => 'closed')
      }, { timeout: 15_000 }).toBe('open')
    },
    async close() {
      await page.getByTestId('close-panel').click()
      await panel.waitFor({ state: 'detached' })
    },
    async rename(name) {
      await panel.getByTestId('node-name').fill(name)
      await panel.getByTestId('node-name').press('Enter')
    },
    async fill(pointer, text) {
      await param(pointer).fill(text)
      // Lists of suggestions close with the focus.
      await param(pointer).blur()
    },
    async choose(pointer, value) {
      await param(pointer).click()
      await page.locator(`[role="option"][value="${value}"]:visible`).click()
    },
    async write(pointer, text) {
      await param(pointer).click()
      await page.keyboard.press('Control+a')
      await page.keyboard.insertText(text)
    },
    addRow: (pointer) => panel.getByTestId(`param-add${pointer}`).click(),
    async tags(pointer, words) {
      for (const word of words) {
        await param(pointer).fill(word)
        await param(pointer).press('Enter')
      }
      await param(pointer).blur()
    },
    async switchOff(pointer) {
      const box = hand.param(pointer)
      await expect
        .poll(
          async () => {
            if (await box.isChecked()) await box.press('Space')
            return box.isChecked()
          },
          { timeout: 10_000, interval: 200 },
        )
        .toBe(false)
    },
    more: () => panel.getByRole('button', { name: /^(Plus d’options|More options)$/ }).click(),
    insertField: (expression) => panel.getByTestId(`field-${expression}`).first().click(),
    saved: () => page.locator('[data-testid="save-state"][data-state="saved"]').waitFor(),
  }
  return hand
}

/** The middle of something that may still be moving into view: where it is in two looks running, a frame apart. */
async function settledCentre(target: Locator): Promise<{ readonly x: number; readonly y: number }> {
  await target.waitFor()
  const look = async () => {
    const box = await target.boundingBox()
    if (box === null) throw new Error('Nothing is drawn there')
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  }
  const nextFrame = () => target.page().evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))')
  let before = await look()
  for (let looks = 0; looks < 200; looks += 1) {
    await nextFrame()
    const now = await look()
    if (now.x === before.x && now.y === before.y) return now
    before = now
  }
  throw new Error('It does not come to rest')
}
