/**
 * Threads for heavy steps: so many at once, others wait their turn; an idle one is kept warm for a while.
 *
 * The heap limit of a thread doesn't count the bytes of buffers (a workbook that unpacks to gigabytes). So while threads work,
 * the memory of the whole process is looked at; where it grows beyond what the threads may have, the youngest is ended.
 */
import type { StepResult } from '@maillon/engine'
import type { NodeHostOptions, ThreadOptions } from '../node-host-options.js'
import { IdleThreads } from './idle-threads.js'
import { Slots } from './slots.js'
import { aborted, StepThread, type ThreadStep } from './step-thread.js'
import type { ThreadSettings } from './thread-messages.js'

const defaultHeapMiB = 512
const defaultMaxThreads = 2
const watchMs = 200
const mebibyte = 1024 * 1024

export interface ThreadPool {
  run(step: ThreadStep): Promise<StepResult>
  close(): void
}

export function createThreadPool(options: NodeHostOptions, threads: ThreadOptions): ThreadPool {
  return new StepThreads(options, threads)
}

class StepThreads implements ThreadPool {
  private readonly busy = new Set<StepThread>()
  private readonly idle: IdleThreads
  private readonly slots: Slots
  private readonly heapMiB: number
  private readonly settings: ThreadSettings
  private watch: NodeJS.Timeout | null = null
  private restingBytes = 0

  constructor(
    private readonly options: NodeHostOptions,
    private readonly threads: ThreadOptions,
  ) {
    this.idle = threads.idle ?? new IdleThreads()
    this.heapMiB = threads.heapMiB ?? defaultHeapMiB
    this.slots = new Slots(threads.maxThreads ?? defaultMaxThreads)
    this.settings = { blobs: threads.blobs, tellError: threads.tellError ?? null, egress: options.egress, folders: options.folders ?? [], variables: options.variables !== undefined, workspace: options.workspace !== undefined, answersUrl: options.answers?.baseUrl ?? null }
  }

  async run(step: ThreadStep): Promise<StepResult> {
    if (!(await this.slots.take(step.assignment.signal))) return { kind: 'failed', error: aborted }
    try {
      return await this.runInThread(step)
    } finally {
      this.slots.giveBack()
    }
  }

  private async runInThread(step: ThreadStep): Promise<StepResult> {
    const heapMiB = step.assignment.heapMiB ?? this.heapMiB
    const thread = this.idle.take(heapMiB) ?? new StepThread(heapMiB)
    this.busy.add(thread)
    this.startWatching()
    try {
      return await thread.run(step, { options: this.options, settings: this.settings })
    } finally {
      this.busy.delete(thread)
      if (this.busy.size === 0) this.stopWatching()
      this.idle.give(thread)
    }
  }

  close(): void {
    if (this.threads.idle === undefined) this.idle.close()
    for (const thread of this.busy) thread.kill(aborted)
    this.stopWatching()
  }

  private startWatching(): void {
    if (this.watch !== null) return
    this.restingBytes = process.memoryUsage.rss()
    this.watch = setInterval(() => this.look(), watchMs)
    this.watch.unref()
  }

  private stopWatching(): void {
    if (this.watch !== null) clearInterval(this.watch)
    this.watch = null
  }

  private look(): void {
    // Heap, buffers and the code of the libraries: twice the heap limit for each thread, and some room for the server itself.
    const heaps = [...this.busy].reduce((sum, { heapMiB }) => sum + heapMiB, 0)
    const most = this.restingBytes + (2 * heaps + 256) * mebibyte
    if (process.memoryUsage.rss() <= most) return
    const youngest = [...this.busy].at(-1)
    youngest?.kill(youngest.outOfMemory)
  }
}
