import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FlowDocument } from '@maillon/flow-document'
import { FakeOAuth2, startOutside, type OutsideServer } from '@maillon/test-kit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePort } from '../world/start-maillon.js'
import { canvasHand } from './canvas-hand.js'
import { openSignedIn, shot, startStage, type OpenedPage, type Stage } from './stage.js'
import type { SignedIn } from '../world/sign-in.js'

const oauth2 = new FakeOAuth2()
let outside: OutsideServer
let folder: string
let stage: Stage
let french: OpenedPage & { readonly user: SignedIn }

beforeAll(async () => {
  outside = await startOutside(oauth2.service)
  folder = await mkdtemp(join(tmpdir(), 'maillon-outside-pages-'))
  await mkdir(join(folder, 'entrants'))
  const port = await freePort()
  // People come back from a service to the public address, with the session that they have there.
  stage = await startStage({ port, env: { MAILLON_PUBLIC_URL: `http://127.0.0.1:${port}`, MAILLON_FOLDERS: `entrants=${join(folder, 'entrants')}` } })
  french = await openSignedIn(stage, { locale: 'fr' })
})

afterAll(async () => {
  await stage.stop()
  await outside.stop()
  await rm(folder, { recursive: true, force: true })
})

describe('the agreement of a person at a service', () => {
  it('connects an account by the page of the service, and the account works', async () => {
    const { page, context } = french
    await page.goto(`${stage.maillon.url}/credentials/`)
    await page.getByRole('button', { name: 'Ajouter un identifiant' }).first().click()
    await page.getByRole('button', { name: /accord d’une personne/ }).click()
    const form = page.getByTestId('credential-form')
    await form.getByTestId('credential-name').fill('Agenda')
    const values = { address: outside.url, authorizationUrl: `${outside.url}/authorize`, tokenUrl: `${outside.url}/token`, clientId: oauth2.client.id, clientSecret: oauth2.client.secret }
    for (const [name, value] of Object.entries(values)) await form.getByTestId(`param/${name}`).fill(value)
    const [service] = await Promise.all([context.waitForEvent('page'), form.getByTestId('credential-connect').click()])
    await service.getByRole('status').filter({ hasText: '« Agenda » est connecté.' }).waitFor()
    // The code is good once, and stays in no history.
    expect(new URL(service.url()).search).toBe('')
    await shot(service, 'outside-01-consent')
    await service.close()
    await page.reload()
    await page.getByRole('button', { name: 'Reconnecter' }).waitFor()
  })

  it('that is refused says so, and what to do', async () => {
    const { page, context } = french
    oauth2.person = 'declines'
    const [service] = await Promise.all([context.waitForEvent('page'), page.getByRole('button', { name: 'Reconnecter' }).click()])
    const said = service.getByRole('main').getByRole('alert')
    await said.waitFor()
    expect((await said.textContent())?.length).toBeGreaterThan(40)
    await shot(service, 'outside-02-declined')
    await service.close()
  })
})

describe('an OpenAPI document', () => {
  it('in YAML is shown, kept, and then found among the steps', async () => {
    const { page, user } = french
    await page.goto(`${stage.maillon.url}/apis/`)
    await page.getByTestId('api-add').click()
    await page.getByTestId('api-document').fill(`openapi: 3.0.3\ninfo: { title: Boutique, version: 1.0 }\nservers: [{ url: "${outside.url}" }]\npaths:\n  /orders:\n    get: { operationId: listOrders, summary: Lister les commandes, responses: { 200: { description: ok } } }\n`)
    await page.getByTestId('api-submit').click()
    await page.getByRole('status').filter({ hasText: 'Boutique' }).getByText('Lister les commandes').waitFor()
    await shot(page, 'outside-03-api')
    await page.getByRole('button', { name: 'Ajouter 1 étape' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.getByText('Boutique').first().waitFor()
    const flow = await user.client.call('createFlow', { body: { documentText: JSON.stringify(flowOf('commandes', { id: 'debut', type: 'core.manual', params: {} })) } })
    await page.goto(`${stage.maillon.url}/flow/?id=${flow.id}`)
    const hand = canvasHand(page)
    await hand.node('debut').waitFor()
    const added = await hand.addAfter('debut', 'main', { words: 'lister les commandes', type: 'api.boutique.list-orders' })
    await hand.close()
    await expect.poll(() => hand.node(added).textContent()).toContain('Lister les commandes')
    await hand.saved()
  })

  it('that is a page of the web is refused as none', async () => {
    const { page } = french
    await page.goto(`${stage.maillon.url}/apis/`)
    await page.getByTestId('api-add').click()
    await page.getByTestId('api-document').fill('<!doctype html><html><title>API : documentation</title></html>')
    await page.getByTestId('api-submit').click()
    await page.getByRole('alert').filter({ hasText: 'Ce n’est pas un document OpenAPI' }).waitFor()
  })
})

describe('a form', () => {
  it('is filled in by somebody without an account, who is told what to correct, and starts a run', async () => {
    const fields = [{ name: 'adresse', label: 'Adresse du chantier', type: 'text' }, { name: 'heures', label: 'Heures', type: 'number', required: false }]
    const flowId = await published(flowOf('intervention', { id: 'formulaire', type: 'core.form', params: { title: 'Demande d’intervention', path: 'intervention', access: 'public', fields, thanks: 'Nous venons demain.' } }))
    const { page, problems } = await stage.open({ locale: 'fr', width: 400, height: 800 })
    await page.goto(`${stage.maillon.url}/forms/intervention`)
    await page.getByRole('heading', { name: 'Demande d’intervention' }).waitFor()
    await page.getByLabel('Heures').fill('beaucoup')
    await page.getByRole('button', { name: 'Envoyer' }).click()
    await page.getByText('Cette réponse est obligatoire.').waitFor()
    await page.getByText('2 réponses sont à corriger.').waitFor()
    await expect.poll(() => page.getByLabel('Heures').inputValue()).toBe('beaucoup')
    await page.getByLabel('Adresse du chantier').fill('1 rue de la Paix')
    await page.getByLabel('Heures').fill('1,5')
    await page.getByRole('button', { name: 'Envoyer' }).click()
    await page.getByRole('status').filter({ hasText: 'Nous venons demain.' }).waitFor()
    await shot(page, 'outside-04-form')
    await expect.poll(async () => (await french.user.client.call('runs', { query: { flowId } })).runs.map(({ status }) => status), { timeout: 30_000 }).toEqual(['succeeded'])
    await page.goto(`${stage.maillon.url}/forms/jamais`)
    await page.getByRole('heading', { name: 'Formulaire introuvable' }).waitFor()
    expect(problems).toEqual([])
  })
})

describe('a watched folder', () => {
  it('shows how it is doing, takes at once what is there by its button, and says why where it fails', async () => {
    const { page } = french
    const flowId = await published(flowOf('contrats', { id: 'arrivee', type: 'folder.arrived', params: { root: 'entrants', after: 'leave', settleSeconds: 0, everySeconds: 3600 } }))
    await page.goto(`${stage.maillon.url}/schedules/`)
    const line = page.getByRole('button', { name: 'Regarder maintenant pour « contrats »' }).locator('xpath=../..')
    await line.getByText('Surveille', { exact: true }).waitFor()
    await line.getByText(/rien n’est encore arrivé/).waitFor()
    await writeFile(join(folder, 'entrants', 'contrat.csv'), 'a;b\n1;2\n')
    await line.getByRole('button').click()
    await line.getByText(/dernière arrivée/).waitFor({ timeout: 30_000 })
    expect((await french.user.client.call('runs', { query: { flowId } })).runs).toHaveLength(1)
    await rename(join(folder, 'entrants'), join(folder, 'ailleurs'))
    await line.getByRole('button').click()
    await line.getByText('En échec', { exact: true }).waitFor({ timeout: 30_000 })
    const said = line.getByRole('alert')
    expect((await said.textContent())?.length).toBeGreaterThan(30)
    await shot(page, 'outside-05-watch')
  })
})

function flowOf(name: string, trigger: { readonly id: string; readonly type: string; readonly params: object }): FlowDocument {
  const log = { id: 'note', type: 'core.log', version: 1, name: 'Note', position: { x: 300, y: 0 }, params: { message: 'reçu' } }
  const isDrawn = trigger.type === 'core.manual'
  return {
    ...{ format: 'maillon.flow/1', id: name, name, settings: {}, notes: [], requires: {} },
    nodes: [{ version: 1, name: 'Début', position: { x: 0, y: 0 }, ...trigger }, ...(isDrawn ? [] : [log])],
    edges: isDrawn ? [] : [{ from: `${trigger.id}.main`, to: 'note.main' }],
  } as unknown as FlowDocument
}

async function published(document: FlowDocument): Promise<string> {
  const { client } = french.user
  const { id, revision } = await client.call('createFlow', { body: { documentText: JSON.stringify(document) } })
  await client.call('publish', { params: { id }, body: { revision, activate: true } })
  return id
}
