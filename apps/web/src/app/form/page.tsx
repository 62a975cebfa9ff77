import { Suspense } from 'react'
import { FormPage } from '../../features/form-page/form-page.js'

export default function Route() {
  return (
    <Suspense>
      <FormPage />
    </Suspense>
  )
}
