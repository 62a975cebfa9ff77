/** A list or a stream as a stream; without a generator's cost per element for lists. */
export function asyncOver<Element>(elements: readonly Element[] | AsyncIterable<Element>): AsyncIterable<Element> {
  if (!Array.isArray(elements)) return elements as AsyncIterable<Element>
  const list = elements as readonly Element[]
  return {
    [Symbol.asyncIterator]() {
      let index = 0
      return {
        next(): Promise<IteratorResult<Element, undefined>> {
          if (index >= list.length) return Promise.resolve({ done: true, value: undefined })
          const value = list[index] as Element
          index += 1
          return Promise.resolve({ done: false, value })
        },
      }
    },
  }
}
