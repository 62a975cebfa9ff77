import type { RunGrid } from '@maillon/api-contract'

/** Pages of the grid as one: lines of newer pages first, columns oldest first, as time goes from left to right. */
export function joinedGrid(pages: readonly RunGrid[]): Pick<RunGrid, 'nodes' | 'columns'> {
  const nodes = new Map<string, string>()
  for (const page of pages) for (const { id, name } of page.nodes) if (!nodes.has(id)) nodes.set(id, name)
  return { nodes: [...nodes].map(([id, name]) => ({ id, name })), columns: pages.flatMap(({ columns }) => columns).toReversed() }
}
