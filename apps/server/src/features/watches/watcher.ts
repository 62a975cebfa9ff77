/**
 * Looks at the outside world for triggers that ask for it: mailboxes, folders, file servers. Any number of servers do so at once; each
 * trigger is looked at by one of them (WatchLedger).
 *
 * 1. A look lasts as long as its lease is renewed; one that loses its place is aborted and has no effect.
 * 2. An event is a run: committed together with the cursor, told and rung afterwards.
 * 3. A look that fails is told in the row, in words, and comes again later, ever later.
 * 4. Files that no event took along go with the look; those of one that was cut off go with the next.
 */
import { createHash } from 'node:crypto'
import type { Engine } from '@maillon/engine'
import { isMaillonError, MaillonError, toErrorInfo, type Logger, type Random } from '@maillon/kernel'
import type { LookAssignment, NodeHost, TakenEvent } from '@maillon/node-host'
import type { Plan } from '@maillon/plan'
import type { ClaimedWatch, WatchHold, WatchLedger } from '@maillon/storage'
import { decideNextLook } from './decide-next-look.js'

export interface WatcherPorts {
  readonly ledger: WatchLedger
  readonly host: Pick<NodeHost, 'look'>
  readonly engine: Pick<Engine, 'prepare'>
  readonly plans: { get(flowVersionId: string): Promise<Plan> }
  /** Takes a file's bytes and row away. */
  readonly dropFile: (file: { readonly id: string; readonly workspaceId: string }) => Promise<void>
  readonly random: Random
  readonly logger: Logger
}

export interface WatcherLimits {
  /** Looks at once. */
  readonly mostLooks: number
  /** Of these, so many may stay and listen. */
  readonly mostListening: number
  /** How long one may listen before it looks anew, milliseconds. */
  readonly listenMs: number
  /** How long a place is kept without a word from its holder. */
  readonly leaseMs: number
  /** How long a look may take, listening aside. */
  readonly lookMs: number
}

export const usualLimits: WatcherLimits = { mostLooks: 120, mostListening: 100, listenMs: 240_000, leaseMs: 30_000, lookMs: 900_000 }

interface Held {
  readonly hold: WatchHold
  readonly stop: AbortController
  readonly mayListen: boolean
  over: Promise<void>
}

export class Watcher {
  readonly #held = new Map<string, Held>()
  #isStopping = false

  constructor(private readonly ports: WatcherPorts, private readonly limits: WatcherLimits = usualLimits) {}

  /** Begin the looks that are due. */
  async tick(): Promise<void> {
    if (this.#isStopping) return
    const { ledger, random } = this.ports
    const claimed = await ledger.claim(this.limits.mostLooks - this.#held.size, this.limits.leaseMs, () => random.id())
    for (const watch of claimed) this.#begin(watch)
  }

  /** Keep the places of the looks at hand. Rule 1. */
  async renew(): Promise<void> {
    const holds = [...this.#held.values()].map(({ hold }) => hold)
    const kept = new Set((await this.ports.ledger.renew(holds, this.limits.leaseMs)).map(keyOf))
    for (const hold of holds) if (!kept.has(keyOf(hold))) this.#held.get(placeOf(hold))?.stop.abort(placeLost())
  }

  /** Wait until the looks at hand are over: for tests and the end. */
  async idle(): Promise<void> {
    await Promise.all([...this.#held.values()].map(({ over }) => over))
  }

  /** End all looks and give their places back. */
  async stop(): Promise<void> {
    this.#isStopping = true
    const holds = [...this.#held.values()].map(({ hold }) => hold)
    for (const { stop } of this.#held.values()) stop.abort(placeLost())
    await this.idle()
    await this.ports.ledger.release(holds)
  }

  #begin(watch: ClaimedWatch): void {
    const listening = [...this.#held.values()].filter(({ mayListen }) => mayListen).length
    const held: Held = { hold: watch, stop: new AbortController(), mayListen: listening < this.limits.mostListening, over: Promise.resolve() }
    this.#held.set(placeOf(watch), held)
    held.over = this.#look(watch, held).finally(() => this.#held.delete(placeOf(watch)))
  }

  async #look(watch: ClaimedWatch, held: Held): Promise<void> {
    const { ledger, logger } = this.ports
    const beganAt = performance.now()
    const listenMs = held.mayListen ? this.limits.listenMs : 0
    const timer = setTimeout(() => held.stop.abort(new MaillonError({ code: 'WATCH_LOOK_ENDLESS', kind: 'operational', retryable: true })), listenMs + this.limits.lookMs)
    try {
      if (watch.leftDraftId !== null) await this.#dropFiles(watch.leftDraftId)
      const report = await this.ports.host.look(await this.#assignment(watch, held, listenMs))
      await ledger.finish(watch, { cursor: report.cursor, nextInMs: Math.max(0, report.nextInMs) })
    } catch (error) {
      await this.#failed(watch, { error: isLost(held.stop.signal) ? null : error, tookMs: performance.now() - beganAt })
    } finally {
      clearTimeout(timer)
      await this.#dropFiles(watch.draftId).catch((error: unknown) => logger.warn('Files of a look could not be dropped', { reason: String(error) }))
    }
  }

  async #assignment(watch: ClaimedWatch, held: Held, listenMs: number): Promise<LookAssignment> {
    const { workspaceId, flowId, nodeId, cursor, draftId, failingSince } = watch
    const plan = await this.ports.plans.get(watch.versionId)
    const node = plan.nodes.findIndex(({ id }) => id === nodeId)
    if (node === -1) throw new Error(`The published version has no node ${nodeId}`)
    return {
      workspaceId, flowId, plan, node, draftId, cursor, failingSince: failingSince?.getTime() ?? null, listenMs, signal: held.stop.signal,
      known: (keys) => this.ports.ledger.known(watch, keys),
      take: (event) => this.#take(watch, held, { event, node }),
      log: (level, message, data) => this.ports.logger[level](message, { flowId, node: nodeId, ...data }),
    }
  }

  /** Rule 2. */
  async #take(watch: ClaimedWatch, held: Held, { event, node }: { readonly event: TakenEvent; readonly node: number }): Promise<'taken' | 'known'> {
    held.stop.signal.throwIfAborted()
    const { workspaceId, flowId, nodeId, draftId, versionId } = watch
    const key = `watch:${createHash('sha256').update(`${nodeId}\n${event.key}`).digest('hex')}`
    const run = await this.ports.engine.prepare({ workspaceId, flowId, flowVersionId: versionId, origin: 'event', key, trigger: { node, items: [] }, triggerOutput: event.output })
    const outcome = await this.ports.ledger.take(watch, { keys: [event.key, ...event.alsoKnownAs], run, draftId, fileIds: event.fileIds, cursor: event.cursor })
    if (outcome === null) {
      held.stop.abort(placeLost())
      throw placeLost()
    }
    if (outcome.kind === 'known') return 'known'
    run.confirm({ earlier: null, acceptedAt: outcome.acceptedAt })
    return 'taken'
  }

  /** Rule 3. error null: it has lost its place, which is nobody's failure. */
  async #failed(watch: ClaimedWatch, { error, tookMs }: { readonly error: unknown; readonly tookMs: number }): Promise<void> {
    const { ledger, logger } = this.ports
    if (error === null) return
    const info = isMaillonError(error) ? error.info : toErrorInfo(error)
    const nextInMs = decideNextLook(info, watch.failures + 1)
    logger.warn('A trigger could not look', { flowId: watch.flowId, node: watch.nodeId, code: info.code, nextInMs })
    // Where the row can't be written either, the lease lapses and another look comes.
    await ledger.fail(watch, { error: info, nextInMs, tookMs }).catch((reason: unknown) => logger.warn('A failed look could not be told', { reason: String(reason) }))
  }

  /** Rule 4. */
  async #dropFiles(draftId: string): Promise<void> {
    for (const file of await this.ports.ledger.filesOfDraft(draftId)) await this.ports.dropFile(file)
  }
}

const lostCode = 'WATCH_PLACE_LOST'

function placeLost(): MaillonError {
  return new MaillonError({ code: lostCode, kind: 'operational', retryable: true })
}

function isLost({ aborted, reason }: AbortSignal): boolean {
  return aborted && isMaillonError(reason) && reason.info.code === lostCode
}

function placeOf({ flowId, nodeId }: WatchHold): string {
  return `${flowId}/${nodeId}`
}

function keyOf(hold: WatchHold): string {
  return `${placeOf(hold)}/${hold.token}`
}
