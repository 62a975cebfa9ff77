/** Flows and step packages that come from elsewhere: looked at first, completed on the page, taken in by the last button, and out again. */
import { emptyFlow, type FlowDocument } from '@maillon/flow-document'
import { nodePackage, nodeSource, packedPackage } from '@maillon/test-kit'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openSignedIn, shot, startStage, type OpenedPage, type Stage } from './stage.js'
import type { SignedIn } from '../world/sign-in.js'

let stage: Stage
let user: SignedIn
let opened: OpenedPage

beforeAll(async () => {
  stage = await startStage()
  const signedIn = await openSignedIn(stage, { locale: 'fr' })
  user = signedIn.user
  opened = signedIn
})

afterAll(async () => {
  await stage.stop()
})

const node = (id: string, type: string, params: FlowDocument['nodes'][number]['params'] = {}) => ({ id, type, version: 1, name: id, position: { x: id === 'start' ? 0 : 320, y: 0 }, params })
const drawn = (id: string, name: string, second: FlowDocument['nodes'][number]): FlowDocument => ({ ...emptyFlow(id, name), nodes: [node('start', 'core.manual'), second], edges: [{ from: 'start.main', to: `${second.id}.main` }] })

it('a flow of a test installation finds its recipient and its variable here, and the next import of it asks nothing', async () => {
  const { page } = opened
  await user.client.call('saveVariable', { params: { name: 'seuil' }, body: { type: 'number', value: 50 } })
  const tell = node('tell', 'notify.send', { message: 'Plus de {{variables.threshold}}', channels: [{ channel: 'directory', recipients: [{ kind: 'recipient', id: 'ops-of-test', name: 'Équipe' }] }] })
  const file = { name: 'relance.flow.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(drawn('from-test', 'Relance', tell))) }
  await page.goto(`${stage.maillon.url}/import/`)
  await page.locator('input[type=file]').setInputFiles(file)
  await page.getByTestId('left-to-do').getByText('La variable « threshold » n’existe pas ici').waitFor()
  await shot(page, 'sharing-01-arrives')
  await page.getByRole('combobox', { name: '« threshold »' }).click()
  await page.getByRole('option', { name: /seuil = 50/ }).click()
  await page.getByRole('button', { name: 'Ajouter « Équipe » ici' }).click()
  await page.getByTestId('left-to-do').getByText('Complétez le nom et l’adresse de « Équipe »').waitFor()
  await expect.poll(() => page.getByTestId('import').isDisabled()).toBe(true)
  await page.getByLabel('Adresse de courriel').fill('equipe@example.org')
  await page.getByTestId('left-to-do').getByText('Il ne manque rien').waitFor()
  await shot(page, 'sharing-02-complete')
  expect((await user.client.call('recipients', {})).total).toBe(0)
  await page.getByTestId('import').click()
  await page.waitForURL((url) => url.pathname === '/flow/')
  const [equipe] = (await user.client.call('recipients', {})).recipients
  const id = new URL(page.url()).searchParams.get('id') ?? ''
  expect((await user.client.call('flow', { params: { id } })).document.nodes[1]?.params).toEqual({ message: 'Plus de {{variables.seuil}}', channels: [{ channel: 'directory', recipients: [{ kind: 'recipient', id: equipe?.id, name: 'Équipe' }] }] })

  await page.goto(`${stage.maillon.url}/import/`)
  await page.locator('input[type=file]').setInputFiles(file)
  await page.getByText('Rien ne change par rapport à son brouillon.').waitFor()
  await expect.poll(() => page.getByText('Comme la dernière fois.').count()).toBe(2)
  expect(opened.problems).toEqual([])
})

it('a package comes in from a file with all it declares in sight, and goes with the flows that use it named', async () => {
  const { page } = opened
  const code = nodeSource('greet.say', `runItem: ({ item }) => ({ ...item.json, said: 'bonjour' })`)
  const packed = packedPackage(nodePackage({ name: '@team/greet', version: '1.0.0', maillon: { nodes: './dist/index.js', engine: '^0.1.0', permissions: { hosts: ['api.example.com'], memoryMiB: 128 } } }, code))
  await page.goto(`${stage.maillon.url}/settings/packages/`)
  await page.getByTestId('package-add').click()
  await page.locator('input[type=file]').setInputFiles({ name: 'greet-1.0.0.tgz', mimeType: 'application/gzip', buffer: packed })
  await page.getByText('greet-1.0.0.tgz').waitFor()
  await page.getByTestId('package-submit').click()
  const preview = page.getByTestId('package-preview')
  await preview.getByText('Il peut appeler : api.example.com.').waitFor()
  await preview.getByText('greet.say').waitFor()
  await shot(page, 'sharing-03-package')
  await page.getByTestId('package-submit').click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.getByText('@team/greet').waitFor()

  await user.client.call('createFlow', { body: { documentText: JSON.stringify(drawn('greeting', 'Salutations', node('say', 'greet.say'))) } })
  await page.reload()
  await page.getByText('Utilisé par : Salutations.').waitFor()
  await page.getByRole('button', { name: 'Retirer « @team/greet »' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Utilisé par : Salutations.').waitFor()
  await shot(page, 'sharing-04-remove')
  await dialog.getByRole('button', { name: 'Retirer le paquet' }).click()
  await page.getByText('Pas encore de paquet').waitFor()
  expect((await user.client.call('catalogue', {})).nodes.map(({ type }) => type)).not.toContain('greet.say')
  expect(opened.problems).toEqual([])
})
