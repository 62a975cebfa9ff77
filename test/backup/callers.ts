import { setTimeout as pause } from 'node:timers/promises'

/** Programs that call a webhook one after the other, and note the run of each call that was accepted. */
export class Callers {
  readonly accepted: string[] = []
  readonly #loops: readonly Promise<void>[]
  #isOver = false

  constructor(url: string, atOnce: number) {
    this.#loops = Array.from({ length: atOnce }, () => this.#call(url))
  }

  async stop(): Promise<void> {
    this.#isOver = true
    await Promise.all(this.#loops)
  }

  async #call(url: string): Promise<void> {
    for (let n = 1; !this.#isOver; n += 1) {
      const runId = await accepted(url, n).catch(() => null)
      if (runId !== null) this.accepted.push(runId)
      await pause(50)
    }
  }
}

/** @returns null where the call was refused */
async function accepted(url: string, n: number): Promise<string | null> {
  const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ n }) })
  await answer.arrayBuffer()
  return answer.ok ? answer.headers.get('x-maillon-run') : null
}
