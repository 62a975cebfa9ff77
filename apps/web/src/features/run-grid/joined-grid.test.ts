import { expect, it } from 'vitest'
import type { RunGrid } from '@maillon/api-contract'
import { joinedGrid } from './joined-grid.js'

const page = (nodes: readonly string[], runs: readonly string[]): RunGrid => ({ nodes: nodes.map((id) => ({ id, name: id })), columns: runs.map((id) => ({ run: { id } as RunGrid['columns'][number]['run'], steps: {} })), nextCursor: null })

it('puts the oldest run left and the lines of the newest version first', () => {
  const { nodes, columns } = joinedGrid([page(['a', 'b'], ['r4', 'r3']), page(['a', 'old', 'b'], ['r2', 'r1'])])
  expect(nodes.map(({ id }) => id)).toEqual(['a', 'b', 'old'])
  expect(columns.map(({ run }) => run.id)).toEqual(['r1', 'r2', 'r3', 'r4'])
})
