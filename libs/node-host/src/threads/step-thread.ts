/**
 * One worker thread, for one attempt at a time.
 *
 * 1. An aborted attempt may tidy up for a moment; then its thread is ended, whatever it is doing.
 * 2. A thread that runs out of memory takes its attempt along and nothing else.
 * 3. After anything but a clean result the thread is never used again.
 */
import { Worker } from 'node:worker_threads'
import type { StepAssignment, StepResult } from '@maillon/engine'
import { toErrorInfo, type ErrorInfo } from '@maillon/kernel'
import type { NodeHostOptions } from '../node-host-options.js'
import { answerCall } from './answer-call.js'
import type { FromThread, PlainAssignment, ThreadCall, ThreadSettings, ToThread } from './thread-messages.js'

const abortGraceMs = 1500

export interface ThreadStep {
  readonly assignment: StepAssignment
  /** Module that the definition is exported by. */
  readonly module: string
}

/** The host that a step belongs to: whose stores answer it, and what its thread has to know. */
export interface ThreadHost {
  readonly options: NodeHostOptions
  readonly settings: ThreadSettings
}

interface Running {
  readonly step: ThreadStep
  readonly host: ThreadHost
  readonly plain: PlainAssignment
  readonly settle: (result: StepResult) => void
}

export class StepThread {
  /** False once it can't be used any more. */
  isUsable = true
  private readonly worker: Worker
  private running: Running | null = null

  constructor(readonly heapMiB: number) {
    // From source (tests, development) a thread needs the loader made anew; from dist it starts as it is.
    const isSource = import.meta.url.endsWith('.ts')
    this.worker = new Worker(new URL(isSource ? './source-thread.mjs' : './thread-entry.js', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: heapMiB, maxYoungGenerationSizeMb: 32 },
      execArgv: isSource ? ['--conditions=source'] : [],
      // Nothing of the server's environment.
      env: {},
    })
    this.worker.unref()
    this.worker.on('message', (message: FromThread) => this.receive(message))
    this.worker.on('error', (error) => this.end(this.errorOf(error)))
    this.worker.on('exit', () => this.end({ code: 'NODE_THREAD_LOST', kind: 'operational', retryable: true, params: {} }))
  }

  run(step: ThreadStep, host: ThreadHost): Promise<StepResult> {
    const { signal } = step.assignment
    const plain = withoutFunctions(step.assignment)
    if (signal.aborted) return Promise.resolve({ kind: 'failed', error: aborted })
    return new Promise((resolve) => {
      let timer: NodeJS.Timeout | null = null
      const onAbort = () => {
        this.send({ kind: 'abort' })
        timer = setTimeout(() => this.kill(aborted), abortGraceMs)
      }
      const settle = (result: StepResult) => {
        if (timer !== null) clearTimeout(timer)
        signal.removeEventListener('abort', onAbort)
        this.running = null
        this.worker.unref()
        resolve(result)
      }
      this.running = { step, host, plain, settle }
      this.worker.ref()
      signal.addEventListener('abort', onAbort, { once: true })
      // Signed here: the key stays in the server's thread, and a step can't sign for another one.
      const answerToken = host.options.answers?.sign({ runId: plain.ownRunId, node: plain.node, suspensions: plain.suspensions }) ?? ''
      this.send({ kind: 'run', assignment: plain, module: step.module, settings: host.settings, answerToken })
    })
  }

  /** Ends the thread now; a running attempt fails with this error. */
  kill(error: ErrorInfo): void {
    this.end(error)
    void this.worker.terminate()
  }

  /** The error of running out of memory, with the limit. */
  get outOfMemory(): ErrorInfo {
    return { code: 'NODE_MEMORY_EXHAUSTED', kind: 'user', retryable: false, params: { limit: this.heapMiB } }
  }

  private end(error: ErrorInfo): void {
    this.isUsable = false
    this.running?.settle({ kind: 'failed', error })
  }

  private errorOf(error: unknown): ErrorInfo {
    return (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY' ? this.outOfMemory : toErrorInfo(error)
  }

  private receive(message: FromThread): void {
    const { running } = this
    // A message that comes after its attempt was given up leads nowhere.
    if (running === null) return
    const { assignment } = running.step
    switch (message.kind) {
      case 'call':
        void this.answer(running, message.call, message.request)
        return
      case 'log':
        assignment.log(message.level, message.message, message.data ?? undefined)
        return
      case 'progress':
        assignment.progress(message.done, message.total ?? undefined)
        return
      case 'result':
        running.settle(message.result)
    }
  }

  private async answer(running: Running, call: number, request: ThreadCall): Promise<void> {
    try {
      this.send({ kind: 'answer', call, value: await answerCall(running.host.options, running.plain, request), error: null })
    } catch (error) {
      this.send({ kind: 'answer', call, value: null, error: toErrorInfo(error) })
    }
  }

  private send(message: ToThread): void {
    this.worker.postMessage(message)
  }
}

function withoutFunctions(assignment: StepAssignment): PlainAssignment {
  const { key, attempt, isLastAttempt, plan, node, ownRunId, heapMiB, run, resumed, suspensions, inputs, references, idempotencyKey } = assignment
  return { key, attempt, isLastAttempt, plan, node, ownRunId, heapMiB, run, resumed, suspensions, inputs, references, idempotencyKey }
}

export const aborted: ErrorInfo = { code: 'NODE_RUN_ABORTED', kind: 'operational', retryable: true, params: {} }
