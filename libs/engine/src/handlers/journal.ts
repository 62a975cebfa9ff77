import type { JournalBatch, NewRun, RunChange, RunStore } from '../run-store.port.js'

export interface AcceptAnswer {
  readonly earlier: string | null
  readonly acceptedAt: string
}

interface Waiting<Write, Answer> {
  readonly write: Write
  readonly resolve: (answer: Answer) => void
  readonly reject: (error: unknown) => void
}

/**
 * Group commit: what is waiting goes out in one write as soon as the previous write has returned.
 * One writer for a process, so that under load a write carries many transitions, and without load it leaves at once.
 *
 * J1  An answer is given after the batch's commit, never before.
 * J2  A batch that the store refuses as a whole is tried again one by one, so that one bad row doesn't take others with it.
 */
export class Journal {
  private accepts: Waiting<NewRun, AcceptAnswer>[] = []
  private changes: Waiting<RunChange, boolean>[] = []
  private writing = false

  /** @param batchLimit transitions in one write at most; bounds the size of a statement. */
  constructor(private readonly store: RunStore, private readonly batchLimit = 200) {}

  accept(run: NewRun): Promise<AcceptAnswer> {
    return new Promise((resolve, reject) => {
      this.accepts.push({ write: run, resolve, reject })
      this.wake()
    })
  }

  change(change: RunChange): Promise<boolean> {
    return new Promise((resolve, reject) => {
      this.changes.push({ write: change, resolve, reject })
      this.wake()
    })
  }

  private wake(): void {
    if (this.writing) return
    this.writing = true
    // A turn later: whatever else this turn of the loop has to say comes along.
    setImmediate(() => void this.writeAll())
  }

  private async writeAll(): Promise<void> {
    while (this.accepts.length + this.changes.length > 0) {
      const accepts = this.accepts.splice(0, this.batchLimit)
      const changes = this.changes.splice(0, this.batchLimit)
      await this.writeBatch(accepts, changes)
    }
    this.writing = false
  }

  private async writeBatch(accepts: readonly Waiting<NewRun, AcceptAnswer>[], changes: readonly Waiting<RunChange, boolean>[]): Promise<void> {
    const batch: JournalBatch = { accepts: accepts.map((one) => one.write), changes: changes.map((one) => one.write) }
    try {
      const answer = await this.store.write(batch)
      accepts.forEach((one, at) => one.resolve({ earlier: answer.earlier[at] ?? null, acceptedAt: answer.acceptedAt[at] ?? '' }))
      changes.forEach((one, at) => one.resolve(answer.won[at] ?? false))
    } catch (error) {
      if (accepts.length + changes.length === 1) {
        for (const one of [...accepts, ...changes]) one.reject(error)
        return
      }
      for (const one of accepts) await this.writeBatch([one], [])
      for (const one of changes) await this.writeBatch([], [one])
    }
  }
}
