import { Suspense } from 'react'
import { CredentialsPage } from '../../features/credentials/credentials-page.js'

export default function Route() {
  return (
    <Suspense>
      <CredentialsPage />
    </Suspense>
  )
}
