/**
 * Threads for heavy steps: so many at once, others wait their turn; an idle one is kept warm for a while.
 *
 * The heap limit of a thread doesn't count the bytes of buffers (a workbook that unpacks to gigabytes). So while threads work,
 * the memory of the whole process is looked at; where it grows beyond what the threads may have, the youngest is ended.
 */
import type { StepResult } from '@maillon/engine'
import type { NodeHostOptions, ThreadOptions } from '../node-host-options.js'
import { Slots } from './slots.js'
import { aborted, StepThread, type ThreadStep } from './step-thread.js'
import type { ThreadSettings } from './thread-messages.js'

const defaultHeapMiB = 512
const defaultMaxThreads = 2
const idleMs = 60_000
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
  private readonly idle = new Map<StepThread, NodeJS.Timeout>()
  private readonly slots: Slots
  private readonly heapMiB: number
  private readonly settings: ThreadSettings
  private watch: NodeJS.Timeout | null = null
  private restingBytes = 0

  constructor(
    private readonly options: NodeHostOptions,
    threads: ThreadOptions,
  ) {
    this.heapMiB = threads.heapMiB ?? defaultHeapMiB
    this.slots = new Slots(threads.maxThreads ?? defaultMaxThreads)
    this.settings = { blobs: threads.blobs, sentence: threads.sentence ?? null, egress: options.egress, folders: options.folders ?? [], variables: options.variables !== undefined, workspace: options.workspace !== undefined, answersUrl: options.answers?.baseUrl ?? null }
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
    const thread = this.take(step.assignment.heapMiB ?? this.heapMiB)
    this.busy.add(thread)
    this.startWatching()
    try {
      return await thread.run(step)
    } finally {
      this.busy.delete(thread)
      if (this.busy.size === 0) this.stopWatching()
      this.giveBack(thread)
    }
  }

  close(): void {
    for (const [thread, timer] of this.idle) {
      clearTimeout(timer)
      thread.kill(aborted)
    }
    for (const thread of this.busy) thread.kill(aborted)
    this.idle.clear()
    this.stopWatching()
  }

  private take(heapMiB: number): StepThread {
    for (const [thread, timer] of this.idle) {
      if (thread.isUsable && thread.heapMiB !== heapMiB) continue
      clearTimeout(timer)
      this.idle.delete(thread)
      if (thread.isUsable) return thread
    }
    return new StepThread(this.options, this.settings, heapMiB)
  }

  private giveBack(thread: StepThread): void {
    if (!thread.isUsable) return
    const timer = setTimeout(() => {
      this.idle.delete(thread)
      thread.kill(aborted)
    }, idleMs)
    timer.unref()
    this.idle.set(thread, timer)
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
