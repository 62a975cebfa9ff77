import { Suspense } from 'react'
import { FailedPage } from '../../features/failed/failed-page.js'

export default function Route() {
  return (
    <Suspense>
      <FailedPage />
    </Suspense>
  )
}
