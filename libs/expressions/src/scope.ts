import type { JsonObject, Locale } from '@maillon/kernel'

/**
 * What expressions may read. Values are plain JSON (no getters, no class instances); nothing secret ever stands here.
 * Getters are welcome on the scope itself: a root is asked for only where an expression names it.
 */
export interface Scope {
  /** The current item's fields; null where the node works on all items at once. */
  readonly item: JsonObject | null
  /** 0-based index of the current item; null like `item`. */
  readonly index: number | null
  /** The moment that counts as now, ISO 8601. The same for all expressions of an attempt. */
  readonly now: string
  /** IANA zone in which days begin and dates are written. */
  readonly timeZone: string
  /** The language of formatted numbers and dates. */
  readonly locale: Locale
  /** `id`, `startedAt`, `instant`. */
  readonly run: JsonObject
  /** `id`, `name`. */
  readonly flow: JsonObject
  /** First item of the run's trigger; null: the trigger gave none. */
  readonly trigger: JsonObject | null
  readonly variables: JsonObject
  /**
   * The output of an earlier node.
   *
   * @param port the output port's id; null is the first output.
   * @returns null where there is no such node or port upstream.
   */
  node(nodeId: string, port: string | null): NodeOutput | null
}

/** Each way of reading is asked for only where an expression uses it; "all" of a large dataset is thus not loaded for "first". */
export interface NodeOutput {
  /** Null: the output has no row. */
  first(): JsonObject | null
  all(): readonly JsonObject[]
  /** The row with the current item's index. Null: there is none. */
  same(): JsonObject | null
}

/** A scope with nothing in it but what is given; `now` is the epoch, the zone UTC, the language English. */
export function scopeWith(given: Partial<Scope>): Scope {
  return {
    item: null,
    index: null,
    now: '1970-01-01T00:00:00.000Z',
    timeZone: 'UTC',
    locale: 'en',
    run: {},
    flow: {},
    trigger: null,
    variables: {},
    node: () => null,
    ...given,
  }
}
