/**
 * Writes that a server can't recognise when they come twice.
 *
 * 1. The key is on disk before the request leaves, the answer before anything goes on.
 * 2. What was sent isn't sent again: the kept answer is given instead.
 * 3. What was cut off in the middle is said to be unknown, and a person decides.
 */
import { out, sayAlreadySent, sendOnce, type Emission, type FileRef, type HttpResponse, type Json, type JsonObject, type NodeContext } from '@maillon/node-sdk'
import { answerUnusable, isLostByGateway, outcomeUnknown, unknownIfSent } from './outcome-unknown.js'

/** Beyond this the answer stands in a file of the run: the ledger is a table row. */
const longestInLedger = 32_768

export interface Write {
  readonly ifUnknown: 'stop' | 'again'
  readonly send: () => Promise<HttpResponse>
  /** Whether the status is an error, and which; null: done. */
  readonly judge: (response: HttpResponse) => Promise<Error | null>
  readonly read: (response: HttpResponse) => Promise<readonly Emission[]>
}

type WriteContext = Pick<NodeContext<unknown>, 'state' | 'idempotencyKey' | 'now' | 'timeZone' | 'locale' | 'log' | 'files'>

/** @throws SEND_OUTCOME_UNKNOWN, HTTP_SENDING_OUTCOME_UNKNOWN, HTTP_ANSWER_OUTCOME_UNKNOWN, and the errors of `send` and `judge` */
export async function writeOnce(context: WriteContext, write: Write): Promise<readonly Emission[]> {
  let fresh: readonly Emission[] = []
  const { outcome, alreadyAt } = await sendOnce(context, write.ifUnknown, async () => {
    fresh = await send(write)
    return keep(fresh, context)
  })
  if (alreadyAt === null) return fresh
  sayAlreadySent(context, alreadyAt)
  return kept(outcome, context)
}

async function send(write: Write): Promise<readonly Emission[]> {
  const response = await write.send().catch((error: unknown) => {
    throw unknownIfSent(error, write.ifUnknown)
  })
  if (isLostByGateway(response.status)) throw outcomeUnknown(`${response.status} ${await response.text().catch(() => '')}`, write.ifUnknown)
  const problem = await write.judge(response)
  if (problem !== null) throw problem
  return write.read(response).catch((error: unknown) => {
    throw answerUnusable(error, response.status)
  })
}

async function keep(emissions: readonly Emission[], { files }: WriteContext): Promise<JsonObject> {
  const items = emissions.map(({ json, files: own }) => ({ json, ...(own === undefined ? {} : { files: own as unknown as JsonObject }) }))
  const text = JSON.stringify(items)
  if (text.length <= longestInLedger) return { items: items as unknown as Json }
  const file = await files.create({ name: 'answer.json', mediaType: 'application/json' }, Buffer.from(text, 'utf8'))
  return { file: file as unknown as JsonObject }
}

async function kept(outcome: JsonObject, { files }: WriteContext): Promise<readonly Emission[]> {
  const file = outcome['file'] as unknown as FileRef | undefined
  const items = (file === undefined ? outcome['items'] : JSON.parse(await textOf(files.read(file)))) as unknown as readonly {
    readonly json: JsonObject
    readonly files?: { readonly [name: string]: FileRef }
  }[]
  return items.map(({ json, files: own }) => out(json, own === undefined ? {} : { files: own }))
}

async function textOf(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = []
  for await (const part of bytes) parts.push(part)
  return Buffer.concat(parts).toString('utf8')
}
