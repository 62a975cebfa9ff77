import { setTimeout as pause } from 'node:timers/promises'
import type { StepAssignment } from '@maillon/engine'
import type { Clock, Logger } from '@maillon/kernel'
import { paceOf, quietHoursOf, quietMs, type OpenedCredential } from '@maillon/vault'
import type { PaceKeeper, PaceRequest } from './pace-keeper.port.js'

/** An attempt that would have to wait longer than this for its first call isn't begun: it holds no worker meanwhile. */
const longestWaitMs = 1_000
/** Where the keeper can't be asked the calls go on: a limit is a courtesy, no promise. */
const unknownWait = 0

/**
 * The calls of one attempt, at the pace of its credentials.
 *
 * 1. Before the node's code runs, a place and a first call are asked for each credential with a pace; where these aren't to be had soon, the
 *    attempt is postponed.
 * 2. In the quiet hours of a credential no attempt begins.
 * 3. Further calls of the attempt wait where they stand, until the attempt's time limit ends them.
 */
export class PacedCalls {
  private readonly places = new Map<string, PaceRequest>()
  private readonly paid = new Set<string>()

  constructor(private readonly of: { readonly keeper: PaceKeeper | undefined; readonly assignment: StepAssignment; readonly logger: Logger; readonly clock: Clock }) {}

  /** Rules 1 and 2. @returns milliseconds to postpone the attempt by; 0: it may begin */
  async begin(credentials: readonly OpenedCredential[]): Promise<number> {
    const quiet = Math.max(0, ...credentials.map((credential) => this.quietMs(credential)))
    if (quiet > 0) return quiet
    for (const credential of credentials) {
      const wait = await this.firstCall(credential)
      if (wait === 0) continue
      await this.end()
      return wait
    }
    return 0
  }

  private quietMs({ values }: OpenedCredential): number {
    const { assignment, clock } = this.of
    const hours = quietHoursOf(values)
    return hours === null ? 0 : quietMs(hours, { now: clock.now(), timeZone: assignment.plan.timeZone })
  }

  private async firstCall(credential: OpenedCredential): Promise<number> {
    const request = this.requestFor(credential)
    if (request === null) return 0
    this.places.set(credential.id, request)
    for (let wait = await this.ask(request); ; wait = await this.ask(request)) {
      if (wait > longestWaitMs) return wait
      if (wait === 0) break
      await pause(wait, undefined, { signal: this.of.assignment.signal })
    }
    this.paid.add(credential.id)
    return 0
  }

  /** Rule 3. */
  async next(credential: OpenedCredential): Promise<void> {
    const request = this.places.get(credential.id)
    if (request === undefined || this.paid.delete(credential.id)) return
    for (let wait = await this.ask(request); wait > 0; wait = await this.ask(request)) await pause(wait, undefined, { signal: this.of.assignment.signal })
  }

  /** The service said when it wants to be asked again: the others keep to it too. */
  async blocked(credential: OpenedCredential, ms: number): Promise<void> {
    if (this.places.has(credential.id)) await this.quietly(() => this.of.keeper?.block(credential.id, ms))
  }

  async end(): Promise<void> {
    for (const { credentialId, holder } of this.places.values()) await this.quietly(() => this.of.keeper?.release(credentialId, holder))
    this.places.clear()
  }

  private requestFor(credential: OpenedCredential): PaceRequest | null {
    const { keeper, assignment } = this.of
    const pace = paceOf(credential.values)
    if (keeper === undefined || pace === null) return null
    const timeoutMs = assignment.plan.nodes[assignment.node]?.timeoutMs ?? 300_000
    return { credentialId: credential.id, pace, holder: `${assignment.ownRunId}-${assignment.node}-${assignment.attempt}`, holdMs: timeoutMs + 10_000 }
  }

  private async ask(request: PaceRequest): Promise<number> {
    return (await this.quietly(() => this.of.keeper?.take(request))) ?? unknownWait
  }

  private async quietly<T>(work: () => Promise<T> | undefined): Promise<T | undefined> {
    try {
      return await work()
    } catch (error) {
      this.of.logger.warn('The pace of a credential could not be kept', { reason: String(error).slice(0, 300) })
      return undefined
    }
  }
}
