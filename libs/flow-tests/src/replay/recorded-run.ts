import type { FileRef, Item } from '@maillon/datasets'
import type { ErrorInfo, JsonObject, Locale } from '@maillon/kernel'
import type { Plan, RunOrigin, StepStatus } from '@maillon/plan'
import type { TestEnding } from '../flow-test.js'

/** One step of a run as it was recorded, with its data. */
export interface RecordedStep {
  readonly node: string
  readonly iteration: string
  readonly status: StepStatus
  readonly error: ErrorInfo | null
  readonly outputs: { readonly [port: string]: readonly Item[] }
  /** It waited for an answer from outside. */
  readonly wasAsked: boolean
}

/** A run that is over, with everything that a test keeps of it. */
export interface RecordedRun {
  readonly id: string
  readonly flowId: string
  /** ISO 8601. */
  readonly acceptedAt: string
  readonly origin: RunOrigin
  readonly instant: string | null
  readonly status: TestEnding
  readonly timeZone: string
  readonly locale: Locale
  readonly trigger: { readonly node: string; readonly items: readonly Item[] }
  readonly variables: JsonObject
  /** Turns of loops included. */
  readonly steps: readonly RecordedStep[]
  /** Of the version that ran. */
  readonly plan: Plan
  readonly files: RecordedFiles
}

/** The files that its items and parameters name. */
export interface RecordedFiles {
  /** Null: it is gone. */
  find(id: string): Promise<FileRef | null>
  /** Null: its bytes are gone. */
  read(file: FileRef): Promise<Uint8Array | null>
}
