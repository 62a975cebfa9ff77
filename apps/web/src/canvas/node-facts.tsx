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
  /** Of the run that is shown: nothing was sent. */
  readonly isDryRun: boolean
  /** What tests of the flow found at a node, as sentences. */
  readonly testFailures: ReadonlyMap<string, readonly string[]>
}

const NodeFactsContext = createContext<StoreApi<NodeFacts> | null>(null)

export interface NodeFactsProviderProps extends NodeFacts {
  readonly children: React.ReactNode
}

/** A store beside the tree: a compile or a step draws only the boxes and lines that it is about. */
export function NodeFactsProvider({ findingsByNode, stepByNode, isDryRun, testFailures, children }: NodeFactsProviderProps) {
  const [store] = useState(() => createStore<NodeFacts>()(() => ({ findingsByNode, stepByNode, isDryRun, testFailures })))
  useLayoutEffect(() => store.setState({ findingsByNode, stepByNode, isDryRun, testFailures }), [store, findingsByNode, stepByNode, isDryRun, testFailures])
  return <NodeFactsContext value={store}>{children}</NodeFactsContext>
}

function useNodeFacts<Part>(select: (facts: NodeFacts) => Part): Part {
  const store = useContext(NodeFactsContext)
  if (store === null) throw new Error('useNodeFacts outside a canvas')
  return useStore(store, select)
}

/** What the flow's tests found at a node; undefined: nothing. */
export function useTestFailureOf(node: string): string | undefined {
  return useNodeFacts(({ testFailures }) => testFailures.get(node)?.[0])
}

/** The step of a node in the run that is shown; undefined: none. */
export function useStepOf(node: string): StepView | undefined {
  return useNodeFacts(({ stepByNode }) => stepByNode.get(node))
}

/** The steps of the run that is shown, by node: for who draws many at once. */
export function useSteps(): ReadonlyMap<string, StepView> {
  return useNodeFacts(({ stepByNode }) => stepByNode)
}

/** Whether a node's step only showed what it would do. */
export function useIsDryStep(node: string): boolean {
  return useNodeFacts(({ isDryRun, stepByNode }) => isDryRun && (stepByNode.get(node)?.status ?? 'skipped') !== 'skipped')
}

/** How many findings a node has, and whether one of them is an error. */
export function useFindingsOf(node: string): { readonly count: number; readonly isError: boolean } {
  const count = useNodeFacts(({ findingsByNode }) => findingsByNode.get(node)?.length ?? 0)
  const isError = useNodeFacts(({ findingsByNode }) => findingsByNode.get(node)?.some(({ severity }) => severity === 'error') ?? false)
  return { count, isError }
}
