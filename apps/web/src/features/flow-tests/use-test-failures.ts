'use client'

import { useMemo } from 'react'
import { useApiQuery } from '../../api/use-api.js'

const none: ReadonlyMap<string, readonly string[]> = new Map()

/** By node: what the flow's tests found at it in their last replay of the draft, as sentences. */
export function useTestFailures(flowId: string, isDraft: boolean): ReadonlyMap<string, readonly string[]> {
  const { data } = useApiQuery('flowTests', { params: { id: flowId } }, { enabled: isDraft })
  return useMemo(() => {
    if (!isDraft || data === undefined) return none
    const byNode = new Map<string, string[]>()
    for (const { result } of data.tests) {
      if (result === null || result.draftRevision === null) continue
      for (const { finding, sentence } of result.findings) if ('node' in finding) byNode.set(finding.node, [...(byNode.get(finding.node) ?? []), sentence])
    }
    return byNode
  }, [data, isDraft])
}
