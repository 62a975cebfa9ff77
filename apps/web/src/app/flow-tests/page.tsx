import { Suspense } from 'react'
import { FlowTestsPage } from '../../features/flow-tests/flow-tests-page.js'

export default function Route() {
  return (
    <Suspense>
      <FlowTestsPage />
    </Suspense>
  )
}
