'use client'

import { createContext, useContext } from 'react'
import type { CatalogueRead } from './use-catalogue.js'

export const CatalogueContext = createContext<CatalogueRead | null>(null)

/** The node types of the server; unlike the rest of the canvas they don't change while it is open. */
export function useCanvasCatalogue(): CatalogueRead {
  const catalogue = useContext(CatalogueContext)
  if (catalogue === null) throw new Error('useCanvasCatalogue outside a canvas')
  return catalogue
}
