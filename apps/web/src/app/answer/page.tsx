import { Suspense } from 'react'
import { AnswerPage } from '../../features/answer/answer-page.js'

export default function Route() {
  return (
    <Suspense>
      <AnswerPage />
    </Suspense>
  )
}
