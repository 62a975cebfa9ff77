import type { FlowDetail, FlowSummary, FlowVersionView, MovedStep } from '@maillon/api-contract'
import type { FlowListEntry, FlowRecord, FlowVersionHead } from '@maillon/storage'

export function flowDetail(flow: FlowRecord, moved: readonly MovedStep[] = []): FlowDetail {
  const { id, draft, revision, active, published, nextAt } = flow
  return {
    id,
    document: draft,
    revision,
    active,
    published: published === null ? null : { number: published.number, publishedAt: published.publishedAt.toISOString(), author: published.author, document: published.document },
    nextRunAt: nextAt?.toISOString() ?? null,
    moved: moved.map(({ node, name, from, to }) => ({ node, name, from, to })),
  }
}

export function flowSummary(entry: FlowListEntry, now: number): FlowSummary {
  const { id, name, description, tags, active, publishedNumber, publishedAt, hasUnpublishedChanges, updatedAt, nextAt, lastRun } = entry
  return {
    id, name, description, tags: [...tags], active, publishedNumber, hasUnpublishedChanges,
    lastRun: lastRun === null ? null : { id: lastRun.id, status: lastRun.status, startedAt: lastRun.acceptedAt.toISOString(), durationMs: Math.max(0, (lastRun.endedAt?.getTime() ?? now) - lastRun.acceptedAt.getTime()) },
    publishedAt: publishedAt?.toISOString() ?? null,
    updatedAt: updatedAt.toISOString(),
    nextRunAt: nextAt?.toISOString() ?? null,
  }
}

export function versionView({ number, publishedAt, author, message, hash, id, tests }: FlowVersionHead, currentId: string | null): FlowVersionView {
  return { number, publishedAt: publishedAt.toISOString(), author, message, hash, isCurrent: id === currentId, tests }
}
