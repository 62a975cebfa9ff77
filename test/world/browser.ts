import { existsSync } from 'node:fs'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path))

/** Debian's Chromium, without a window and without calls home. @throws Error where there is none. */
export async function launchBrowser(): Promise<Browser> {
  if (executablePath === undefined) throw new Error('Chromium is missing: apt-get install chromium')
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--font-render-hinting=none'],
  })
}

export interface PageOptions {
  readonly locale: 'fr' | 'en'
  readonly colorScheme?: 'light' | 'dark'
  readonly width?: number
  readonly height?: number
  /** Touched with a thumb, not pointed at. Default false. */
  readonly isPhone?: boolean
}

/** A page in a context of its own, and what went wrong in it (errors of scripts and of the console). */
export async function openPage(browser: Browser, options: PageOptions): Promise<{ readonly page: Page; readonly context: BrowserContext; readonly problems: string[] }> {
  const context = await browser.newContext({
    locale: options.locale === 'fr' ? 'fr-FR' : 'en-GB',
    timezoneId: 'Europe/Paris',
    colorScheme: options.colorScheme ?? 'light',
    viewport: { width: options.width ?? 1280, height: options.height ?? 800 },
    ...(options.isPhone === true ? { isMobile: true, hasTouch: true } : {}),
    permissions: ['clipboard-read', 'clipboard-write'],
    acceptDownloads: true,
  })
  const page = await context.newPage()
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(`page error: ${error.message}`))
  page.on('console', (message) => {
    // A refused request (401 before the login) is an answer that the page shows, not a defect of the page.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) problems.push(`console: ${message.text()}`)
  })
  return { page, context, problems }
}
