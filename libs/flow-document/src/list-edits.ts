/** The list with `element` at index `at` (absent or beyond the end: last). */
export function inserted<Element>(list: readonly Element[], element: Element, at?: number): readonly Element[] {
  if (at === undefined || at >= list.length) return [...list, element]
  const index = Math.max(0, at)
  return [...list.slice(0, index), element, ...list.slice(index)]
}

/** The list without the element at `index`. */
export function withoutIndex<Element>(list: readonly Element[], index: number): readonly Element[] {
  return [...list.slice(0, index), ...list.slice(index + 1)]
}

/** The list with another element at `index`. */
export function replacedAt<Element>(list: readonly Element[], index: number, element: Element): readonly Element[] {
  return [...list.slice(0, index), element, ...list.slice(index + 1)]
}
