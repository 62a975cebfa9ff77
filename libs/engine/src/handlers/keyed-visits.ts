/** One visit for a key at a time; calls that come up meanwhile make one more, with what they brought. */
export class KeyedVisits<What> {
  private readonly visiting = new Map<string, Promise<void>>()
  private readonly again = new Map<string, What>()

  /** @param onError a visit that fails is told and dropped: somebody else will come again */
  constructor(private readonly look: (what: What) => Promise<void>, private readonly onError: (what: What, error: unknown) => void) {}

  visit(key: string, what: What): Promise<void> {
    const running = this.visiting.get(key)
    if (running !== undefined) {
      this.again.set(key, what)
      return running
    }
    const visit = this.untilQuiet(key, what).finally(() => this.visiting.delete(key))
    this.visiting.set(key, visit)
    return visit
  }

  private async untilQuiet(key: string, what: What): Promise<void> {
    for (let next: What | undefined = what; next !== undefined; next = this.takeAgain(key)) {
      const now = next
      await this.look(now).catch((error: unknown) => this.onError(now, error))
    }
  }

  private takeAgain(key: string): What | undefined {
    const what = this.again.get(key)
    this.again.delete(key)
    return what
  }
}
