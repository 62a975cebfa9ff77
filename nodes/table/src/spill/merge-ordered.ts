/** The next record of one of the sources. */
interface Head<Value> {
  value: Value
  /** Number of the source; of equals the one of the first source comes first. */
  readonly source: number
  readonly rest: AsyncIterator<Value> | Iterator<Value>
}

/** Several ordered sources as one. Stable: what compares as equal comes in the order of the sources. */
export async function* mergeOrdered<Value>(sources: readonly (AsyncIterable<Value> | Iterable<Value>)[], compare: (left: Value, right: Value) => number): AsyncGenerator<Value> {
  const heap = new Heap<Head<Value>>((left, right) => compare(left.value, right.value) || left.source - right.source)
  const opened = sources.map((values) => (Symbol.asyncIterator in values ? values[Symbol.asyncIterator]() : values[Symbol.iterator]()))
  try {
    for (const [source, rest] of opened.entries()) {
      const first = await rest.next()
      if (first.done !== true) heap.add({ value: first.value, source, rest })
    }
    for (let head = heap.first(); head !== undefined; head = heap.first()) {
      yield head.value
      const step = head.rest.next()
      const next = step instanceof Promise ? await step : (step as IteratorResult<Value>)
      if (next.done === true) heap.dropFirst()
      else {
        head.value = next.value
        heap.sinkFirst()
      }
    }
  } finally {
    // Who stops half-way lets go of the files.
    for (const rest of opened) await rest.return?.(undefined)
  }
}

/** A binary heap: the smallest is first. */
class Heap<Value> {
  private readonly values: Value[] = []

  constructor(private readonly compare: (left: Value, right: Value) => number) {}

  first(): Value | undefined {
    return this.values[0]
  }

  add(value: Value): void {
    this.values.push(value)
    let at = this.values.length - 1
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (!this.isBefore(at, parent)) return
      this.swap(at, parent)
      at = parent
    }
  }

  dropFirst(): void {
    const last = this.values.pop()
    if (this.values.length === 0 || last === undefined) return
    this.values[0] = last
    this.sinkFirst()
  }

  /** After the first one has changed. */
  sinkFirst(): void {
    let at = 0
    for (;;) {
      let least = at
      for (const child of [2 * at + 1, 2 * at + 2]) if (child < this.values.length && this.isBefore(child, least)) least = child
      if (least === at) return
      this.swap(at, least)
      at = least
    }
  }

  private isBefore(left: number, right: number): boolean {
    return this.compare(this.values[left] as Value, this.values[right] as Value) < 0
  }

  private swap(left: number, right: number): void {
    const kept = this.values[left] as Value
    this.values[left] = this.values[right] as Value
    this.values[right] = kept
  }
}
