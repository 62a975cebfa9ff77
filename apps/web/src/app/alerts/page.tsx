import { Suspense } from 'react'
import { AlertsPage } from '../../features/alerts/alerts-page.js'

export default function Route() {
  return (
    <Suspense>
      <AlertsPage />
    </Suspense>
  )
}
