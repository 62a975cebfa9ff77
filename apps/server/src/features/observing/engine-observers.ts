import type { EndedAttempt, EngineObserver, RunState, StepState } from '@maillon/engine'
import type { Logger } from '@maillon/kernel'
import type { Plan } from '@maillon/plan'

/** Several observers as one. What goes wrong in one of them is said in the log and never reaches the work or the others. */
export class EngineObservers implements EngineObserver {
  readonly #observers: EngineObserver[] = []

  constructor(private readonly logger: Logger) {}

  add(observer: EngineObserver): void {
    this.#observers.push(observer)
  }

  attemptEnded(attempt: EndedAttempt): void {
    this.#tell((observer) => observer.attemptEnded(attempt))
  }

  stepEnded(state: RunState, step: StepState): void {
    this.#tell((observer) => observer.stepEnded(state, step))
  }

  runEnded(state: RunState, plan: Plan): void {
    this.#tell((observer) => observer.runEnded(state, plan))
  }

  #tell(say: (observer: EngineObserver) => void): void {
    for (const observer of this.#observers) {
      try {
        say(observer)
      } catch (error) {
        this.logger.warn('Something that happened could not be counted or told', { reason: error instanceof Error ? error.message : '' })
      }
    }
  }
}
