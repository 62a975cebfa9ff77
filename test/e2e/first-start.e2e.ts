import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { firstUser, shot, startStage, type OpenedPage, type Stage } from './stage.js'

let stage: Stage
let french: OpenedPage
let english: OpenedPage

beforeAll(async () => {
  stage = await startStage()
  french = await stage.open({ locale: 'fr' })
  english = await stage.open({ locale: 'en' })
})

afterAll(async () => {
  await stage.stop()
})

describe('the first start', () => {
  it('sends every address to the making of the first account, in the language of the browser', async () => {
    for (const path of ['/', '/flows/', '/runs/', '/login/', '/flow/?id=anything']) {
      await french.page.goto(stage.maillon.url + path)
      await french.page.getByRole('heading', { name: 'Bienvenue' }).waitFor()
      await expect.poll(() => new URL(french.page.url()).pathname).toBe('/setup/')
    }
    await shot(french.page, 'first-start-fr')
    await english.page.goto(stage.maillon.url)
    await english.page.getByRole('heading', { name: 'Welcome' }).waitFor()
    await expect.poll(() => english.page.locator('html').getAttribute('lang')).toBe('en')
    await shot(english.page, 'first-start-en')
  })

  it('shows the other language at once where it is asked for', async () => {
    await english.page.getByText('Français', { exact: true }).click()
    await english.page.getByRole('heading', { name: 'Bienvenue' }).waitFor()
    await english.page.getByText('English', { exact: true }).click()
    await english.page.getByRole('heading', { name: 'Welcome' }).waitFor()
  })

  it('refuses a weak password with a sentence, and asks for what is missing', async () => {
    const { page } = french
    const send = page.getByRole('button', { name: 'Créer mon compte et commencer' })
    await send.click()
    await page.getByText('Indiquez votre nom.').waitFor()
    await page.getByText('Indiquez une adresse e-mail', { exact: false }).waitFor()
    await page.getByLabel('Votre nom').fill(firstUser.name)
    await page.getByLabel('Adresse e-mail').fill(firstUser.email)
    await page.locator('input[autocomplete="new-password"]').fill('chat')
    await send.click()
    await page.getByText(/Il faut au moins \d+ caractères\./).waitFor()
    await shot(page, 'first-start-refused-fr')
    await expect.poll(() => new URL(page.url()).pathname).toBe('/setup/')
  })

  it('makes the account and shows the home page', async () => {
    const { page } = french
    await page.locator('input[autocomplete="new-password"]').fill(firstUser.password)
    await page.getByRole('button', { name: 'Créer mon compte et commencer' }).click()
    await page.getByRole('heading', { name: `Bonjour ${firstUser.name}` }).waitFor()
    await page.getByRole('heading', { name: 'Que voulez-vous faire ?' }).waitFor()
    await expect.poll(() => new URL(page.url()).pathname).toBe('/')
    await shot(page, 'home-fr')
  })

  it('lets nobody make a second first account', async () => {
    const answer = await fetch(`${stage.maillon.url}/api/setup`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-maillon-csrf': '1' },
      body: JSON.stringify({ ...firstUser, email: 'autre@example.org', locale: 'fr', timeZone: 'Europe/Paris' }),
    })
    expect(answer.ok).toBe(false)
    await english.page.goto(`${stage.maillon.url}/setup/`)
    await english.page.waitForURL('**/login/**')
  })
})

describe('the login', () => {
  it('stands before every page, and brings back to the page that was asked for', async () => {
    const { page } = english
    for (const path of ['/', '/flows/', '/runs/', '/schedules/', '/credentials/', '/files/', '/gallery/']) {
      await page.goto(stage.maillon.url + path)
      await page.getByRole('button', { name: 'Log in' }).waitFor()
      await expect.poll(() => new URL(page.url()).pathname).toBe('/login/')
    }
    await shot(page, 'login-en')
    await page.goto(`${stage.maillon.url}/runs/`)
    await logIn(page, { password: firstUser.password, action: 'Log in' })
    await page.waitForURL('**/runs/')
    await page.getByRole('heading', { level: 1 }).waitFor()
  })

  it('stands before the whole API', async () => {
    for (const path of ['/api/home', '/api/flows', '/api/runs', '/api/credentials', '/api/files', '/api/session', '/api/catalogue']) {
      const answer = await fetch(stage.maillon.url + path, { headers: { 'accept-language': 'fr' } })
      expect(`${path} ${answer.status}`).toBe(`${path} 401`)
    }
  })

  it('logs out, refuses a wrong password with a sentence, and logs in again', async () => {
    const { page } = french
    await page.getByRole('button', { name: `Compte de ${firstUser.name}` }).click()
    await page.getByRole('menuitem', { name: 'Se déconnecter' }).click()
    await page.getByRole('heading', { name: 'Connexion' }).waitFor()
    await page.goto(`${stage.maillon.url}/flows/`)
    await page.waitForURL('**/login/**')
    await logIn(page, { password: 'pas le bon mot', action: 'Se connecter' })
    const refusal = page.getByRole('alert').filter({ hasText: 'mot de passe' })
    await refusal.waitFor()
    await shot(page, 'login-refused-fr')
    await expect.poll(() => new URL(page.url()).pathname).toBe('/login/')
    await logIn(page, { password: firstUser.password, action: 'Se connecter' })
    await page.waitForURL('**/flows/')
    await page.getByRole('heading', { level: 1, name: 'Flux' }).waitFor()
  })

  it('keeps the session in a cookie that scripts cannot read', async () => {
    const cookies = await french.context.cookies()
    expect(cookies.length).toBeGreaterThan(0)
    expect(cookies.every(({ httpOnly, sameSite }) => httpOnly && sameSite !== 'None')).toBe(true)
  })

  it('leaves no error in the console and breaks no content policy', async () => {
    for (const { page } of [french, english]) for (const path of ['/', '/flows/', '/runs/', '/schedules/', '/credentials/', '/files/', '/gallery/']) {
      await page.goto(stage.maillon.url + path)
      await page.getByRole('heading', { level: 1 }).waitFor()
    }
    const { headers } = await fetch(stage.maillon.url)
    const scripts = /script-src ([^;]*)/.exec(headers.get('content-security-policy') ?? '')?.[1] ?? ''
    expect(scripts).toContain("'self'")
    expect(scripts).not.toContain('unsafe')
    expect([...french.problems, ...english.problems]).toEqual([])
  })
})

async function logIn(page: Page, { password, action }: { readonly password: string; readonly action: string }): Promise<void> {
  await page.locator('input[autocomplete="username"]').fill(firstUser.email)
  await page.locator('input[autocomplete="current-password"]').fill(password)
  await page.getByRole('button', { name: action }).click()
}
