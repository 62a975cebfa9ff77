import type { Item } from '@maillon/datasets'
import type { JsonObject } from '@maillon/kernel'
import { makeSuspend, type AllContext, type ItemContext, type NodeContext } from '../context.js'
import type { RunFrame } from './run-facts.js'

/**
 * Makes the contexts of one step. Everything is an own field (authors write `({ params, ...rest })`), functions don't need their
 * object, and what doesn't change from item to item is made once.
 */
export class ContextMaker {
  private readonly shared: Omit<NodeContext<JsonObject>, 'params' | 'idempotencyKey'>

  constructor(private readonly frame: RunFrame) {
    const { facts, services } = frame
    this.shared = {
      signal: facts.signal,
      isTest: facts.isTest,
      locale: facts.locale,
      timeZone: facts.timeZone,
      run: facts.run,
      log: services.log,
      files: services.files,
      folders: services.folders,
      http: services.http,
      state: services.state,
      workspace: services.workspace,
      now: () => services.now(),
      progress: (done, total) => services.progress(done, total),
      credential: (slot) => services.credential(slot),
      resolveHost: (host, port) => services.resolveHost(host, port),
    }
  }

  ofItem(params: JsonObject, item: Item, index: number): ItemContext<JsonObject> {
    const { signal, isTest, locale, timeZone, run, log, files, folders, http, state, workspace, now, progress, credential, resolveHost } = this.shared
    // Field by field: a spread costs more than all the rest of an item's way.
    const idempotencyKey = `${this.frame.facts.idempotencyKey}-i${index}`
    return { signal, isTest, locale, timeZone, run, log, files, folders, http, state, workspace, now, progress, credential, resolveHost, params, idempotencyKey, item, index }
  }

  ofAll(params: JsonObject, call: Pick<AllContext<JsonObject>, 'input' | 'emit' | 'refuse' | 'resumed'>): AllContext<JsonObject> {
    const { facts, services } = this.frame
    return {
      ...this.shared,
      params,
      idempotencyKey: facts.idempotencyKey,
      input: call.input,
      emit: call.emit,
      refuse: call.refuse,
      knownFields: (port) => facts.knownFields(port ?? null),
      resumed: call.resumed,
      suspend: makeSuspend,
      answerLinks: () => services.answerLinks(),
    }
  }
}
