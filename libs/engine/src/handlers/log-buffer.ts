import type { Logger } from '@maillon/kernel'
import type { LogLineWrite, RunStore } from '../run-store.port.js'

const flushAfterMs = 100
/** More than this waits only where the store is away; then the oldest lines are dropped rather than the memory filled. */
const mostWaiting = 20_000

/** Log lines of nodes, written in batches. Adding never waits and never throws. */
export class LogBuffer {
  private waiting: LogLineWrite[] = []
  private timer: NodeJS.Timeout | null = null
  private writing: Promise<void> = Promise.resolve()

  constructor(private readonly store: RunStore, private readonly logger: Logger) {}

  add(line: LogLineWrite): void {
    this.waiting.push(line)
    if (this.waiting.length > mostWaiting) this.waiting.splice(0, this.waiting.length - mostWaiting)
    this.timer ??= setTimeout(() => void this.flush(), flushAfterMs)
  }

  /** Resolves when everything that was added before is written (or couldn't be). */
  flush(): Promise<void> {
    if (this.timer !== null) clearTimeout(this.timer)
    this.timer = null
    this.writing = this.writing.then(async () => {
      const lines = this.waiting.splice(0)
      if (lines.length === 0) return
      await this.store.appendLog(lines).catch((error: unknown) => {
        this.logger.warn('Log lines of runs were lost', { lines: lines.length, reason: String(error).slice(0, 300) })
      })
    })
    return this.writing
  }
}
