'use client'

import { useDeferredValue, useMemo, useState } from 'react'
import type { ObservedData } from '@maillon/api-contract'
import { compile, shapesOf, type CompileContext, type FlowShapes } from '@maillon/compiler'
import { emptyFlow, type Diagnostic, type FlowDocument } from '@maillon/flow-document'
import type { NodeCatalogue } from '@maillon/node-contract'
import { useApiQuery } from '../api/use-api.js'
import { useLocale } from '../i18n/locale-provider.js'
import { useWorkspaceTimeZone } from '../shell/session.js'
import { rowsSeen, samplesOf, type Samples } from './sample-scope.js'

export interface CheckedFlow {
  readonly diagnostics: readonly Diagnostic[]
  /** By node id. */
  readonly byNode: ReadonlyMap<string, readonly Diagnostic[]>
  readonly errors: number
  readonly shapes: FlowShapes
  readonly samples: Samples
  /** What the last runs gave. Undefined: not read yet. */
  readonly observed: ObservedData | undefined
}

const nothingDrawn = emptyFlow('', '')

/** What the compiler says of the document as it is drawn, with what the last runs showed. The same code as on the server. */
export function useCheckedFlow(document: FlowDocument, catalogue: NodeCatalogue, observed: ObservedData | undefined): CheckedFlow {
  const { locale } = useLocale()
  const timeZone = useWorkspaceTimeZone()
  // For the next times of a schedule: the moment the flow was opened is near enough.
  const [now] = useState(() => Date.now())
  const { data: accounts } = useApiQuery('credentials', {})
  const { data: known } = useApiQuery('variables', {})
  const { data: served } = useApiQuery('laneNames', {})
  // The picture comes and follows the hand at once; the findings may come a moment later.
  const drawn = useDeferredValue(document, nothingDrawn)
  const samples = useMemo(() => samplesOf(drawn, catalogue, observed), [drawn, catalogue, observed])
  const context = useMemo<CompileContext>(
    () => ({
      now,
      timeZone,
      locale,
      ...(accounts === undefined ? {} : { credentials: accounts.credentials }),
      ...(known === undefined ? {} : { variables: known.variables.map(({ name }) => name) }),
      ...(served === undefined || served.lanes.length === 0 ? {} : { lanes: served.lanes }),
      ...shapesSeen(observed),
      // Real rows alone: the examples of the definitions would make warnings about fields that nobody has seen.
      ...(observed === undefined ? {} : { samples: rowsSeen(observed) }),
    }),
    [now, timeZone, locale, accounts, known, served, observed],
  )
  return useMemo(() => {
    const { diagnostics } = compile(drawn, catalogue, context)
    const byNode = new Map<string, Diagnostic[]>()
    for (const diagnostic of diagnostics) {
      if (diagnostic.node === undefined) continue
      byNode.set(diagnostic.node, [...(byNode.get(diagnostic.node) ?? []), diagnostic])
    }
    return { diagnostics, byNode, errors: diagnostics.filter(({ severity }) => severity === 'error').length, shapes: shapesOf(drawn, catalogue, context), samples, observed }
  }, [drawn, catalogue, context, samples, observed])
}

function shapesSeen(observed: ObservedData | undefined): Pick<CompileContext, 'observedShapes'> {
  if (observed === undefined) return {}
  return { observedShapes: Object.fromEntries(Object.entries(observed.nodes).map(([node, ports]) => [node, Object.fromEntries(Object.entries(ports).map(([port, { shape }]) => [port, shape]))])) }
}
