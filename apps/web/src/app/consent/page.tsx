import { Suspense } from 'react'
import { ConsentPage } from '../../features/credentials/consent-page.js'

export default function Route() {
  return (
    <Suspense>
      <ConsentPage />
    </Suspense>
  )
}
