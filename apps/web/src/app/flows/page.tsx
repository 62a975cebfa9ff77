import { Suspense } from 'react'
import { FlowsPage } from '../../features/flows/flows-page.js'

export default function Route() {
  return (
    <Suspense>
      <FlowsPage />
    </Suspense>
  )
}
