/** A run kept as a test from its page, and what the test says when the flow changes: beside the canvas, on the box, before publishing. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { orders, published, ran } from './run-flows.js'
import { openSignedIn, shot, startStage, type OpenedPage, type Stage } from './stage.js'
import type { SignedIn } from '../world/sign-in.js'

let stage: Stage
let user: SignedIn
let opened: OpenedPage
let flowId = ''

beforeAll(async () => {
  stage = await startStage()
  const signedIn = await openSignedIn(stage, { locale: 'fr' })
  user = signedIn.user
  opened = signedIn
  flowId = await published(user, orders, 'Première')
})

afterAll(async () => {
  await stage.stop()
})

const change = async (value: string) => {
  const { document, revision } = await user.client.call('flow', { params: { id: flowId } })
  const nodes = document.nodes.map((node) => (node.id === 'total' ? { ...node, params: { fields: [{ name: 'total', type: 'number', value }] } } : node))
  await user.client.call('saveDraft', { params: { id: flowId }, body: { document: { ...document, nodes }, revision } })
}

it('is kept from the page of a run, with what makes sense to compare', async () => {
  const { page } = opened
  const runId = await ran(user, flowId, [{ client: 'Durand', price: 2, count: 3 }])
  await page.goto(`${stage.maillon.url}/run/?id=${runId}`)
  await page.getByTestId('keep-as-test').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByTestId('test-name').fill('Une commande')
  await dialog.getByRole('checkbox', { name: /Noter/ }).waitFor()
  await shot(page, 'tests-01-keep')
  await dialog.getByTestId('keep-test-confirm').click()
  await page.waitForURL((url) => url.pathname === '/flow-tests/')
  await page.getByTestId('run-tests').click()
  await page.getByTestId('tests-sum').getByText('Le test réussit.').waitFor()
  await shot(page, 'tests-02-passed')
})

it('says on the box and before publishing what a changed flow does otherwise, until the new result is accepted', async () => {
  const { page } = opened
  await change('{{multiply item.price 10}}')
  await page.goto(`${stage.maillon.url}/flow/?id=${flowId}`)
  await page.getByTestId('publish').click()
  await page.getByTestId('publish-confirm').click()
  await page.getByTestId('publish-tests-failed').getByText('a donné 20 au lieu de 6').waitFor()
  await shot(page, 'tests-03-publish')
  await page.keyboard.press('Escape')
  await page.getByTestId('test-fails-log').waitFor()
  await page.getByTestId('more').click()
  await page.getByTestId('open-tests').click()
  await page.getByTestId('accept-finding').first().waitFor()
  await shot(page, 'tests-04-canvas')
  await page.getByTestId('accept-finding').first().click()
  await page.getByTestId('tests-sum').getByText('Le test réussit.').waitFor()
  await page.keyboard.press('Escape')
  await page.getByTestId('test-fails-log').waitFor({ state: 'detached' })
  expect(opened.problems).toEqual([])
})
