import { Suspense } from 'react'
import { RunGridPage } from '../../features/run-grid/run-grid-page.js'

export default function Route() {
  return (
    <Suspense>
      <RunGridPage />
    </Suspense>
  )
}
