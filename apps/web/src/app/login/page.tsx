import { Suspense } from 'react'
import { LoginPage } from '../../features/welcome/login-page.js'

export default function Route() {
  return (
    <Suspense>
      <LoginPage />
    </Suspense>
  )
}
