/**
 * The answers of a test, as its replay opens them.
 *
 * A1. A step gets what was kept for it: same node, same turn.
 * A2. Where each kept request has a row of its own, requests are answered one by one, in whatever order and turn they come.
 * A3. A request is known again by its content, but for what the test's expectation lets be anything; a test without an expectation for the
 *     step doesn't look at its requests.
 */
import type { Item } from '@maillon/datasets'
import type { JsonObject } from '@maillon/kernel'
import { compareJson } from '../compare-json.js'
import type { FlowTest, RecordedAnswer } from '../flow-test.js'

export interface GivenAnswer {
  readonly recorded: RecordedAnswer | null
  /** Positions of requests that nothing was kept for. */
  readonly unanswered: readonly number[]
  readonly outputs: { readonly [port: string]: readonly Item[] }
}

export class AnswerBook {
  private readonly byPlace: ReadonlyMap<string, RecordedAnswer>
  private readonly byNode = new Map<string, RecordedAnswer[]>()

  constructor(private readonly test: Pick<FlowTest, 'answers' | 'expect'>) {
    this.byPlace = new Map(test.answers.map((answer) => [placeOf(answer.node, answer.iteration), answer]))
    for (const answer of test.answers) this.byNode.set(answer.node, [...(this.byNode.get(answer.node) ?? []), answer])
  }

  /** Whether anything was kept for this node. */
  knows(node: string): boolean {
    return this.byNode.has(node)
  }

  answer(node: string, iteration: string, requests: readonly JsonObject[]): GivenAnswer {
    const recorded = this.byPlace.get(placeOf(node, iteration)) ?? null
    const expectation = this.test.expect.find((one) => one.kind === 'requests' && one.node === node)
    if (recorded !== null && (expectation === undefined || recorded.requests === undefined)) return { recorded, unanswered: [], outputs: recorded.outputs }
    const any = expectation?.kind === 'requests' ? (expectation.any ?? []) : []
    const isSame = (kept: JsonObject | undefined, asked: JsonObject) => kept !== undefined && compareJson(kept, asked, any).length === 0
    if (recorded !== null && recorded.requests?.length === requests.length && requests.every((asked, index) => isSame(recorded.requests?.[index], asked))) return { recorded, unanswered: [], outputs: recorded.outputs }
    return this.oneByOne({ node, requests, recorded, isSame })
  }

  /** Rule A2. */
  private oneByOne({ node, requests, recorded, isSame }: { readonly node: string; readonly requests: readonly JsonObject[]; readonly recorded: RecordedAnswer | null; readonly isSame: (kept: JsonObject | undefined, asked: JsonObject) => boolean }): GivenAnswer {
    const pool = (this.byNode.get(node) ?? []).filter(({ isByRequest }) => isByRequest === true).flatMap(rowsByRequest)
    const found = requests.map((asked) => pool.find(({ request }) => isSame(request, asked)))
    const unanswered = found.flatMap((row, index) => (row === undefined ? [index] : []))
    if (recorded !== null && recorded.isByRequest !== true) return { recorded, unanswered, outputs: recorded.outputs }
    const own = recorded === null ? [] : rowsByRequest(recorded)
    const port = pool[0]?.port
    // A step that sends something else goes on with what the other answer was; a read without an answer gives nothing.
    const rows = found.map((row, index) => row ?? own[index]).flatMap((row) => (row === undefined ? [] : [row.row]))
    return { recorded, unanswered, outputs: port === undefined ? {} : { [port]: rows } }
  }
}

function rowsByRequest({ requests, outputs }: RecordedAnswer): readonly { readonly request: JsonObject; readonly port: string; readonly row: Item }[] {
  const [port, rows] = Object.entries(outputs)[0] ?? ['main', []]
  return rows.flatMap((row, index) => {
    const request = requests?.[index]
    return request === undefined ? [] : [{ request, port, row }]
  })
}

function placeOf(node: string, iteration: string): string {
  return `${node} ${iteration}`
}
