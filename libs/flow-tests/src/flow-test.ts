import type { FileRef, Item } from '@maillon/datasets'
import type { ErrorInfo, JsonObject, Locale } from '@maillon/kernel'
import type { RunOrigin } from '@maillon/plan'

export const flowTestFormat = 'maillon.test/1'

/** How a step or a run may have ended in a test. */
export const testEndings = ['succeeded', 'warned', 'failed'] as const
export type TestEnding = (typeof testEndings)[number]

/** Why a step's answer is kept instead of being worked out again. outside: it reads or writes; memory: working it out again gave something else. */
export const answerReasons = ['outside', 'memory'] as const
export type AnswerReason = (typeof answerReasons)[number]

/** A file that a kept item refers to. Without `content` only its name is known. */
export interface TestFile extends FileRef {
  /** Base64. */
  readonly content?: string
}

/** What a step gave in the run that was kept. */
export interface RecordedAnswer {
  readonly node: string
  /** '' outside loops; inside, the turn's path. */
  readonly iteration: string
  readonly reason: AnswerReason
  readonly status: TestEnding
  /** Present where it failed. */
  readonly error?: ErrorInfo
  /** What it asked of the outside, call by call: its preview, or its resolved parameters. Absent: not known yet (while a run is being kept). */
  readonly requests?: readonly JsonObject[]
  /** True: the n-th row of its one port answers the n-th request. */
  readonly isByRequest?: boolean
  /** By output port; a port without rows is left out. */
  readonly outputs: { readonly [port: string]: readonly Item[] }
  /** Rows that the run had, by port, where only the first were kept. */
  readonly cut?: { readonly [port: string]: number }
}

/** What must come out again. `any`: JSON pointers into a row whose value may be anything; `*` stands for every element of a list. */
export type Expectation =
  | { readonly kind: 'status'; readonly status: TestEnding }
  | {
      readonly kind: 'output'
      readonly node: string
      /** Of the node when the run was kept, for people. */
      readonly name: string
      readonly port: string
      /** All rows; `rows` are the first of them. */
      readonly count: number
      readonly rows: readonly Item[]
      /** Only these top fields are compared. Absent: all. */
      readonly fields?: readonly string[]
      readonly any?: readonly string[]
    }
  /** What it sends or asks is what its answers say under `requests`. */
  | { readonly kind: 'requests'; readonly node: string; readonly name: string; readonly any?: readonly string[] }

/** A run that was kept: what came in, what the outside answered, and what must come out again. Plain JSON, without secrets. */
export interface FlowTest {
  readonly format: typeof flowTestFormat
  readonly id: string
  readonly flowId: string
  readonly name: string
  readonly keptFrom: { readonly runId: string; /** ISO 8601. */ readonly at: string }
  /** The clock of the replay, ISO 8601. */
  readonly now: string
  /** Where the flow names none. */
  readonly timeZone: string
  readonly locale: Locale
  readonly origin: RunOrigin
  /** ISO 8601; null: the run stood for no instant. */
  readonly instant: string | null
  readonly trigger: { readonly node: string; readonly items: readonly Item[]; /** Rows that the event had, where only the first were kept. */ readonly cut?: number }
  readonly variables: JsonObject
  readonly files: readonly TestFile[]
  readonly answers: readonly RecordedAnswer[]
  readonly expect: readonly Expectation[]
}

/** What a test may be at most. */
export const flowTestLimits = {
  /** Of its text, UTF-8. */
  bytes: 5 * 1024 * 1024,
  depth: 64,
  elements: 500_000,
  /** Rows kept of each port, at most and where nothing is said. */
  rows: 5_000,
  usualRows: 100,
  /** Bytes of a kept file, and of all of them. */
  fileBytes: 512 * 1024,
  filesBytes: 2 * 1024 * 1024,
  answers: 5_000,
  expectations: 500,
  /** Tests of a flow. */
  tests: 100,
} as const
