import { Suspense } from 'react'
import { GalleryPage } from '../../features/gallery/gallery-page.js'

export default function Route() {
  return (
    <Suspense>
      <GalleryPage />
    </Suspense>
  )
}
