import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { launchBrowser, openPage, type PageOptions } from '../world/browser.js'
import { firstUser, signIn, type SignedIn } from '../world/sign-in.js'
import { startMaillon, type MaillonOptions, type RunningMaillon } from '../world/start-maillon.js'

/** A real server and a real browser for one file of tests. */
export interface Stage {
  readonly maillon: RunningMaillon
  readonly browser: Browser
  /** A page of its own session; errors of scripts, of the console and of the content policy are collected in `problems`. */
  open(options: PageOptions): Promise<OpenedPage>
  stop(): Promise<void>
}

export interface OpenedPage {
  readonly page: Page
  readonly context: BrowserContext
  readonly problems: string[]
}

export async function startStage(options: Pick<MaillonOptions, 'port' | 'env'> = {}): Promise<Stage> {
  const [maillon, browser] = await Promise.all([startMaillon({ ...options, from: process.env['E2E_FROM'] === 'source' ? 'source' : 'dist' }), launchBrowser()])
  return {
    maillon,
    browser,
    open: async (options) => {
      const opened = await openPage(browser, options)
      opened.page.setDefaultTimeout(15_000)
      await watchPolicy(opened)
      return opened
    },
    stop: async () => {
      await browser.close()
      await maillon.remove()
    },
  }
}

/** Pages of these tests draw at this size: palette, canvas and panel have room. */
export const desktop = { width: 1600, height: 950 } as const

/** The first user (made where there is none) logged in on a new page. */
export async function openSignedIn(stage: Stage, options: PageOptions): Promise<OpenedPage & { readonly user: SignedIn }> {
  const user = await signIn(stage.maillon.url, options.locale)
  const opened = await stage.open({ ...desktop, ...options })
  await addSession(opened.context, stage, user)
  return { ...opened, user }
}

/** Another tab or window of somebody who is logged in. */
export async function addSession(context: BrowserContext, stage: Stage, user: SignedIn): Promise<void> {
  const cookies = user.cookie.split('; ').map((pair) => ({ name: pair.slice(0, pair.indexOf('=')), value: pair.slice(pair.indexOf('=') + 1), url: stage.maillon.url }))
  await context.addCookies(cookies)
}

/** Keeps a picture where `E2E_SHOTS` names a folder. */
export async function shot(page: Page, name: string): Promise<void> {
  const folder = process.env['E2E_SHOTS']
  if (folder === undefined) return
  await mkdir(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`) })
}

export { firstUser }

async function watchPolicy({ context, problems }: OpenedPage): Promise<void> {
  await context.exposeBinding('maillonPolicyViolation', (_source, text: string) => void problems.push(`content policy: ${text}`))
  await context.addInitScript({
    content: "document.addEventListener('securitypolicyviolation', (event) => window.maillonPolicyViolation(event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample))",
  })
}
