import { readFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import type { DeskNote } from '../server/fault-desk.js'

export type Hit = Extract<DeskNote, { readonly note: 'hit' }>

/** What the test servers wrote down. */
export class DeskNotes {
  constructor(readonly file: string) {}

  async hits(): Promise<readonly Hit[]> {
    return (await this.all()).filter((note): note is Hit => note.note === 'hit')
  }

  /** The worker ids of a process, as the engine gave them. */
  async workersOf(pid: number): Promise<ReadonlySet<string>> {
    return new Set((await this.all()).flatMap((note) => (note.note === 'worker' && note.pid === pid ? [note.worker] : [])))
  }

  /** The next hit in this process. @throws Error where there is none within `patienceMs` */
  async hitIn(pid: number, patienceMs = 20_000): Promise<Hit> {
    for (const deadline = performance.now() + patienceMs; ; await pause(20)) {
      const hit = (await this.hits()).findLast((one) => one.pid === pid)
      if (hit !== undefined) return hit
      if (performance.now() > deadline) throw new Error(`The planned fault was not reached within ${patienceMs} ms`)
    }
  }

  private async all(): Promise<readonly DeskNote[]> {
    const text = await readFile(this.file, 'utf8').catch(() => '')
    return text.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as DeskNote)
  }
}
