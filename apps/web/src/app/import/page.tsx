import { Suspense } from 'react'
import { ImportPage } from '../../features/import/import-page.js'

export default function Route() {
  return (
    <Suspense>
      <ImportPage />
    </Suspense>
  )
}
