import { Suspense } from 'react'
import { RecipientsPage } from '../../features/recipients/recipients-page.js'

export default function Route() {
  return (
    <Suspense>
      <RecipientsPage />
    </Suspense>
  )
}
