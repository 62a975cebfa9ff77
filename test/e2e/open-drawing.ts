import type { FlowDetail } from '@maillon/api-contract'
import type { FlowDocument } from '@maillon/flow-document'
import type { PageOptions } from '../world/browser.js'
import type { SignedIn } from '../world/sign-in.js'
import { canvasHand, type CanvasHand } from './canvas-hand.js'
import { openSignedIn, type OpenedPage, type Stage } from './stage.js'

/** A flow of the first user that is open on the canvas. */
export interface Drawing extends OpenedPage {
  readonly user: SignedIn
  readonly hand: CanvasHand
  readonly flow: FlowDetail
}

/** Makes the flow for the first user, and opens it on a new page. */
export async function openDrawing(stage: Stage, document: FlowDocument, options: PageOptions): Promise<Drawing> {
  const opened = await openSignedIn(stage, options)
  const flow = await opened.user.client.call('createFlow', { body: { documentText: JSON.stringify(document) } })
  const hand = canvasHand(opened.page)
  await opened.page.goto(`${stage.maillon.url}/flow/?id=${flow.id}`)
  await hand.node(document.nodes.at(-1)?.id ?? '').waitFor()
  return { ...opened, hand, flow }
}
