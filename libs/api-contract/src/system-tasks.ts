import type { RunStatus, SystemTask } from '@maillon/plan'

/** A flow that the workspace has by itself. Instants are ISO 8601. */
export interface SystemTaskView {
  readonly task: SystemTask
  readonly flowId: string
  readonly name: string
  readonly description: string
  readonly isOn: boolean
  /** It can be switched on as it is; otherwise something is to be chosen on the canvas first, and published. */
  readonly isReady: boolean
  /** It is no longer what it was made as. */
  readonly isChanged: boolean
  readonly nextAt: string | null
  readonly lastRun: { readonly id: string; readonly status: RunStatus; readonly startedAt: string } | null
}
