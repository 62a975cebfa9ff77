import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkReport } from '../gallery/daily-report/check-report.js'
import { galleryDocument, recipient } from '../gallery/daily-report/in-product.js'
import { pricesWorkbook } from '../gallery/daily-report/prices-workbook.js'
import { accountsFor, startRealWorld, type RealWorld } from '../gallery/daily-report/real-world.js'
import { canvasHand, type CanvasHand } from './canvas-hand.js'
import { openSignedIn, shot, startStage, type OpenedPage, type Stage } from './stage.js'

let world: RealWorld
let stage: Stage
let opened: OpenedPage
let page: Page
let hand: CanvasHand
let folder: string
/** Ports of the workbook, one for each sheet. */
const ports: string[] = []
/** Ids that the canvas gave, by what the node does here. */
const ids = { schedule: '', day: '', sales: '', prices: '', join: '', amount: '', totals: '', products: '', sort: '', best: '', book: '', enough: '', mail: '', notify: '', noted: '', absent: '' }

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'maillon-e2e-'))
  ;[world, stage] = await Promise.all([startRealWorld(), startStage()])
  await writeFile(join(folder, 'tarifs.xlsx'), await pricesWorkbook())
  opened = await openSignedIn(stage, { locale: 'fr' })
  page = opened.page
  hand = canvasHand(page)
})

afterAll(async () => {
  await stage.stop()
  await world.stop()
  await rm(folder, { recursive: true, force: true })
})

describe('the daily report, drawn by hand in French', () => {
  it('starts on an empty canvas with one question', async () => {
    await page.goto(`${stage.maillon.url}/flows/?new=1`)
    await page.getByLabel('Nom du flux').fill('Rapport quotidien')
    await page.getByRole('button', { name: 'Créer et dessiner' }).click()
    await page.getByRole('heading', { name: 'Qu’est-ce qui démarre votre flux ?' }).waitFor()
    await shot(page, 'draw-01-empty')
  })

  it('reads its schedule as a sentence', async () => {
    ids.schedule = await hand.added(() => page.getByTestId('start-core.schedule').click())
    await hand.choose('/schedule/every', 'day')
    await hand.fill('/schedule/at', '08:00')
    await hand.panel.getByTestId('schedule-sentence').filter({ hasText: 'Tous les jours à 08:00' }).waitFor()
    await hand.panel.getByText('Europe/Paris').first().waitFor()
    await hand.rename('Chaque matin')
    await shot(page, 'draw-02-schedule')
    await hand.close()
  })

  it('asks the API with a login that is made in place', async () => {
    ids.day = await hand.addAfter(ids.schedule, 'main', { words: 'définir', type: 'core.set' })
    await hand.fill('/fields/0/name', 'jour')
    await hand.choose('/fields/0/type', 'text')
    await hand.fill('/fields/0/value', '{{formatDate (addDays (default run.instant now) -1) "yyyy-MM-dd"}}')
    await hand.more()
    await hand.switchOff('/keepOthers')
    await hand.rename('Jour du rapport')
    await hand.close()

    ids.sales = await hand.addAfter(ids.day, 'main', { words: 'requete http', type: 'http.request' })
    await hand.rename('Ventes de la veille')
    await hand.fill('/url', `${world.api.url}/sales`)
    await hand.addRow('/query')
    await hand.fill('/query/0/name', 'date')
    await hand.param('/query/0/value').click()
    await hand.insertField('{{item.jour}}')
    await hand.fill('/itemsPath', 'sales')
    await hand.more()
    await hand.choose('/paging', 'page')
    const { address, user, password } = accountsFor(world).CORTEX.values
    await makeAccount('auth', { name: 'CORTEX', type: /connexion avec jeton/, values: { address, user, password } })
    await shot(page, 'draw-03-http')
    await hand.close()
  })

  it('reads the workbook of prices that is sent through the panel, dragged from the palette and connected by lines', async () => {
    await hand.fit()
    const canvas = page.locator('.react-flow__pane')
    ids.prices = await hand.added(async () => {
      await page.locator('aside').getByTestId('palette-search').fill('excel')
      await page.locator('aside').getByTestId('palette-excel.read').dragTo(canvas, { targetPosition: { x: 420, y: 640 } })
    })
    await page.locator('aside').getByTestId('palette-search').fill('')
    await hand.connect([ids.day, 'main'], [ids.prices, 'main'])
    await hand.open(ids.prices)
    await hand.rename('Tarifs')
    await hand.panel.getByTestId('param-upload/file').setInputFiles(join(folder, 'tarifs.xlsx'))
    await expect.poll(() => hand.param('/file').inputValue(), { timeout: 10_000 }).toBe('tarifs.xlsx')
    await hand.fill('/sheet', 'Tarifs')
    for (const [index, [name, type]] of [['Référence', 'text'], ['Produit', 'text'], ['Prix unitaire', 'number']].entries()) {
      await hand.addRow('/columns')
      await hand.fill(`/columns/${index}/name`, name ?? '')
      await hand.choose(`/columns/${index}/type`, type ?? '')
    }
    await shot(page, 'draw-04-prices')
    await hand.close()

    ids.join = await hand.addAfter(ids.sales, 'main', { words: 'relier', type: 'table.join' })
    await hand.rename('Ajouter les tarifs')
    await hand.fill('/keys/0/left', 'sku')
    await hand.fill('/keys/0/right', 'Référence')
    await hand.close()
    await hand.connect([ids.prices, 'main'], [ids.join, 'right'])
    await shot(page, 'draw-05-joined')
  })

  it('runs what is drawn so far, so that the fields of the sales are known', async () => {
    await runAndSee('succeeded')
    await hand.open(ids.join)
    await hand.panel.getByRole('cell', { name: 'Prix unitaire' }).or(hand.panel.getByRole('columnheader', { name: 'Prix unitaire' })).first().waitFor()
    await shot(page, 'draw-06-first-run')
    await hand.close()
  })

  it('computes a column by clicking fields', async () => {
    ids.amount = await hand.addAfter(ids.join, 'main', { words: 'calculer', type: 'core.set' })
    await hand.rename('Calculer le montant')
    const columns = [
      ['vente', 'auto', '{{item.id}}'],
      ['heure', 'date', '{{item.soldAt}}'],
      ['reference', 'text', '{{item.sku}}'],
      ['produit', 'text', '{{item.Produit}}'],
      ['quantite', 'number', '{{item.quantity}}'],
      ['prix', 'number', '{{item.[Prix unitaire]}}'],
    ] as const
    for (const [index, [name, type, expression]] of columns.entries()) {
      if (index > 0) await hand.addRow('/fields')
      await hand.fill(`/fields/${index}/name`, name)
      if (type !== 'auto') await hand.choose(`/fields/${index}/type`, type)
      await hand.param(`/fields/${index}/value`).click()
      await hand.insertField(expression)
      await expect.poll(() => hand.param(`/fields/${index}/value`).inputValue()).toBe(expression)
    }
    await hand.addRow('/fields')
    await hand.fill('/fields/6/name', 'montant')
    await hand.choose('/fields/6/type', 'number')
    await hand.fill('/fields/6/value', '{{round (multiply item.quantity item.[Prix unitaire]) 2}}')
    await hand.more()
    await hand.switchOff('/keepOthers')
    await shot(page, 'draw-07-computed')
    await hand.close()
  })

  it('totals, sorts and keeps the best; a step is undone and redone', async () => {
    ids.totals = await hand.addAfter(ids.amount, 'main', { words: 'average', type: 'table.aggregate' })
    await hand.rename('Totaux')
    await totals([['total', 'sum', 'montant'], ['ventes', 'count', ''], ['moyenne', 'mean', 'montant']])
    await hand.close()

    ids.products = await hand.addAfter(ids.amount, 'main', { words: 'totaliser', type: 'table.aggregate' })
    await hand.rename('Par produit')
    await hand.tags('/groupBy', ['produit'])
    await totals([['quantite', 'sum', 'quantite'], ['montant', 'sum', 'montant'], ['moyenne', 'mean', 'montant'], ['ventes', 'count', '']])
    await shot(page, 'draw-08-aggregate')
    await hand.close()

    ids.sort = await hand.addAfter(ids.products, 'main', { words: 'trier', type: 'table.sort' })
    await hand.rename('Du plus grand au plus petit')
    await hand.fill('/by/0/field', 'montant')
    await hand.choose('/by/0/direction', 'descending')
    await hand.close()

    ids.best = await hand.addAfter(ids.sort, 'main', { words: 'limiter', type: 'table.limit' })
    await hand.rename('Cinq meilleurs')
    await hand.fill('/count', '5')
    await hand.close()

    const before = (await hand.nodes()).length
    ids.book = await hand.addAfter(ids.sort, 'main', { words: 'créer un classeur', type: 'excel.write' })
    await hand.close()
    await page.getByTestId('undo').click()
    await expect.poll(async () => (await hand.nodes()).length).toBe(before)
    await page.getByTestId('redo').click()
    await hand.node(ids.book).waitFor()
  })

  it('lays out the workbook: four sheets, a table with totals, a bar chart', async () => {
    await hand.open(ids.book)
    await hand.rename('Classeur')
    await hand.fill('/fileName', `ventes-{{nodes.${ids.day}.first.jour}}.xlsx`)
    const { nodes } = await galleryDocument()
    const sheets = nodes.find(({ type }) => type === 'excel.write')?.params['sheets'] as unknown as readonly Sheet[]
    for (const [index, sheet] of sheets.entries()) {
      const at = `/sheets/${index}`
      if (index > 0) await hand.addRow('/sheets')
      // The last one gets a port of another name; the others keep those that they begin with.
      if (index === sheets.length - 1) await hand.fill(`${at}/id`, sheet.id)
      ports.push(await hand.param(`${at}/id`).inputValue())
      await hand.fill(`${at}/name`, sheet.name)
      // The other sheets show all their fields, in their order.
      for (const [row, column] of sheet.chart === undefined ? [] : sheet.columns.entries()) {
        await hand.addRow(`${at}/columns`)
        await hand.fill(`${at}/columns/${row}/field`, column.field)
        await hand.fill(`${at}/columns/${row}/title`, column.title)
        if (column.format !== undefined) await hand.choose(`${at}/columns/${row}/format`, column.format)
      }
      for (const [row, total] of (sheet.totals ?? []).entries()) {
        await hand.addRow(`${at}/totals`)
        await hand.fill(`${at}/totals/${row}/field`, total.field)
      }
      if (sheet.chart === undefined) continue
      await hand.choose(`${at}/chart/kind`, sheet.chart.kind)
      await hand.fill(`${at}/chart/category`, sheet.chart.category)
      await hand.tags(`${at}/chart/values`, sheet.chart.values)
      await hand.fill(`${at}/chart/title`, sheet.chart.title)
    }
    await shot(page, 'draw-09-workbook')
    await hand.close()
    await page.getByTestId('tidy').click()
    const [products, best, totals, sales] = ports as [string, string, string, string]
    expect(sales).toBe('ventes')
    await page.getByTestId(`edge-${ids.sort}.main-${ids.book}.${products}`).waitFor({ state: 'attached' })
    await hand.connect([ids.best, 'main'], [ids.book, best])
    await hand.connect([ids.totals, 'main'], [ids.book, totals])
    await hand.connect([ids.amount, 'main'], [ids.book, sales])
    await shot(page, 'draw-10-connected')
  })

  it('decides, mails, tells the team and notes it', async () => {
    ids.enough = await hand.addAfter(ids.book, 'main', { words: 'condition', type: 'core.condition' })
    await hand.rename('Assez de ventes ?')
    await hand.param('/rules/0/left').click()
    await hand.insertField(`{{nodes.${ids.totals}.first.total}}`)
    await hand.choose('/rules/0/operator', 'greater')
    await hand.fill('/rules/0/value', '500')
    await shot(page, 'draw-11-condition')
    await hand.close()

    const { nodes } = await galleryDocument()
    const text = (type: string, param: string) => withOwnIds(String(nodes.find((node) => node.type === type)?.params[param]))
    ids.mail = await hand.addAfter(ids.enough, 'true', { words: 'courriel', type: 'mail.send' })
    await hand.rename('Envoyer le rapport')
    await hand.tags('/to', [recipient])
    await hand.fill('/subject', text('mail.send', 'subject'))
    await hand.write('/html', text('mail.send', 'html'))
    await makeAccount('smtp', { name: 'Messagerie', type: /SMTP/, values: accountsFor(world).Messagerie.values })
    await shot(page, 'draw-12-mail')
    await hand.close()

    ids.notify = await hand.addAfter(ids.mail, 'main', { words: 'prévenir', type: 'notify.send' })
    await hand.rename('Prévenir l’équipe')
    await hand.choose('/channels/0/channel', 'webhook')
    await hand.write('/message', text('notify.send', 'message'))
    await makeAccount('webhook', { name: 'Canal de l’équipe', type: /webhook/i, values: accountsFor(world)['Canal de l’équipe'].values })
    await hand.close()

    ids.noted = await hand.addAfter(ids.notify, 'main', { words: 'journal', type: 'core.log' })
    await hand.rename('Noter l’envoi')
    await hand.write('/message', text('core.log', 'message'))
    await hand.close()
    ids.absent = await hand.addAfter(ids.enough, 'false', { words: 'journal', type: 'core.log' })
    await hand.rename('Noter l’absence d’envoi')
    await hand.write('/message', `Rapport du {{nodes.${ids.day}.first.jour}} non envoyé.`)
    await hand.close()
    await page.getByTestId('tidy').click()
    await hand.fit()
    await hand.saved()
    await shot(page, 'draw-13-drawn')
  })

  it('runs green with counts on the lines, and the mail and the workbook are right', async () => {
    await runAndSee('succeeded')
    for (const id of [ids.schedule, ids.day, ids.sales, ids.prices, ids.join, ids.amount, ids.totals, ids.products, ids.sort, ids.best, ids.book, ids.enough, ids.mail, ids.notify, ids.noted])
      await page.locator(`[data-testid="status-${id}"][data-status="succeeded"]`).waitFor()
    await page.locator(`[data-testid="status-${ids.absent}"][data-status="skipped"]`).waitFor()
    await page.getByTestId(`edge-${ids.sales}.main-${ids.join}.left`).getByText('57 lignes').waitFor()
    await page.getByTestId(`edge-${ids.prices}.main-${ids.join}.right`).getByText('8 lignes').waitFor()
    await page.getByTestId(`edge-${ids.best}.main-${ids.book}.${ports[1] ?? ''}`).getByText('5 lignes').waitFor()
    await shot(page, 'draw-14-green')
    await checkReport(world, recipient)
    await hand.open(ids.products)
    await hand.panel.getByRole('table').getByText('Huile d’olive 75 cl').first().waitFor()
    await shot(page, 'draw-15-result')
    await hand.close()
  })

  it('publishes with the switch on, and the band says so', async () => {
    await page.getByTestId('publish').click()
    const dialog = page.getByRole('dialog')
    await expect.poll(() => dialog.getByRole('switch').isChecked()).toBe(true)
    await shot(page, 'draw-16-publish')
    await dialog.getByTestId('publish-confirm').click()
    await page.getByTestId('version-band').filter({ hasText: 'La version 1 est en service' }).waitFor()
    await page.getByTestId('version-band').filter({ hasText: '08:00' }).waitFor()
  })

  it('shows everything again after a reload, and the past run read only', async () => {
    const before = [...(await hand.nodes())].toSorted()
    await page.reload()
    await hand.node(ids.absent).waitFor()
    expect([...(await hand.nodes())].toSorted()).toEqual(before)
    await page.getByTestId('version-band').filter({ hasText: 'La version 1 est en service' }).waitFor()
    await page.getByTestId('open-runs').click()
    await page.getByRole('dialog').getByRole('button').filter({ hasText: /\d/ }).first().click()
    await page.locator('[data-testid="run-band"][data-status="succeeded"]').waitFor()
    await page.getByText('Lecture seule').waitFor()
    await page.locator(`[data-testid="status-${ids.mail}"][data-status="succeeded"]`).waitFor()
    await hand.fit()
    await shot(page, 'draw-17-past-run')
    await expect.poll(() => page.getByTestId('add-after-main').count()).toBe(0)
    await hand.open(ids.join)
    await expect.poll(() => hand.panel.getByTestId('node-name').getAttribute('readonly')).not.toBeNull()
    await hand.close()
    await page.getByTestId('leave-run').click()
    await page.getByTestId('version-band').waitFor()
  })

  it('left no error in the console', () => {
    expect(opened.problems).toEqual([])
  })
})

interface Sheet {
  readonly id: string
  readonly name: string
  readonly columns: readonly { readonly field: string; readonly title: string; readonly format?: string }[]
  readonly totals?: readonly { readonly field: string }[]
  readonly chart?: { readonly kind: string; readonly category: string; readonly title: string; readonly values: readonly string[] }
}

async function totals(rows: readonly (readonly [name: string, calculation: string, field: string])[]): Promise<void> {
  for (const [index, [name, calculation, field]] of rows.entries()) {
    if (index > 0) await hand.addRow('/totals')
    await hand.fill(`/totals/${index}/name`, name)
    await hand.choose(`/totals/${index}/function`, calculation)
    if (field !== '') await hand.fill(`/totals/${index}/field`, field)
  }
}

async function runAndSee(status: string): Promise<void> {
  await hand.saved()
  const shown = page.getByTestId('leave-run')
  if (await shown.isVisible()) await shown.click()
  await page.getByTestId('run-now').click()
  await page.locator('[data-testid="run-band"][data-status="succeeded"], [data-testid="run-band"][data-status="failed"]').waitFor({ timeout: 30_000 })
  const band = page.getByTestId('run-band')
  assert.equal(await band.getAttribute('data-status'), status, await band.innerText())
}

interface NewAccount {
  readonly name: string
  readonly type: RegExp
  readonly values: { readonly [field: string]: unknown }
}

/** « Nouveau » beside the choice of accounts, the form, save. */
async function makeAccount(slot: string, { name, type, values }: NewAccount): Promise<void> {
  await hand.panel.getByTestId(`credential-new-${slot}`).click()
  const dialog = page.getByRole('dialog').last()
  const ofType = dialog.getByRole('button', { name: type })
  const form = dialog.locator('form')
  await ofType.or(form).first().waitFor()
  if (!(await form.isVisible())) await ofType.click()
  await form.getByTestId('credential-name').fill(name)
  const further = form.getByRole('button', { name: 'Plus d’options' })
  if (await further.isVisible()) await further.click()
  for (const [field, value] of Object.entries(values)) {
    if (field !== 'security') await form.getByTestId(`param/${field}`).fill(String(value))
    else {
      await form.getByRole('combobox', { name: 'Chiffrement' }).click()
      await page.locator(`[role="option"][value="${String(value)}"]:visible`).click()
    }
  }
  await shot(page, `draw-account-${slot}`)
  await form.getByRole('button', { name: 'Enregistrer' }).click()
  await form.waitFor({ state: 'detached' })
  await expect.poll(() => hand.panel.getByTestId(`credential-${slot}`).inputValue(), { timeout: 10_000 }).toBe(name)
}

/** A template of the gallery, for the ids that this canvas gave. */
function withOwnIds(template: string): string {
  return template.replaceAll('nodes.jour-du-rapport.', `nodes.${ids.day}.`).replaceAll('nodes.totaux.', `nodes.${ids.totals}.`).replaceAll('nodes.cinq-meilleurs.', `nodes.${ids.best}.`)
}
