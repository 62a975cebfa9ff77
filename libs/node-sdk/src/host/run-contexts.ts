import type { Item } from '@maillon/datasets'
import type { JsonObject } from '@maillon/kernel'
import type { AllContext, ItemContext, NodeContext } from '../context.js'
import type { RunFrame } from './run-facts.js'

// One context is made for each item: fields and prototype getters only, no closures, so that a quick node costs next to nothing.
class StepContext implements NodeContext<JsonObject> {
  constructor(
    protected readonly frame: RunFrame,
    readonly params: JsonObject,
  ) {}

  get idempotencyKey() {
    return this.frame.facts.idempotencyKey
  }
  get signal() {
    return this.frame.facts.signal
  }
  get isTest() {
    return this.frame.facts.isTest
  }
  get locale() {
    return this.frame.facts.locale
  }
  get timeZone() {
    return this.frame.facts.timeZone
  }
  get run() {
    return this.frame.facts.run
  }
  get log() {
    return this.frame.services.log
  }
  get files() {
    return this.frame.services.files
  }
  get http() {
    return this.frame.services.http
  }
  get state() {
    return this.frame.services.state
  }
  // Authors take these out of the context (`const { credential } = context`), so they may not depend on `this`.
  get now() {
    return () => this.frame.services.now()
  }
  get progress() {
    return (done: number, total?: number) => this.frame.services.progress(done, total)
  }
  get credential() {
    return (slot: string) => this.frame.services.credential(slot)
  }
  get resolveHost() {
    return (host: string, port: number) => this.frame.services.resolveHost(host, port)
  }
}

/** The context of one item in mode `each`. */
export class StepItemContext extends StepContext implements ItemContext<JsonObject> {
  readonly item: Item
  readonly index: number

  constructor(frame: RunFrame, params: JsonObject, at: { readonly item: Item; readonly index: number }) {
    super(frame, params)
    this.item = at.item
    this.index = at.index
  }

  override get idempotencyKey() {
    return `${this.frame.facts.idempotencyKey}-i${this.index}`
  }
}

/** The context of mode `all`. */
export class StepAllContext extends StepContext implements AllContext<JsonObject> {
  readonly input: AllContext<JsonObject>['input']
  readonly emit: AllContext<JsonObject>['emit']

  constructor(frame: RunFrame, params: JsonObject, ports: Pick<AllContext<JsonObject>, 'input' | 'emit'>) {
    super(frame, params)
    this.input = ports.input
    this.emit = ports.emit
  }
}
