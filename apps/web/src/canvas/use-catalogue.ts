'use client'

import { useMemo } from 'react'
import type { CatalogueView } from '@maillon/api-contract'
import { catalogueOf, type NodeCatalogue } from '@maillon/node-contract'
import { useApiQuery } from '../api/use-api.js'

export interface CatalogueRead {
  readonly catalogue: NodeCatalogue
  readonly view: CatalogueView
}

/** The node and credential types of the server; null until they are read. They change only with the server. */
export function useCatalogue(): CatalogueRead | null {
  const { data } = useApiQuery('catalogue', {}, { staleTime: Infinity })
  return useMemo(() => (data === undefined ? null : { catalogue: catalogueOf(data.nodes), view: data }), [data])
}
