import type { JsonObject } from '@maillon/kernel'
import type { NodeMode } from '@maillon/node-contract'

export const flowFormat = 'maillon.flow/1'

/** What to do with a run that starts while another of the same flow is still going. */
export const overlapPolicies = ['queue', 'skip', 'cancel-older', 'parallel'] as const
export type OverlapPolicy = (typeof overlapPolicies)[number]

/** What becomes of an item (or, in mode `all`, of the node) that fails for good. */
export const errorChoices = ['stop', 'skip', 'replace', 'set-aside', 'branch'] as const
export type ErrorChoice = (typeof errorChoices)[number]

/** Waits between attempts, in milliseconds. */
export type WaitPolicy =
  | { readonly kind: 'fixed'; readonly ms: number }
  /** `firstMs`, then twice as long each time up to `maxMs`, with full jitter where `jitter` (default true). */
  | { readonly kind: 'exponential'; readonly firstMs: number; readonly maxMs: number; readonly jitter?: boolean }
  /** The last one repeats. */
  | { readonly kind: 'list'; readonly ms: readonly number[] }

export interface RetrySettings {
  /** Tries altogether, the first included. 1 to 20; default 3. */
  readonly attempts: number
  readonly wait: WaitPolicy
}

export interface ErrorSettings {
  readonly choice: ErrorChoice
  /** For `replace`: the item to go on with. */
  readonly value?: JsonObject
}

export interface FlowNode {
  /** Slug, `[a-z0-9][a-z0-9-]{0,63}`; unique in the document; kept on rename; expressions name the node by it. */
  readonly id: string
  readonly type: string
  readonly version: number
  /** 1 to 200 characters, for people. */
  readonly name: string
  readonly position: { readonly x: number; readonly y: number }
  readonly params: JsonObject
  /** By slot of the definition. Never a secret: the id of a credential of this workspace and the name that an import can map. */
  readonly credentials?: { readonly [slot: string]: CredentialRef }
  /** Absent: the definition's first mode. */
  readonly mode?: NodeMode
  /** Absent: the default (3 attempts, 10 s then doubling to 5 min). */
  readonly retry?: RetrySettings
  /** Look again while it succeeds without giving an item; at the end it is warned. Absent: once is enough. */
  readonly untilFound?: RetrySettings
  /** Runs although nothing comes in. Absent: as the definition says. */
  readonly runOnEmpty?: boolean
  /** Absent: the definition's limit. */
  readonly timeoutMs?: number
  /** Absent: `stop`. */
  readonly onError?: ErrorSettings
  /** True: the node is passed through as if it weren't there (its first input's items go to its first output). */
  readonly disabled?: boolean
  /** Items by output port that a test run uses instead of running the node. Ignored in real runs. */
  readonly pinned?: { readonly [port: string]: readonly JsonObject[] }
  /** The container (a loop) whose body it belongs to. Absent: it stands in the flow itself. */
  readonly parent?: string
}

export interface CredentialRef {
  readonly id: string
  readonly name: string
  /** Name of the credential type, where the document comes from elsewhere: an import maps by it. Absent: the node's slot says it. */
  readonly type?: string
}

/** Another flow of the workspace: its id, and the name that an import can map. */
export interface FlowRef {
  readonly id: string
  readonly name: string
}

/** `node.port` on both sides; a node id has no dot. */
export interface FlowEdge {
  readonly from: string
  readonly to: string
}

export interface StickyNote {
  readonly id: string
  readonly text: string
  readonly position: { readonly x: number; readonly y: number }
  readonly size: { readonly width: number; readonly height: number }
}

/** A frame around nodes, for people: it changes nothing of what runs. A node is in one group at most. */
export interface FlowGroup {
  readonly id: string
  /** 1 to 200 characters. */
  readonly name: string
  /** Ids of its nodes, at least one. */
  readonly nodes: readonly string[]
  /** True: drawn as one box. Absent: as a frame around its nodes. */
  readonly folded?: true
}

export interface FlowSettings {
  /** IANA name. Absent: the workspace's. */
  readonly timeZone?: string
  readonly locale?: 'fr' | 'en'
  /** Default `queue` (one at a time). */
  readonly overlap?: OverlapPolicy
  /** For `parallel`: runs at once. Default 1. */
  readonly concurrency?: number
  /** Of a whole run, in milliseconds. Default 3,600,000. */
  readonly timeoutMs?: number
  /** Default `default`. */
  readonly lane?: string
  /** 1 (first) to 10; default 5. */
  readonly priority?: number
  /** Started when a run fails for good. Absent: none. */
  readonly errorFlow?: FlowRef
  /** Days that runs and their data are kept. Absent: the workspace's. */
  readonly keepDays?: number
  /** What people sort and find it and its runs by; at least one where there are any. Changes nothing of what runs. */
  readonly tags?: readonly string[]
}

/** What a person draws, as it is stored, shared and versioned. Immutable: edits go through operations. */
export interface FlowDocument {
  readonly format: typeof flowFormat
  readonly id: string
  readonly name: string
  readonly description?: string
  readonly settings: FlowSettings
  readonly nodes: readonly FlowNode[]
  readonly edges: readonly FlowEdge[]
  readonly notes: readonly StickyNote[]
  /** Absent: none. */
  readonly groups?: readonly FlowGroup[]
  /** Packages and ranges that the nodes come from. */
  readonly requires: { readonly [packageName: string]: string }
}

export interface Endpoint {
  readonly node: string
  readonly port: string
}

/** Split `node.port`. Returns null for anything else. */
export function parseEndpoint(text: string): Endpoint | null {
  const dot = text.indexOf('.')
  if (dot <= 0 || dot === text.length - 1) return null
  return { node: text.slice(0, dot), port: text.slice(dot + 1) }
}

export function endpoint(node: string, port: string): string {
  return `${node}.${port}`
}
