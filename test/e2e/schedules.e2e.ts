import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FlowDocument } from '@maillon/flow-document'
import { openSignedIn, shot, startStage, type OpenedPage, type Stage } from './stage.js'

let stage: Stage
let french: Awaited<ReturnType<typeof openSignedIn>>
let english: OpenedPage

beforeAll(async () => {
  stage = await startStage()
  french = await openSignedIn(stage, { locale: 'fr' })
  await publish('Rapport des ventes', { every: 'day', at: '08:00' }, { exceptDates: ['12-25'] })
  await publish('Sauvegarde', { every: 'day', at: '08:00' })
  await publish('Bilan', { every: 'once', date: '2099-12-31', at: '18:00' })
  english = await openSignedIn(stage, { locale: 'en', colorScheme: 'dark' })
})

afterAll(async () => {
  await stage.stop()
})

async function publish(name: string, schedule: object, params: object = {}): Promise<void> {
  const nodes = [
    { id: 'when', type: 'core.schedule', version: 1, name: 'Horaire', position: { x: 0, y: 0 }, params: { schedule, ...params } },
    { id: 'log', type: 'core.log', version: 1, name: 'Journal', position: { x: 320, y: 0 }, params: { message: 'fait' } },
  ]
  const document = { format: 'maillon.flow/1', id: 'x', name, settings: {}, nodes, edges: [{ from: 'when.main', to: 'log.main' }], notes: [], requires: {} } as unknown as FlowDocument
  const { client } = french.user
  const { id } = await client.call('createFlow', { body: { documentText: JSON.stringify(document) } })
  await client.call('publish', { params: { id }, body: { revision: 0, activate: true } })
}

describe('the schedules', () => {
  it('stand in the navigation, with state, sentence and next time, and are found by name and state', async () => {
    const { page } = french
    await page.goto(stage.maillon.url)
    await page.getByRole('link', { name: 'Horaires' }).click()
    const table = page.getByTestId('schedules')
    await table.getByText('Tous les jours à 08:00, sauf le 25 décembre').waitFor()
    await table.getByText('Une seule fois, le 31 décembre 2099 à 18:00').waitFor()
    await page.getByPlaceholder('Chercher un flux').fill('bilan')
    await expect.poll(() => table.locator('tbody tr').count()).toBe(1)
    await page.getByPlaceholder('Chercher un flux').fill('')
    // Those of the workspace’s own tasks aside.
    await expect.poll(() => table.locator('tbody tr').filter({ hasNotText: 'système' }).count()).toBe(3)
    await shot(page, 'schedules-fr')
  })

  it('that meet are told in the calendar, with a time five minutes later', async () => {
    const { page } = english
    // The language of the account is what the pages are in.
    await french.user.client.call('changeMe', { body: { locale: 'en' } })
    await page.goto(`${stage.maillon.url}/schedules/`)
    await page.getByText('Calendar', { exact: true }).click()
    const collisions = page.getByTestId('collisions')
    await collisions.getByText('Rapport des ventes and Sauvegarde').waitFor()
    await collisions.getByText('Move “Sauvegarde” from 08:00 to 08:05').waitFor()
    await expect.poll(() => page.getByTestId('calendar').getByRole('img', { name: 'Starts at the same time as another flow' }).count()).toBeGreaterThanOrEqual(12)
    await shot(page, 'calendar-en')
    await french.user.client.call('changeMe', { body: { locale: 'fr' } })
  })
})

describe('a run for later', () => {
  it('is asked for in the menu of its flow, shown among the schedules, and taken back there', async () => {
    const { page } = french
    await page.goto(`${stage.maillon.url}/flows/`)
    await page.getByRole('button', { name: 'Actions pour « Sauvegarde »' }).click()
    await page.getByRole('menuitem', { name: 'Exécuter plus tard…' }).click()
    await page.getByLabel('Dans combien de minutes').fill('90')
    await page.getByRole('button', { name: 'Prévoir l’exécution' }).click()
    await page.getByText('s’exécutera').waitFor()
    await page.goto(`${stage.maillon.url}/schedules/`)
    await page.getByRole('heading', { name: 'Exécutions prévues à la demande' }).waitFor()
    await page.getByRole('button', { name: 'Annuler l’exécution prévue de « Sauvegarde »' }).click()
    await page.getByText('est annulée.').waitFor()
    await expect.poll(() => page.getByRole('heading', { name: 'Exécutions prévues à la demande' }).count()).toBe(0)
  })

  it('all of it without an error in the console', () => {
    expect([...french.problems, ...english.problems]).toEqual([])
  })
})
