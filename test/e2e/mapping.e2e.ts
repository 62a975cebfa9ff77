import type { FlowDocument } from '@maillon/flow-document'
import type { JsonObject } from '@maillon/kernel'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CanvasHand } from './canvas-hand.js'
import { openDrawing, type Drawing } from './open-drawing.js'
import { shot, startStage, type Stage } from './stage.js'
import type { PageElement } from './page-element.js'

let stage: Stage
let opened: Drawing
let page: Page
let hand: CanvasHand

const value = '/fields/0/value'

beforeAll(async () => {
  stage = await startStage()
  opened = await openDrawing(stage, document, { locale: 'fr', width: 1280, height: 800 })
  ;({ page, hand } = opened)
})

afterAll(async () => {
  await stage.stop()
})

describe('a field of the data', () => {
  it('goes into an open expression by a click, and braces never nest', async () => {
    await hand.open('total')
    await hand.param(value).fill('{{round ')
    await hand.insertField('{{item.montant}}')
    await expect.poll(() => hand.param(value).inputValue()).toBe('{{round item.montant}}')
    await hand.param(value).fill('Prix : {{')
    await hand.insertField('{{item.montant}}')
    await expect.poll(() => hand.param(value).inputValue()).toBe('Prix : {{item.montant}}')
  })

  it('is proposed after a slash, with the keyboard alone', async () => {
    await hand.param(value).fill('')
    await hand.param(value).pressSequentially('/mont')
    await page.getByRole('listbox').getByText('montant', { exact: true }).waitFor()
    await page.keyboard.press('Enter')
    await expect.poll(() => hand.param(value).inputValue()).toBe('{{item.montant}}')
    await hand.param(value).blur()
    // The live value as a French reader writes it, and a chip instead of braces.
    await hand.panel.getByTestId(`live${value}`).getByText('12,5').waitFor()
    await shot(page, 'mapping-01-live')
  })

  it('is dragged into a parameter', async () => {
    await hand.param(value).fill('')
    await hand.panel.getByTestId('field-{{item.sku}}').dragTo(hand.param(value))
    await expect.poll(() => hand.param(value).inputValue()).toBe('{{item.sku}}')
  })

  it('of the row that fits is said in words and worked out', async () => {
    await hand.panel.getByTestId('rows-tarifs').click()
    await page.getByRole('option', { name: 'la ligne où…' }).click()
    await hand.panel.getByTestId('fields-tarifs').getByTestId('where-field').fill('ref')
    await hand.panel.getByTestId('fields-tarifs').getByTestId('where-value').fill('sku')
    await page.keyboard.press('Tab')
    await hand.param(value).fill('')
    await hand.panel.getByTestId('fields-tarifs').getByRole('button', { name: /^prix/ }).click()
    await expect.poll(() => hand.param(value).inputValue()).toBe('{{first (map (where nodes.tarifs.all "ref" item.sku) "prix")}}')
    await hand.param(value).blur()
    await hand.panel.getByText('Tarifs › prix (la ligne où ref = sku)').waitFor()
    await hand.panel.getByTestId(`live${value}`).getByText('3').waitFor()
    await shot(page, 'mapping-02-where')
    await hand.close()
  })
})

describe('a result', () => {
  it('is pinned, said on its box, and taken by the next test run instead of running the step', async () => {
    await page.getByTestId('run-now').click()
    await page.locator('[data-testid="run-band"][data-status="succeeded"]').waitFor({ timeout: 30_000 })
    await hand.open('prix')
    // Four tabs beside each other at 1280 pixels.
    const tops = await hand.panel.getByRole('tab').evaluateAll((tabs: PageElement[]) => tabs.slice(2).map((tab) => Math.round(tab.getBoundingClientRect().top)))
    expect(new Set(tops).size).toBe(1)
    await hand.panel.getByTestId('unpin').click()
    await hand.panel.getByTestId('pin').click()
    await hand.panel.getByTestId('edit-pinned').click()
    const text = hand.panel.getByTestId('pinned-text')
    await text.fill('{ "main": [{ "sku": "A2", "montant": 99 }] }')
    await shot(page, 'mapping-03-pinned')
    await hand.close()
    await page.getByTestId('pinned-prix').waitFor()
    await hand.saved()
    await page.getByTestId('leave-run').click()
    await page.getByTestId('run-now').click()
    await page.locator('[data-testid="run-band"][data-status="succeeded"]').waitFor({ timeout: 30_000 })
    await hand.open('total')
    await hand.panel.getByRole('cell', { name: '5', exact: true }).first().waitFor()
    await hand.close()
  })

  it('left no error in the console', () => {
    expect(opened.problems).toEqual([])
  })
})

const set = (id: string, name: string, x: number, y: number, fields: readonly JsonObject[]) => ({ id, type: 'core.set', version: 1, name, position: { x, y }, params: { fields, keepOthers: false } })

const document: FlowDocument = {
  format: 'maillon.flow/1',
  id: 'a-relier',
  name: 'À relier',
  settings: {},
  nodes: [
    { id: 'debut', type: 'core.manual', version: 1, name: 'Début', position: { x: 0, y: 0 }, params: {} },
    { ...set('tarifs', 'Tarifs', 352, 0, [{ name: 'ref', type: 'text', value: 'A1' }, { name: 'prix', type: 'number', value: 3 }]), pinned: { main: [{ ref: 'A1', prix: 3 }, { ref: 'A2', prix: 5 }] } },
    { ...set('prix', 'Prix', 704, 0, [{ name: 'sku', type: 'text', value: 'A1' }, { name: 'montant', type: 'number', value: 12.5 }]), pinned: { main: [{ sku: 'A1', montant: 12.5 }] } },
    set('total', 'Total', 1056, 0, [{ name: 'total', type: 'number', value: 1 }]),
  ],
  edges: [
    { from: 'debut.main', to: 'tarifs.main' },
    { from: 'tarifs.main', to: 'prix.main' },
    { from: 'prix.main', to: 'total.main' },
  ],
  notes: [],
  requires: {},
}
