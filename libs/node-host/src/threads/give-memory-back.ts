import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

let collect: (() => void) | null = null

/**
 * Collects the garbage of this thread. One that waits for its next step does nothing that would make V8 collect by itself, and
 * would hold a hundred megabytes of a workbook that was read a minute ago.
 */
export function giveMemoryBack(): void {
  if (collect === null) {
    setFlagsFromString('--expose-gc')
    collect = runInNewContext('gc') as () => void
  }
  collect()
}
