import type { Locale } from '@maillon/kernel'
import type { NodeWorkspace } from '../workspace.js'
import type { AnswerLinks, NodeContext, NodeFiles, NodeFolders, NodeHttp, NodeLog, NodeState, OpenCredential, Resumed } from '../context.js'

/** What a host says about the step that it runs. */
export interface RunFacts {
  readonly run: NodeContext<unknown>['run']
  /** Stable over all attempts of the step. In mode `each` the item's index is added to it. */
  readonly idempotencyKey: string
  readonly signal: AbortSignal
  readonly isTest: boolean
  readonly isDryRun: boolean
  readonly locale: Locale
  /** How the wait that this step asked for has ended; null: it begins from the start. */
  readonly resumed: Resumed | null
  /** IANA name. */
  readonly timeZone: string
  /** See `AllContext.knownFields`; port null: the first input. */
  readonly knownFields: (port: string | null) => readonly string[]
}

/** What a host does for a node. One object for each step; members may be made when they are first asked for. */
export interface RunServices {
  readonly log: NodeLog
  readonly files: NodeFiles
  readonly folders: NodeFolders
  readonly http: NodeHttp
  readonly state: NodeState
  readonly workspace: NodeWorkspace
  readonly now: () => number
  readonly progress: (done: number, total?: number) => void
  readonly credential: (slot: string) => Promise<OpenCredential | null>
  readonly answerLinks: () => AnswerLinks
  readonly resolveHost: (host: string, port: number) => Promise<{ readonly address: string; readonly family: 4 | 6 }>
}

/** What stays the same over all items of a step. */
export interface RunFrame {
  readonly facts: RunFacts
  readonly services: RunServices
}
