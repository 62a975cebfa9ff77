/** So many at once; the others wait in the order they came. A slot that is given back goes straight to the next in line. */
export class Slots {
  private readonly waiting: ((hasSlot: boolean) => void)[] = []

  constructor(private free: number) {}

  /** @returns false where the signal was aborted before it was one's turn. */
  take(signal: AbortSignal): Promise<boolean> {
    if (signal.aborted) return Promise.resolve(false)
    if (this.free > 0) {
      this.free -= 1
      return Promise.resolve(true)
    }
    return new Promise((resolve) => {
      const leave = () => {
        const at = this.waiting.indexOf(go)
        if (at >= 0) this.waiting.splice(at, 1)
        resolve(false)
      }
      const go = (hasSlot: boolean) => {
        signal.removeEventListener('abort', leave)
        resolve(hasSlot)
      }
      this.waiting.push(go)
      signal.addEventListener('abort', leave, { once: true })
    })
  }

  giveBack(): void {
    const next = this.waiting.shift()
    if (next === undefined) this.free += 1
    else next(true)
  }
}
