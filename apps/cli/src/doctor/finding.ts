import type { LocalizedText } from '@maillon/kernel'

/** One thing that the doctor looked at. */
export interface Finding {
  /** Stable, for programs. */
  readonly check: 'node' | 'folder' | 'disk' | 'keys' | 'database' | 'durability' | 'clock' | 'connections' | 'tables' | 'credentials' | 'workers' | 'lanes' | 'server'
  /** `watch`: works, and somebody should look; `broken`: something doesn't work, or would be lost. */
  readonly state: 'good' | 'watch' | 'broken'
  readonly text: LocalizedText
  /** What to do. Null where nothing is to be done. */
  readonly advice: LocalizedText | null
}

export function good(check: Finding['check'], text: LocalizedText): Finding {
  return { check, state: 'good', text, advice: null }
}

export function watch(check: Finding['check'], text: LocalizedText, advice: LocalizedText): Finding {
  return { check, state: 'watch', text, advice }
}

export function broken(check: Finding['check'], text: LocalizedText, advice: LocalizedText): Finding {
  return { check, state: 'broken', text, advice }
}
