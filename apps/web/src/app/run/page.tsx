import { Suspense } from 'react'
import { RunPage } from '../../features/runs/run-page.js'

export default function Route() {
  return (
    <Suspense>
      <RunPage />
    </Suspense>
  )
}
