/** "Send the next call to my draft": by keyboard alone, once, with the caller none the wiser; and what a dry run looks like beside it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FlowDocument } from '@maillon/flow-document'
import { openSignedIn, shot, startStage, type OpenedPage, type Stage } from './stage.js'
import type { SignedIn } from '../world/sign-in.js'

let stage: Stage
let opened: OpenedPage & { readonly user: SignedIn }
let id = ''

const answering = (says: string): FlowDocument => ({
  format: 'maillon.flow/1', id: 'x', name: 'Commandes', settings: {}, notes: [], requires: {},
  nodes: [
    { id: 'hook', type: 'core.webhook', version: 1, name: 'Commande reçue', position: { x: 0, y: 0 }, params: { method: 'POST', path: 'commandes', respond: 'by-node' } },
    { id: 'respond', type: 'core.respond', version: 1, name: 'Répondre', position: { x: 340, y: 0 }, params: { status: 200, bodyKind: 'text', text: says } },
  ],
  edges: [{ from: 'hook.main', to: 'respond.main' }],
})

beforeAll(async () => {
  stage = await startStage()
  opened = await openSignedIn(stage, { locale: 'fr' })
  const { client } = opened.user
  const made = await client.call('createFlow', { body: { documentText: JSON.stringify(answering('publiée')) } })
  id = made.id
  await client.call('publish', { params: { id }, body: { revision: made.revision, activate: true } })
  await client.call('saveDraft', { params: { id }, body: { document: { ...answering('brouillon'), id }, revision: made.revision } })
})

afterAll(async () => {
  await stage.stop()
})

const call = async () => {
  const answer = await fetch(`${stage.maillon.url}/hooks/commandes`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"numero":4512}' })
  return { status: answer.status, text: await answer.text() }
}

async function askForNextCall(): Promise<void> {
  const { page } = opened
  await page.locator('[data-testid="try-menu"]:enabled').focus()
  await page.keyboard.press('ArrowDown')
  await page.locator('[data-testid="try-dry"]:focus').waitFor()
  await page.keyboard.press('ArrowDown')
  await page.locator('[data-testid="try-next-call"]:focus').waitFor()
  await page.keyboard.press('Enter')
  await page.locator('[data-testid="next-call"][data-state="waiting"]').waitFor()
}

describe('the next call', () => {
  it('goes to the draft that is drawn, once, and is shown on the canvas as it runs', async () => {
    const { page } = opened
    await page.goto(`${stage.maillon.url}/flow/?id=${id}`)
    await page.getByTestId('node-hook').waitFor()
    await askForNextCall()
    await page.getByTestId('call-address').getByText(`POST ${stage.maillon.url}/hooks/commandes`).waitFor()
    await expect.poll(() => page.getByTestId('next-call-left').innerText()).toMatch(/^encore (5:00|4:\d\d)$/)
    await shot(page, 'next-call-01-waiting')
    expect(await call()).toEqual({ status: 200, text: 'brouillon' })
    await page.locator('[data-testid="run-band"][data-status="succeeded"]').waitFor()
    await page.locator('[data-testid="node-respond"][data-status="succeeded"]').waitFor()
    await expect.poll(() => page.getByTestId('next-call').count()).toBe(0)
    await shot(page, 'next-call-02-taken')
    expect(await call()).toEqual({ status: 200, text: 'publiée' })
  })

  it('is the published version’s where the person stops waiting, or leaves', async () => {
    const { page } = opened
    await askForNextCall()
    await page.getByTestId('stop-next-call').focus()
    await page.keyboard.press('Enter')
    await page.getByTestId('next-call').waitFor({ state: 'detached' })
    await expect.poll(async () => (await call()).text).toBe('publiée')
    await askForNextCall()
    await page.goto(`${stage.maillon.url}/flows/`)
    await expect.poll(async () => (await call()).text).toBe('publiée')
    const { entries } = await opened.user.client.call('audit', { query: { limit: 50 } })
    expect(entries.filter(({ action }) => action === 'flow.take-call')).toHaveLength(1)
    expect(entries.filter(({ action }) => action === 'flow.stop-awaiting')).toHaveLength(2)
  })
})

describe('a dry run', () => {
  it('says at each step and above the canvas that nothing was sent', async () => {
    const { page } = opened
    await page.goto(`${stage.maillon.url}/flow/?id=${id}`)
    await page.getByTestId('try-menu').click()
    await page.getByTestId('try-dry').click()
    await page.locator('[data-testid="run-band"][data-dry]').getByText('Essai à blanc').waitFor()
    await page.getByTestId('dry-respond').getByText('À blanc').waitFor()
    await shot(page, 'next-call-03-dry')
  })
})

describe('the list of steps', () => {
  it('opens the menu of a step by the arrow key, and goes into it', async () => {
    const { page } = opened
    await page.getByTestId('more').click()
    await page.getByTestId('open-steps').click()
    const button = page.getByTestId('step-menu-respond')
    await button.focus()
    await page.keyboard.press('Enter')
    await page.getByTestId('step-add-main').waitFor()
    await page.keyboard.press('ArrowDown')
    await page.locator('[role="menuitem"]:focus').waitFor()
    await page.keyboard.press('Escape')
  })
})

it('left no error in the console', () => {
  expect(opened.problems).toEqual([])
})
