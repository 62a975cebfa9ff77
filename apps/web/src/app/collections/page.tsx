import { Suspense } from 'react'
import { CollectionsPage } from '../../features/collections/collections-page.js'

export default function Route() {
  return (
    <Suspense>
      <CollectionsPage />
    </Suspense>
  )
}
