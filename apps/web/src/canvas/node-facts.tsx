'use client'

import { createContext, useContext, useLayoutEffect, useState } from 'react'
import { useStore } from 'zustand'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { StepView } from '@maillon/api-contract'
import type { Diagnostic } from '@maillon/flow-document'

/** What is known about nodes beside the document: what the compiler finds, how their steps stand. */
interface NodeFacts {
  readonly findingsByNode: ReadonlyMap<string, readonly Diagnostic[]>
  readonly stepByNode: ReadonlyMap<string, StepView>
}

const NodeFactsContext = createContext<StoreApi<NodeFacts> | null>(null)

export interface NodeFactsProviderProps extends NodeFacts {
  readonly children: React.ReactNode
}

/** A store beside the tree: a compile or a step draws only the boxes and lines that it is about. */
export function NodeFactsProvider({ findingsByNode, stepByNode, children }: NodeFactsProviderProps) {
  const [store] = useState(() => createStore<NodeFacts>()(() => ({ findingsByNode, stepByNode })))
  useLayoutEffect(() => store.setState({ findingsByNode, stepByNode }), [store, findingsByNode, stepByNode])
  return <NodeFactsContext value={store}>{children}</NodeFactsContext>
}

function useNodeFacts<Part>(select: (facts: NodeFacts) => Part): Part {
  const store = useContext(NodeFactsContext)
  if (store === null) throw new Error('useNodeFacts outside a canvas')
  return useStore(store, select)
}

/** The step of a node in the run that is shown; undefined: none. */
export function useStepOf(node: string): StepView | undefined {
  return useNodeFacts(({ stepByNode }) => stepByNode.get(node))
}

/** How many findings a node has, and whether one of them is an error. */
export function useFindingsOf(node: string): { readonly count: number; readonly isError: boolean } {
  const count = useNodeFacts(({ findingsByNode }) => findingsByNode.get(node)?.length ?? 0)
  const isError = useNodeFacts(({ findingsByNode }) => findingsByNode.get(node)?.some(({ severity }) => severity === 'error') ?? false)
  return { count, isError }
}
