import type { FlowDocument } from '@maillon/flow-document'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDrawing, type Drawing } from './open-drawing.js'
import { shot, startStage, type Stage } from './stage.js'

/** What a browser would have run, had the name been taken for markup; and a mark that would turn round all that follows it. */
const wickedName = 'Prix <img src=x onerror="document.title=\'taken\'"> \u202Efdp.exe'
const tooLongToType = 'Une longue consigne. '.repeat(500)

let stage: Stage
let opened: Drawing

beforeAll(async () => {
  stage = await startStage()
  opened = await openDrawing(stage, flow, { locale: 'fr' })
})

afterAll(async () => {
  await stage.stop()
})

describe('a canvas that is given the worst', () => {
  it('shows a name with markup and a right-to-left mark as text, and keeps it', async () => {
    const { page, hand } = opened
    await hand.open('prix')
    await hand.rename(wickedName)
    await hand.close()
    await hand.saved()
    const words = await hand.node('prix').textContent()
    expect(words).toContain('<img src=x')
    // The words after the name on the same box are not turned round by it.
    await expect.poll(() => hand.node('prix').locator('img[src="x"]').count()).toBe(0)
    await expect.poll(() => page.title()).not.toContain('taken')
    await expect.poll(() => nameOnServer('prix')).toBe(wickedName)
    // In a sentence it has no power over the words behind it.
    await page.keyboard.press('l')
    const sentence = page.getByTestId('step-note')
    await sentence.getByText('fdp.exe').waitFor()
    await expect.poll(() => sentence.textContent()).not.toContain('\u202E')
    await page.keyboard.press('Escape')
    await sentence.waitFor({ state: 'detached' })
    await shot(page, 'worst-01-name')
  })

  it('takes a value of 10,000 characters whole, and shows its box as usual', async () => {
    const { page, hand } = opened
    await hand.open('note')
    await hand.write('/message', tooLongToType)
    await hand.close()
    await hand.saved()
    await expect.poll(async () => (await paramsOnServer('note'))['message']).toBe(tooLongToType)
    const box = await hand.node('note').boundingBox()
    expect(box?.height).toBeLessThan(400)
    await shot(page, 'worst-02-long')
  })

  it('refuses what is pasted and too large with a sentence, and leaves the drawing as it is', async () => {
    const { page, hand } = opened
    const before = await hand.nodes()
    for (const text of [`{"format":"maillon.clipboard/1","nodes":[${'"x",'.repeat(1_250_000)}"x"],"edges":[]}`, 'a;b;c\n'.repeat(900_000)]) {
      await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`)
      await page.locator('.react-flow__pane').click({ position: { x: 60, y: 60 } })
      await page.keyboard.press('Control+v')
      await page.getByRole('alert').filter({ hasText: /trop|Mo/ }).first().waitFor()
      await shot(page, 'worst-03-paste')
      await expect.poll(() => hand.nodes()).toEqual(before)
    }
    await hand.saved()
  })

  it('says which node has no package here, keeps its values, and refuses to publish', async () => {
    const { page, hand, user } = opened
    const made = await user.client.call('createFlow', { body: { documentText: JSON.stringify({ ...flow, id: 'sans-paquet', nodes: [flow.nodes[0], { ...flow.nodes[1], type: 'acme.price-list', params: { list: 'A4' } }], edges: [flow.edges[0]] }) } })
    await page.goto(`${stage.maillon.url}/flow/?id=${made.id}`)
    await hand.node('prix').waitFor()
    await hand.node('prix').dblclick()
    const dialog = page.getByRole('dialog', { name: 'Prix' })
    await dialog.getByText(/acme\.price-list/).first().waitFor()
    await shot(page, 'worst-04-package')
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Publier' }).click()
    await page.getByText(/n’est pas installé/).first().waitFor()
    await shot(page, 'worst-05-publish')
    expect((await user.client.call('flow', { params: { id: made.id } })).document.nodes[1]?.params).toEqual({ list: 'A4' })
  })

  it('left no error in the console', () => {
    expect(opened.problems).toEqual([])
  })
})

async function nodeOnServer(id: string): Promise<FlowDocument['nodes'][number] | undefined> {
  return (await opened.user.client.call('flow', { params: { id: opened.flow.id } })).document.nodes.find((node) => node.id === id)
}

async function nameOnServer(id: string): Promise<string | undefined> {
  return (await nodeOnServer(id))?.name
}

async function paramsOnServer(id: string): Promise<FlowDocument['nodes'][number]['params']> {
  return (await nodeOnServer(id))?.params ?? {}
}

const flow: FlowDocument = {
  format: 'maillon.flow/1',
  id: 'le-pire',
  name: 'Le pire',
  settings: {},
  nodes: [
    { id: 'debut', type: 'core.manual', version: 1, name: 'Début', position: { x: 0, y: 0 }, params: {} },
    { id: 'prix', type: 'core.set', version: 1, name: 'Prix', position: { x: 400, y: 0 }, params: { fields: [{ name: 'montant', type: 'number', value: 12 }], keepOthers: false } },
    { id: 'note', type: 'core.log', version: 1, name: 'Note', position: { x: 800, y: 0 }, params: { message: 'Fini' } },
  ],
  edges: [{ from: 'debut.main', to: 'prix.main' }, { from: 'prix.main', to: 'note.main' }],
  notes: [],
  requires: {},
}
