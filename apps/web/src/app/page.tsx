import { Suspense } from 'react'
import { HomePage } from '../features/home/home-page.js'

export default function Route() {
  return (
    <Suspense>
      <HomePage />
    </Suspense>
  )
}
