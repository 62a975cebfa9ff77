import type { FileRef } from '@maillon/datasets'
import type { Json, JsonObject } from '@maillon/kernel'
import type { NodeContext } from './context.js'

/**
 * What a trigger of the kind `watch` gets for one look at the outside world. The host calls `look` again and again while the flow is
 * switched on, on one server at a time.
 */
export interface LookContext<Params>
  extends Pick<NodeContext<Params>, 'params' | 'idempotencyKey' | 'signal' | 'locale' | 'timeZone' | 'now' | 'log' | 'files' | 'folders' | 'http' | 'credential' | 'resolveHost'> {
  readonly flow: { readonly id: string; readonly name: string }
  /** What the last look (or the last event of one that was cut off) left behind. Null: the first look ever. */
  readonly cursor: Json | null
  /**
   * Since when the looks before this one have failed, one after the other; milliseconds since the epoch. Null: the last one did not fail, or
   * there was none. What a trigger counts as new begins here rather than now: meanwhile nobody could see it.
   */
  readonly failingSince: number | null
  /**
   * How long this look may stay and wait for news, milliseconds; 0: look and leave (the server listens to enough others already, or this is
   * a trigger's trial). Only for servers that tell news by themselves.
   */
  readonly listenMs: number
  /** Those of the keys whose events were taken before. */
  readonly known: (keys: readonly string[]) => Promise<ReadonlySet<string>>
  /**
   * One event: one run. Run, key and cursor are committed together when this resolves, or nothing is. `known`: it was taken before (the
   * cursor moves all the same).
   * @throws where this look has lost its place (another server has it, the flow was published anew): let it pass.
   */
  readonly take: (event: LookEvent) => Promise<'taken' | 'known'>
}

export interface LookEvent {
  /** What tells this event from all others of this trigger, for ever. Any length. */
  readonly key: string
  /** Other keys under which the same event would be met again. Default none. */
  readonly alsoKnownAs?: readonly string[]
  readonly json: JsonObject
  readonly files?: { readonly [name: string]: FileRef }
  /** Where the next look goes on, once this event is taken. */
  readonly cursor: Json | null
}

/** How a look ended. */
export interface LookReport {
  readonly cursor: Json | null
  /** The next look comes so many milliseconds after this one. 0: at once. */
  readonly nextInMs: number
}
