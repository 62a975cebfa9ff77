'use client'

import dynamic from 'next/dynamic'
import { Suspense } from 'react'
import { Starting } from '../../shell/providers.js'

// The canvas is loaded on demand: no other page pays for it.
const FlowPage = dynamic(() => import('../../canvas/flow-page.js').then((module) => module.FlowPage), { ssr: false, loading: () => <Starting /> })

export default function Page() {
  return (
    <Suspense fallback={<Starting />}>
      <FlowPage />
    </Suspense>
  )
}
