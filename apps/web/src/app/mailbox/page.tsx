import { Suspense } from 'react'
import { MailboxPage } from '../../features/samples/mailbox-page.js'

export default function Route() {
  return (
    <Suspense>
      <MailboxPage />
    </Suspense>
  )
}
