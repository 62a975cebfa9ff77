import type { Item, JsonObject } from '@maillon/node-sdk'

/**
 * The rows of one input, looked at before they are written: a first part is kept, the rest stays in the stream.
 */
export class RowSource {
  readonly head: JsonObject[] = []
  private readonly rest: AsyncIterator<Item>
  /** Whether the stream has ended, so that `head` is everything. */
  ended = false

  constructor(items: AsyncIterable<Item>) {
    this.rest = items[Symbol.asyncIterator]()
  }

  /** Keep rows until there are `count`, or no more. */
  async keep(count: number): Promise<void> {
    while (!this.ended && this.head.length < count) {
      const next = await this.rest.next()
      if (next.done === true) this.ended = true
      else this.head.push(next.value.json)
    }
  }

  /** All rows: the kept ones, then the rest. Once. */
  async *rows(): AsyncIterable<JsonObject> {
    yield* this.head
    this.head.length = 0
    while (!this.ended) {
      const next = await this.rest.next()
      if (next.done === true) this.ended = true
      else yield next.value.json
    }
  }
}
