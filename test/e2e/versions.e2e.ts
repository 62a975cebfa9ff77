/** Versions of a flow: what is not published, what each one changed, on the canvas and in sentences, and back into the draft. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { canvasHand, type CanvasHand } from './canvas-hand.js'
import { orders, published } from './run-flows.js'
import { openSignedIn, shot, startStage, type OpenedPage, type Stage } from './stage.js'
import type { SignedIn } from '../world/sign-in.js'

let stage: Stage
let opened: OpenedPage & { readonly user: SignedIn; readonly hand: CanvasHand }
let id = ''

beforeAll(async () => {
  stage = await startStage()
  const signedIn = await openSignedIn(stage, { locale: 'fr' })
  opened = { ...signedIn, hand: canvasHand(signedIn.page) }
  const { client } = signedIn.user
  id = await published(signedIn.user, orders, 'La première')
  // Version 2 sorts before it notes; the draft then loses its last step.
  const first = await client.call('flow', { params: { id } })
  const sorted = {
    ...first.document,
    nodes: [...first.document.nodes, { id: 'sort', type: 'table.sort', version: 1, name: 'Trier', position: { x: 480, y: 160 }, params: { by: [{ field: 'client' }] } }],
    edges: [{ from: 'start.main', to: 'total.main' }, { from: 'total.main', to: 'sort.main' }, { from: 'sort.main', to: 'log.main' }],
  }
  const saved = await client.call('saveDraft', { params: { id }, body: { document: sorted, revision: first.revision } })
  await client.call('publish', { params: { id }, body: { revision: saved.revision, activate: false, message: 'Les clients sont triés' } })
  const second = await client.call('flow', { params: { id } })
  const without = { ...second.document, nodes: second.document.nodes.filter((node) => node.id !== 'log'), edges: second.document.edges.slice(0, 2) }
  await client.call('saveDraft', { params: { id }, body: { document: without, revision: second.revision } })
})

afterAll(async () => {
  await stage.stop()
})

describe('what is not published', () => {
  it('is counted above the canvas and marked on it, what was removed too', async () => {
    const { page } = opened
    await page.goto(`${stage.maillon.url}/flow/?id=${id}`)
    await page.getByTestId('unpublished-changes').click()
    await page.getByTestId('compare-band').waitFor()
    await page.locator('[data-testid="change-log"][data-change="removed"]').waitFor()
    await page.getByTestId('change-sentences').getByText('« Noter » : supprimée').waitFor()
    await expect.poll(() => page.getByTestId('change-start').count()).toBe(0)
    await shot(page, 'versions-01-unpublished')
    await page.getByTestId('leave-comparison').click()
    await page.getByTestId('version-band').waitFor()
    await expect.poll(() => page.getByTestId('node-log').count()).toBe(0)
  })
})

describe('the versions', () => {
  it('say who made them, why, and in sentences what they changed', async () => {
    const { page } = opened
    await page.getByTestId('more').click()
    await page.getByTestId('open-versions').click()
    const second = page.getByTestId('version-2')
    await second.getByText('Les clients sont triés').waitFor()
    await second.getByText('Camille Durand').waitFor()
    await second.getByTestId('changes-2').click()
    await second.getByText('« Trier » : ajoutée, trie les lignes').waitFor()
    await shot(page, 'versions-02-panel')
  })

  it('come back into the draft, and undo takes them out again', async () => {
    const { page, hand } = opened
    await page.getByTestId('restore-1').click()
    await hand.node('log').waitFor()
    await expect.poll(() => page.getByTestId('node-sort').count()).toBe(0)
    await page.getByTestId('undo').click()
    await page.getByTestId('node-sort').waitFor()
    await page.getByTestId('node-log').waitFor({ state: 'detached' })
  })
})

it('left no error in the console', () => {
  expect(opened.problems).toEqual([])
})
