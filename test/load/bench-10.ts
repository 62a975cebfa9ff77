/**
 * Bench 10: the canvas with 1,000 nodes in a real Chromium, the way to it, and what the first page loads.
 * Frames are timed while a person would be waiting for them: dragging a node, moving and zooming the view. Beside them stand the frames of the
 * same moves on a canvas of a single node in the same browser at the same moment: on a machine without a graphics card, what the machine itself takes.
 * `npm run bench -- 10`, over the built server (`npm start` builds it; BENCH_FROM=source takes the sources and the built pages).
 */
import type { FlowDocument } from '@maillon/flow-document'
import type { BrowserContext, CDPSession, Page } from 'playwright-core'
import { launchBrowser, openPage } from '../world/browser.js'
import { signIn, type SignedIn } from '../world/sign-in.js'
import { startMaillon } from '../world/start-maillon.js'
import { line, machine, percentile, round, spreadOf } from './figures.js'

/** 300 KB of scripts are 293 KiB. */
const goals = { frameP95Ms: 16.7, openSeconds: 1.5, firstLoadKiB: 293 }
const nodeCount = 1_000
const rounds = 3
const edgesPerRow = 25

export async function runBench10(): Promise<boolean> {
  const server = await startMaillon({ from: process.env['BENCH_FROM'] === 'source' ? 'source' : 'dist' })
  const browser = await launchBrowser()
  try {
    const user = await signIn(server.url, 'en')
    const addressOf = async (document: FlowDocument): Promise<string> =>
      `${server.url}/flow/?id=${(await user.client.call('createFlow', { body: { documentText: JSON.stringify(document) } })).id}`
    const [canvas, emptyCanvas] = [await addressOf(flowOf(nodeCount)), await addressOf(flowOf(1))]
    process.stdout.write(`${machine()}\n${nodeCount} nodes, ${flowOf(nodeCount).edges.length} lines\n`)
    const { page, context } = await openPage(browser, { locale: 'en', width: 1600, height: 950 })
    page.setDefaultTimeout(120_000)
    await withSession(context, server.url, user)
    const { scriptKiB: firstLoadKiB, restKiB } = await firstLoad(page, `${server.url}/`)
    const open: number[] = []
    const frames: number[] = []
    const empty: number[] = []
    for (let round = 0; round < rounds; round += 1) {
      open.push(await openSeconds(page, canvas))
      frames.push(await frameP95(page, () => workOnCanvas(page, 8)))
      await openSeconds(page, emptyCanvas)
      empty.push(await frameP95(page, () => workOnCanvas(page, 0)))
    }
    line('frames while drawing, p95 (ms)', spreadOf(frames), `goal ${goals.frameP95Ms}, or as an empty canvas`)
    line('frames of an empty canvas, p95 (ms)', spreadOf(empty))
    line('opening the flow (s)', spreadOf(open), `goal ${goals.openSeconds}`)
    process.stdout.write(`${'first page, scripts as sent (KiB)'.padEnd(46)} ${String(round(firstLoadKiB)).padStart(9)}  goal ${goals.firstLoadKiB}; styles, page and data ${round(restKiB)} more\n`)
    const figures = { frameP95Ms: round(spreadOf(frames).median), emptyFrameP95Ms: round(spreadOf(empty).median), openSeconds: round(spreadOf(open).median, 2), firstLoadKiB: round(firstLoadKiB) }
    process.stdout.write(`${JSON.stringify(figures)}\n`)
    return figures.frameP95Ms <= Math.max(goals.frameP95Ms, figures.emptyFrameP95Ms * 1.5) && figures.openSeconds <= goals.openSeconds && figures.firstLoadKiB <= goals.firstLoadKiB
  } finally {
    await browser.close()
    await server.remove()
  }
}

async function withSession(context: BrowserContext, url: string, user: SignedIn): Promise<void> {
  await context.addCookies(user.cookie.split('; ').map((pair) => ({ name: pair.slice(0, pair.indexOf('=')), value: pair.slice(pair.indexOf('=') + 1), url })))
}

interface FirstLoad {
  readonly scriptKiB: number
  /** Styles, pages and data beside the scripts. */
  readonly restKiB: number
}

/** What the home page asks for with an empty cache until it stands, as it went over the line (the server sends it compressed). */
async function firstLoad(page: Page, url: string): Promise<FirstLoad> {
  const session = await page.context().newCDPSession(page)
  const types = new Map<string, string>()
  const bytes = { script: 0, rest: 0 }
  session.on('Network.responseReceived', ({ requestId, type }) => void types.set(requestId, type))
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => void (bytes[types.get(requestId) === 'Script' ? 'script' : 'rest'] += encodedDataLength))
  await session.send('Network.enable')
  await page.goto(url)
  await page.waitForSelector('h1')
  await page.locator('.mantine-Skeleton-root').first().waitFor({ state: 'detached' })
  // What comes a moment later belongs to it; a stream of events never ends, so there is no idle network to wait for.
  await page.waitForTimeout(1_500)
  await session.detach()
  return { scriptKiB: bytes.script / 1024, restKiB: bytes.rest / 1024 }
}

/** From the address to boxes on the screen, scripts in the cache as on every visit but the first. */
async function openSeconds(page: Page, url: string): Promise<number> {
  await page.goto(url)
  await page.waitForSelector('.react-flow__node')
  const startedAt = performance.now()
  await page.reload({ waitUntil: 'commit' })
  await page.waitForSelector('.react-flow__node')
  return (performance.now() - startedAt) / 1000
}

/** 95 of 100 frames take no longer than this, while the work is done. */
async function frameP95(page: Page, work: () => Promise<void>): Promise<number> {
  await page.evaluate('window.benchFrames = []; (function next(before) { requestAnimationFrame((now) => { if (before) window.benchFrames.push(now - before); if (window.benchFrames) next(now) }) })(0)')
  await work()
  const frames = await page.evaluate<number[]>('(() => { const done = window.benchFrames; window.benchFrames = null; return done })()')
  return percentile(frames.toSorted((a, b) => a - b), 0.95)
}

/** A node is dragged, the view is moved and zoomed. @param at which of the nodes on the screen */
async function workOnCanvas(page: Page, at: number): Promise<void> {
  const box = await page.locator('.react-flow__node').nth(at).boundingBox()
  if (box === null) throw new Error('Nothing to drag')
  const mouse = await page.context().newCDPSession(page)
  await drag(mouse, { x: box.x + box.width / 2, y: box.y + box.height - 8 }, { x: 240, y: 160 })
  await drag(mouse, await groundOf(page), { x: -500, y: -300 })
  for (let turn = 0; turn < 20; turn += 1) await mouse.send('Input.dispatchMouseEvent', { type: 'mouseWheel', x: 800, y: 500, deltaX: 0, deltaY: turn < 10 ? 60 : -60 })
  await mouse.detach()
}

/** A place between the boxes: dragged there, the view moves and no box. */
async function groundOf(page: Page): Promise<{ readonly x: number; readonly y: number }> {
  const places = Array.from({ length: 400 }, (_, index) => ({ x: 1200 - (index % 20) * 12, y: 880 - Math.floor(index / 20) * 12 }))
  const found = await page.evaluate<number>(`${JSON.stringify(places)}.findIndex(({ x, y }) => document.elementFromPoint(x, y)?.classList.contains('react-flow__pane'))`)
  const place = places[found]
  if (place === undefined) throw new Error('No ground between the boxes')
  return place
}

async function drag(mouse: CDPSession, from: { readonly x: number; readonly y: number }, by: { readonly x: number; readonly y: number }): Promise<void> {
  const steps = 60
  await mouse.send('Input.dispatchMouseEvent', { type: 'mousePressed', ...from, button: 'left', buttons: 1, clickCount: 1 })
  for (let step = 1; step <= steps; step += 1) {
    await mouse.send('Input.dispatchMouseEvent', { type: 'mouseMoved', x: from.x + (by.x * step) / steps, y: from.y + (by.y * step) / steps, button: 'left', buttons: 1 })
  }
  await mouse.send('Input.dispatchMouseEvent', { type: 'mouseReleased', x: from.x + by.x, y: from.y + by.y, button: 'left', buttons: 0, clickCount: 1 })
}

/** Rows of 25 nodes, each after the one before it and after the one above. */
function flowOf(count: number): FlowDocument {
  const nodes = Array.from({ length: count }, (_, index) => ({
    id: `n${index}`, type: index === 0 ? 'core.manual' : 'core.set', version: 1, name: `Step ${index}`, position: { x: (index % edgesPerRow) * 352, y: Math.floor(index / edgesPerRow) * 160 },
    params: index === 0 ? {} : { fields: [{ name: 'a', type: 'number', value: index }], keepOthers: true },
  }))
  const edges = nodes.slice(1).flatMap((_, at) => {
    const index = at + 1
    const before = index % edgesPerRow === 0 ? [] : [{ from: `n${index - 1}.main`, to: `n${index}.main` }]
    return index < edgesPerRow ? before : [...before, { from: `n${index - edgesPerRow}.main`, to: `n${index}.main` }]
  })
  return { format: 'maillon.flow/1', id: `of-${count}`, name: `Of ${count}`, settings: {}, nodes, edges, notes: [], requires: {} }
}
