import type { Diagnostic, FlowChange, FlowDocument } from '@maillon/flow-document'
import { Type, type Static } from 'typebox'
import { oneOf } from './one-of.js'
import { RecipientRequest } from './recipients.js'
import { VariableRequest } from './variables.js'

/** Ids of flows, with commas; absent: all of the workspace. */
export const ExportFlowsQuery = Type.Object({ ids: Type.Optional(Type.String({ maxLength: 4000, pattern: '^[0-9a-f-]{36}(,[0-9a-f-]{36}){0,99}$' })), samples: Type.Optional(Type.Boolean()), tests: Type.Optional(Type.Boolean()) })
export type ExportFlowsQuery = Static<typeof ExportFlowsQuery>

/** `samples`: with the rows that were pinned for tests. `tests`: with its tests, as a file of several (`maillon.flows/1`). */
export const ExportFlowQuery = Type.Object({ samples: Type.Optional(Type.Boolean()), tests: Type.Optional(Type.Boolean()) })
export type ExportFlowQuery = Static<typeof ExportFlowQuery>

/** The text of the file, exactly as it was read. */
const text = Type.String({ minLength: 1, maxLength: 8_000_000 })

export const importWays = ['new', 'replace', 'leave-out'] as const
export type ImportWay = (typeof importWays)[number]

const Choice = Type.Object({
  /** Of the flow in the file, from 0. */
  index: Type.Integer({ minimum: 0, maximum: 99 }),
  as: oneOf(importWays),
  name: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  /** What the person was shown as standing here already: written over that, or not at all. Null: nothing stood here. */
  existing: Type.Union([Type.Null(), Type.Object({ id: Type.String({ maxLength: 64 }), revision: Type.Integer({ minimum: 0 }) })]),
})

/** The credential for each account of the check; null: to be chosen later, on the canvas. */
const accounts = Type.Array(Type.Object({ key: Type.String({ maxLength: 500 }), credentialId: Type.Union([Type.Null(), Type.String({ maxLength: 64 })]) }), { maxItems: 500 })

/** What a flow names of its workspace, beside credentials and files, and that something here may stand for. */
export const thingKinds = ['recipient', 'group', 'variable', 'flow'] as const
export type ThingKind = (typeof thingKinds)[number]

/** For one thing of the check: something that is here, something that is made with the import, or (neither) nothing yet. */
const ThingChoice = Type.Object({
  key: Type.String({ maxLength: 500 }),
  /** Id of the recipient or flow, name of the group or variable. */
  use: Type.Union([Type.Null(), Type.String({ minLength: 1, maxLength: 200 })]),
  /** Made under the name that the file says. Only with `use: null`. */
  variable: Type.Optional(VariableRequest),
  /** Made for a recipient, or as the first one of a group. Only with `use: null`. */
  recipient: Type.Optional(RecipientRequest),
})
export type ThingChoice = Static<typeof ThingChoice>

export const ImportRequest = Type.Object({
  text,
  /** One for each flow of the file. */
  flows: Type.Array(Choice, { minItems: 1, maxItems: 100 }),
  accounts,
  /** Left out, or a thing left out: as the check proposes. */
  things: Type.Optional(Type.Array(ThingChoice, { maxItems: 500 })),
})
export type ImportRequest = Static<typeof ImportRequest>

/** With `accounts` and `things`, the changes are told as they would be with these choices; else as with the proposals. */
export const CheckImportRequest = Type.Object({ text, accounts: Type.Optional(accounts), things: Type.Optional(Type.Array(Type.Pick(ThingChoice, ['key', 'use']), { maxItems: 500 })) })
export type CheckImportRequest = Static<typeof CheckImportRequest>

/** What an import would do, with everything that is to be chosen and everything that is wrong. Nothing is written by asking. */
export interface ImportCheck {
  readonly flows: readonly ArrivingFlow[]
  readonly accounts: readonly ArrivingAccount[]
  readonly packages: readonly ArrivingPackage[]
  /** Hosts that stand in the parameters; those of accounts are the accounts' own. */
  readonly hosts: readonly string[]
  readonly things: readonly ArrivingThing[]
  readonly files: readonly ArrivingFile[]
}

export interface ArrivingFile {
  readonly name: string
  /** There is something here that stands for it. */
  readonly isHere: boolean
}

/** A recipient, a group of them, a variable, or a flow that is called or takes over where another fails. */
export interface ArrivingThing {
  readonly key: string
  readonly kind: ThingKind
  /** As the file names it. */
  readonly name: string
  /** Names of the flows of the file that need it. */
  readonly flows: readonly string[]
  /** A flow that the file itself brings: its place there. Null: it doesn't. */
  readonly inFile: number | null
  /** Null: nothing here is known to stand for it. */
  readonly proposal: { readonly id: string; readonly because: 'kept' | 'same' | 'name' } | null
}

export interface ArrivingFlow {
  readonly index: number
  readonly name: string
  /** What it does, in the language of who asks. '' where it can't be read. */
  readonly words: string
  readonly nodes: number
  /** Tests that come with it. */
  readonly tests: number
  /** It can't be imported, and with it the whole file can't. */
  readonly isRefused: boolean
  readonly problems: readonly Diagnostic[]
  /** Steps of types that this server doesn't have; they are kept, and can't run. */
  readonly unknownTypes: readonly { readonly type: string; readonly version: number; readonly nodes: readonly string[] }[]
  /** The flow whose place it could take. Null: there is none. */
  readonly existing: ExistingFlow | null
}

export interface ExistingFlow {
  readonly id: string
  readonly name: string
  /** It came from the same flow (or is it), or it only has the same name. */
  readonly by: 'origin' | 'name'
  readonly revision: number
  readonly isActive: boolean
  /** Its draft has something that no version has; it would be kept beside. */
  readonly hasUnpublishedChanges: boolean
  /** From its draft to what would come, with what was chosen. Empty: nothing would change. */
  readonly changes: readonly FlowChange[]
}

export interface ArrivingAccount {
  readonly key: string
  /** Types that fit. */
  readonly types: readonly string[]
  /** As the file names it; '' where nothing was chosen there. */
  readonly name: string
  /** Names of the steps that use it. */
  readonly steps: readonly string[]
  /** Null: nothing here is known to stand for it. */
  readonly proposal: { readonly credentialId: string; readonly because: 'kept' | 'same' | 'name' } | null
}

export interface ArrivingPackage {
  readonly name: string
  /** As the file says. */
  readonly wanted: string
  readonly verdict: 'here' | 'older' | 'missing'
}

export interface ImportDone {
  readonly flows: readonly { readonly index: number; readonly id: string; readonly name: string; readonly as: 'new' | 'replace' | 'unchanged' }[]
}

export const ConvertRequest = Type.Object({ text, name: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })) })
/** `name`: what a flow is called whose file has no name for it. */
export type ConvertRequest = Static<typeof ConvertRequest>

/** Flows of another program as ours, and what became of each of their steps. Nothing is written by asking. */
export interface ConvertedFile {
  readonly source: 'n8n' | 'node-red'
  readonly flows: readonly FlowDocument[]
  readonly report: readonly ConversionEntry[]
}

/** Beside a document that was made from something else (another tool's flow): what became of each step. */
export interface ConversionEntry {
  /** Place of its flow. Absent: it belongs to none. */
  readonly flow?: number
  /** Id of the node that it became. Absent: it concerns the flow. */
  readonly node?: string
  /** As it was called where it came from. */
  readonly name: string
  readonly verdict: 'mapped' | 'look' | 'placeholder'
  /** In the language of who asked. */
  readonly sentence: string
}

export interface KeptDraftView {
  readonly id: string
  readonly keptAt: string
  readonly author: string
  readonly reason: 'import' | 'restore'
}
