import type { FlowDetail } from '@maillon/api-contract'
import type { FlowDocument } from '@maillon/flow-document'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SignedIn } from '../world/sign-in.js'
import type { CanvasHand } from './canvas-hand.js'
import { openDrawing, type Drawing } from './open-drawing.js'
import { firstUser, shot, startStage, type Stage } from './stage.js'

let stage: Stage
let opened: Drawing
let user: SignedIn
let hand: CanvasHand
let flow: FlowDetail

beforeAll(async () => {
  stage = await startStage()
  opened = await openDrawing(stage, document, { locale: 'fr' })
  ;({ user, hand, flow } = opened)
})

afterAll(async () => {
  await stage.stop()
})

describe('a drawing', () => {
  it('keeps its edits while the line is down, says so, and sends them when it is back', async () => {
    const { page, context } = opened
    await context.setOffline(true)
    await rename('Sans réseau')
    await page.locator('[data-testid="save-state"][data-state="offline"]').waitFor()
    await page.getByText('Hors ligne : vos modifications sont gardées').waitFor()
    await page.getByRole('status').filter({ hasText: 'Pas de connexion au réseau' }).waitFor()
    // The banner takes its room from the canvas: nothing of it is pushed out below.
    await expect.poll(() => page.evaluate<boolean>('document.documentElement.scrollHeight <= window.innerHeight')).toBe(true)
    await shot(page, 'keeping-01-offline')
    await expect.poll(nameOnServer).toBe('Prix')
    await context.setOffline(false)
    await hand.saved()
    await expect.poll(nameOnServer).toBe('Sans réseau')
  })

  it('finds edits that were never sent again after a reload, says so, and sends them', async () => {
    const { page } = opened
    await page.route('**/api/flows/*/draft', (route) => route.abort())
    await rename('Gardé ici')
    await page.locator('[data-testid="save-state"][data-state="offline"]').waitFor()
    await expect.poll(() => page.evaluate<boolean>("Object.values(localStorage).some((text) => text.includes('Gardé ici'))")).toBe(true)
    page.once('dialog', (dialog) => void dialog.accept())
    await page.reload()
    await page.getByText('ont été retrouvées dans ce navigateur').waitFor()
    await hand.node('prix').getByText('Gardé ici').waitFor()
    await expect.poll(nameOnServer).toBe('Sans réseau')
    await page.unroute('**/api/flows/*/draft')
    await hand.saved()
    await expect.poll(nameOnServer).toBe('Gardé ici')
    await expect.poll(() => page.evaluate<boolean>("Object.keys(localStorage).some((key) => key.startsWith('maillon.unsaved.'))")).toBe(false)
  })

  it('takes a save whose answer was lost for its own, not for somebody else’s', async () => {
    const { page } = opened
    let lost = 0
    await page.route('**/api/flows/*/draft', async (route) => {
      if (lost++ > 0) return route.continue()
      await route.fetch()
      await route.abort()
    })
    await rename('Arrivé quand même')
    await expect.poll(nameOnServer).toBe('Arrivé quand même')
    await page.locator('[data-testid="save-state"][data-state="offline"]').waitFor()
    await hand.saved()
    await expect.poll(() => page.getByText('Rien n’a été écrasé').count()).toBe(0)
    await page.unroute('**/api/flows/*/draft')
    await rename('Et la suite')
    await hand.saved()
    await expect.poll(nameOnServer).toBe('Et la suite')
  })

  it('says that the server is slow, and that nothing is lost meanwhile', async () => {
    const { page } = opened
    let answer: () => void = () => undefined
    const held = new Promise<void>((resolve) => (answer = resolve))
    await page.route('**/api/flows/*/draft', async (route) => {
      await held
      await route.continue()
    })
    await rename('Lentement')
    await page.getByText('Le serveur tarde : vos modifications sont gardées').waitFor()
    await shot(page, 'keeping-03-slow')
    answer()
    await hand.saved()
    await expect.poll(nameOnServer).toBe('Lentement')
    await page.unroute('**/api/flows/*/draft')
  })

  it('outlives the end of the session: the login comes over it, and what was drawn is saved afterwards', async () => {
    const { page, context } = opened
    await context.clearCookies()
    await rename('Après la session')
    const dialog = page.getByRole('dialog').filter({ has: page.locator('input[type=password]') })
    await dialog.waitFor()
    await shot(page, 'keeping-02-session')
    await hand.node('prix').getByText('Après la session').waitFor()
    await dialog.locator('input[type=password]').fill(firstUser.password)
    await dialog.locator('button[type=submit]').click()
    await dialog.waitFor({ state: 'detached' })
    await hand.saved()
    await expect.poll(nameOnServer).toBe('Après la session')
  })

  it('follows what somebody else saves, and says who it was', async () => {
    const { page } = opened
    const { document: theirs, revision } = await user.client.call('flow', { params: { id: flow.id } })
    const nodes = theirs.nodes.map((node) => (node.id === 'prix' ? { ...node, name: 'De Camille' } : node))
    await user.client.call('saveDraft', { params: { id: flow.id }, body: { document: { ...theirs, nodes }, revision } })
    await hand.node('prix').getByText('De Camille').waitFor()
    await page.getByText(`${firstUser.name} a modifié ce flux après vous`).waitFor()
    await rename('Et on continue')
    await hand.saved()
    await expect.poll(nameOnServer).toBe('Et on continue')
  })

  it('opens over a slow server with a word, and a run of it that takes too long is stopped where it was started', async () => {
    const { page } = opened
    let answer: () => void = () => undefined
    const held = new Promise<void>((resolve) => (answer = resolve))
    const { id } = await user.client.call('createFlow', { body: { documentText: JSON.stringify(waiting) } })
    await page.route(`**/api/flows/${id}`, async (route) => {
      await held
      await route.continue()
    })
    await page.goto(`${stage.maillon.url}/flow/?id=${id}`)
    await page.getByRole('status').filter({ hasText: 'La réponse du serveur se fait attendre' }).waitFor()
    answer()
    await hand.node('attente').waitFor()
    await page.getByTestId('run-now').click()
    await page.getByTestId('cancel-run').click()
    await shot(page, 'keeping-04-stop')
    await page.getByRole('dialog').getByRole('button', { name: 'Arrêter' }).click()
    await page.locator('[data-testid="run-band"][data-status="cancelled"]').waitFor()
    await page.getByTestId('cancel-run').waitFor({ state: 'detached' })
  })

  it('left no error in the console', () => {
    expect(opened.problems).toEqual([])
  })
})

async function rename(name: string): Promise<void> {
  await hand.open('prix')
  await hand.rename(name)
  await hand.close()
}

async function nameOnServer(): Promise<string | undefined> {
  return (await user.client.call('flow', { params: { id: flow.id } })).document.nodes.find(({ id }) => id === 'prix')?.name
}

const document: FlowDocument = {
  format: 'maillon.flow/1',
  id: 'a-garder',
  name: 'À garder',
  settings: {},
  nodes: [
    { id: 'debut', type: 'core.manual', version: 1, name: 'Début', position: { x: 0, y: 0 }, params: {} },
    { id: 'prix', type: 'core.set', version: 1, name: 'Prix', position: { x: 400, y: 0 }, params: { fields: [{ name: 'montant', type: 'number', value: 12 }], keepOthers: false } },
  ],
  edges: [{ from: 'debut.main', to: 'prix.main' }],
  notes: [],
  requires: {},
} as const

const waiting: FlowDocument = {
  ...document,
  id: 'en-attente',
  name: 'En attente',
  nodes: [document.nodes[0] as FlowDocument['nodes'][number], { id: 'attente', type: 'core.wait', version: 1, name: 'Attendre', position: { x: 400, y: 0 }, params: { how: 'delay', amount: 1, unit: 'hours' } }],
  edges: [{ from: 'debut.main', to: 'attente.main' }],
}
