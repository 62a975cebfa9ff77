import { Suspense } from 'react'
import { ComparePage } from '../../features/compare/compare-page.js'

export default function Route() {
  return (
    <Suspense>
      <ComparePage />
    </Suspense>
  )
}
