import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { firstUser, shot, startStage, type OpenedPage, type Stage } from './stage.js'

let stage: Stage
let opened: OpenedPage

beforeAll(async () => {
  stage = await startStage()
  opened = await stage.open({ locale: 'fr', width: 1280, height: 800 })
})

afterAll(async () => {
  await stage.stop()
})

async function runs(page: Page): Promise<void> {
  await page.getByTestId('run-now').click()
  await page.locator('[data-testid=run-band][data-status=running], [data-testid=run-band][data-status=queued], [data-testid=run-band][data-status=succeeded]').waitFor()
  await page.locator('[data-testid=run-band][data-status=succeeded]').waitFor({ timeout: 60_000 })
}

describe('the first minutes of a new user', () => {
  it('lead within three minutes to a successful run of a change of their own, without any account', async () => {
    const { page, problems } = opened
    const startedAt = performance.now()
    await page.goto(stage.maillon.url)
    await page.getByLabel('Votre nom').fill(firstUser.name)
    await page.getByLabel('Adresse e-mail').fill(firstUser.email)
    await page.locator('input[autocomplete="new-password"]').fill(firstUser.password)
    await page.getByRole('button', { name: 'Créer mon compte et commencer' }).click()

    await page.getByRole('heading', { name: 'Que voulez-vous faire ?' }).waitFor()
    await expect.poll(() => page.getByRole('button', { name: /^Essayer/ }).count()).toBe(6)
    await shot(page, 'first-minutes-home')
    await page.getByRole('button', { name: /^Essayer\s*Prévenir quand le stock baisse/ }).click()

    // As it comes, it runs; three products are low.
    await page.getByTestId('sample-note').waitFor()
    await page.getByTestId('findings-prevenir').waitFor({ state: 'detached' })
    await runs(page)
    await expect.poll(() => page.getByTestId('count-bas.main').innerText()).toBe('3 lignes')
    await page.getByTestId('leave-run').click()

    // The change: warn already below 20.
    await page.getByTestId('node-bas').getByRole('button', { name: 'Stock bas', exact: true }).click()
    await page.getByTestId('param/rules/0/value').fill('20')
    await page.getByTestId('close-panel').click()
    await runs(page)
    await expect.poll(() => page.getByTestId('count-bas.main').innerText()).toBe('4 lignes')
    await shot(page, 'first-minutes-canvas')
    expect((performance.now() - startedAt) / 1000).toBeLessThan(180)

    // What would have been sent is there to be read.
    await page.getByRole('link', { name: 'Ouvrir la boîte d’essai' }).click()
    await page.getByTestId('sample-mails').waitFor()
    await expect.poll(() => page.getByTestId('sample-mails').getByText('Stock bas : Miel de lavande, il en reste 17.').count()).toBe(1)
    await shot(page, 'first-minutes-mailbox')
    await page.goto(stage.maillon.url)
    await page.getByText('L’exécuter une fois').waitFor()
    expect(problems).toEqual([])
  })
})
