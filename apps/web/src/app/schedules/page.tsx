import { Suspense } from 'react'
import { SchedulesPage } from '../../features/schedules/schedules-page.js'

export default function Route() {
  return (
    <Suspense>
      <SchedulesPage />
    </Suspense>
  )
}
