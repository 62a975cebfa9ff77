import type { FlowSummary } from '@maillon/api-contract'

export const flowStates = ['all', 'active', 'paused', 'draft', 'failing'] as const
export type FlowStateFilter = (typeof flowStates)[number]

/** What a flow is for a person: `draft`, never published; `paused`, published but its triggers are off. */
export function flowStateOf(flow: FlowSummary): 'active' | 'paused' | 'draft' {
  if (flow.active) return 'active'
  return flow.publishedNumber === null ? 'draft' : 'paused'
}

/** The flows with all the words (in name, description or tags, whatever case and accents) and in that state, last changed first. */
export function filterFlows(flows: readonly FlowSummary[], words: string, state: FlowStateFilter): readonly FlowSummary[] {
  const wanted = plain(words).split(/\s+/).filter((word) => word !== '')
  return flows
    .filter((flow) => state === 'all' || (state === 'failing' ? flow.lastRun?.status === 'failed' : flowStateOf(flow) === state))
    .filter((flow) => wanted.every((word) => plain([flow.name, flow.description, ...flow.tags].join(' ')).includes(word)))
    .toSorted((a, b) => b.updatedAt.localeCompare(a.updatedAt))
}

/** All tags that any of them has, in their order for people. */
export function tagsOf(flows: readonly FlowSummary[]): readonly string[] {
  return [...new Set(flows.flatMap(({ tags }) => tags))].toSorted((a, b) => a.localeCompare(b))
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
