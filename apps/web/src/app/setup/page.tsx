import { Suspense } from 'react'
import { SetupPage } from '../../features/welcome/setup-page.js'

export default function Route() {
  return (
    <Suspense>
      <SetupPage />
    </Suspense>
  )
}
