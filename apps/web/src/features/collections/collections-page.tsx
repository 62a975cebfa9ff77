'use client'

import { useSearchParams } from 'next/navigation'
import { CollectionList } from './collection-list.js'
import { CollectionPage } from './collection-page.js'

/** All collections, or the one that the address names. */
export function CollectionsPage() {
  const id = useSearchParams().get('id')
  return id === null ? <CollectionList /> : <CollectionPage key={id} id={id} />
}
