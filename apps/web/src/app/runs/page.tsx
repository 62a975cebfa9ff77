import { Suspense } from 'react'
import { RunsPage } from '../../features/runs/runs-page.js'

export default function Route() {
  return (
    <Suspense>
      <RunsPage />
    </Suspense>
  )
}
