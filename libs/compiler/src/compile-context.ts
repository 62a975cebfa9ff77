import type { JsonObject, Locale } from '@maillon/kernel'
import type { Diagnostic } from '@maillon/flow-document'
import type { FieldShape, ItemShape } from '@maillon/node-contract'
import type { Plan } from '@maillon/plan'

/** What the compiler knows about the place where the flow will run. Whatever is absent is not checked. */
export interface CompileContext {
  /** Milliseconds since the epoch: "a schedule that never fires" is asked from here on. */
  readonly now: number
  /** The workspace's, where the flow names none. IANA name. */
  readonly timeZone: string
  /** The workspace's, where the flow names none. */
  readonly locale: Locale
  /** The credentials of the workspace. Absent: only whether one was chosen is checked. */
  readonly credentials?: readonly KnownCredential[]
  /** Shapes that earlier runs showed, by node id and output port. Used where the definition can't tell. */
  readonly observedShapes?: { readonly [node: string]: { readonly [port: string]: ItemShape } }
  /** First items that earlier runs gave, by node id and output port: sample values for the field picker. */
  readonly samples?: { readonly [node: string]: { readonly [port: string]: readonly JsonObject[] } }
  /** Webhook paths of the other flows of this server. */
  readonly takenWebhookPaths?: readonly TakenWebhookPath[]
  /** First words of a webhook path that may not be used. Absent: the usual ones (`api`, `health`, …). */
  readonly reservedWebhookWords?: readonly string[]
  /** Names under `variables.`. */
  readonly variables?: readonly string[]
  /** The other flows of the workspace, as they run. */
  readonly flows?: readonly KnownFlow[]
  /** Lanes that exist. */
  readonly lanes?: readonly string[]
  /** Ids of the workspace's files. */
  readonly fileIds?: readonly string[]
}

export interface KnownCredential {
  readonly id: string
  readonly name: string
  readonly type: string
}

/** What other flows need to know of a flow. `flowInterface` reads it from a document. */
export interface KnownFlow {
  readonly id: string
  readonly name: string
  /** It can be called by another flow. */
  readonly hasFlowTrigger: boolean
  /** It can be started by the failure of another flow. */
  readonly hasErrorTrigger: boolean
  /** Ids of the flows that it calls. */
  readonly calls: readonly string[]
  /** What a caller has to bring along. Absent: not known. */
  readonly takes?: readonly TakenField[]
  /** What it gives back. Absent: not known. */
  readonly gives?: ItemShape
}

/** A field that a called flow asks for. */
export interface TakenField extends FieldShape {
  readonly isRequired: boolean
}

export interface TakenWebhookPath {
  readonly method: string
  readonly path: string
  readonly flowName: string
}

/**
 * The outcome of a compilation. `ok` is false where at least one diagnostic is an error; a plan may then not run, and there is none.
 * Diagnostics come in document order, errors and warnings mixed.
 */
export type Compilation =
  | { readonly ok: true; readonly plan: Plan; readonly diagnostics: readonly Diagnostic[] }
  | { readonly ok: false; readonly plan: null; readonly diagnostics: readonly Diagnostic[] }

/** A field as the picker shows it. */
export interface KnownField extends FieldShape {
  /** Id of the node that made it (not of those that only passed it on). */
  readonly from: string
  /** Its value in the first sample item that has it. Absent: no sample. */
  readonly sample?: JsonObject[string]
}

export interface PortFields {
  readonly fields: readonly KnownField[]
  /** True: there may be more. */
  readonly open: boolean
  readonly files: readonly string[]
}

export interface NodeShapes {
  readonly inputs: { readonly [port: string]: PortFields }
  readonly outputs: { readonly [port: string]: PortFields }
}

/** A node whose rows an expression may name. */
export interface UpstreamNode {
  readonly id: string
  readonly name: string
  /** Whether `nodes.<id>.same.` may be used: every node in between keeps its rows. */
  readonly sameRow: boolean
  readonly outputs: { readonly [port: string]: PortFields }
}

/** What flows along the edges of a document. Built even where the document has errors, as far as it can be known. */
export interface FlowShapes {
  /** Null: no such node. */
  node(id: string): NodeShapes | null
  /** The nodes upstream of a node, nearest first. */
  upstream(id: string): readonly UpstreamNode[]
}
