/** Calls `onStall` where nothing has moved for so long. */
export class Watchdog {
  private timer: NodeJS.Timeout

  constructor(
    private readonly patienceMs: number,
    private readonly onStall: () => void,
  ) {
    this.timer = setTimeout(onStall, patienceMs)
  }

  moved(): void {
    clearTimeout(this.timer)
    this.timer = setTimeout(this.onStall, this.patienceMs)
  }

  end(): void {
    clearTimeout(this.timer)
  }
}
