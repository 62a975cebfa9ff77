'use client'

import { Crash } from '../shell/crash.js'

export default function RouteError({ error }: { readonly error: Error }) {
  return <Crash error={error} />
}
