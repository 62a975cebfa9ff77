'use client'

import dynamic from 'next/dynamic'
import { Suspense } from 'react'
import { Starting } from '../../shell/providers.js'

// The canvas is loaded on demand: no other page pays for it.
const load = () => import('../../canvas/flow-page.js').then((module) => module.FlowPage)
const FlowPage = dynamic(load, { ssr: false, loading: () => <Starting /> })

// Whoever opens a flow's address needs it: while the session is being read it is already on its way.
if (typeof window !== 'undefined') void load().catch(() => undefined)

export default function Page() {
  return (
    <Suspense fallback={<Starting />}>
      <FlowPage />
    </Suspense>
  )
}
