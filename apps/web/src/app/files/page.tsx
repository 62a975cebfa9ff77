import { Suspense } from 'react'
import { FilesPage } from '../../features/files/files-page.js'

export default function Route() {
  return (
    <Suspense>
      <FilesPage />
    </Suspense>
  )
}
