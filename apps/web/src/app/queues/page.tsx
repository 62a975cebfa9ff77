import { Suspense } from 'react'
import { QueuesPage } from '../../features/queues/queues-page.js'

export default function Route() {
  return (
    <Suspense>
      <QueuesPage />
    </Suspense>
  )
}
