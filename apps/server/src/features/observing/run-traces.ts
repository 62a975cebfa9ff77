import { SpanKind, SpanStatusCode, TraceFlags, type Attributes, type HrTime, type SpanContext } from '@opentelemetry/api'
import type { Resource } from '@opentelemetry/resources'
import type { ReadableSpan, SpanProcessor } from '@opentelemetry/sdk-trace-base'
import type { EndedAttempt, EngineObserver, RunState } from '@maillon/engine'
import type { Clock } from '@maillon/kernel'
import type { Plan } from '@maillon/plan'
import { productVersion } from '../../platform/product-version.js'
import { outcomeOfAttempt } from './outcome-of-attempt.js'
import { attemptSpanId, runSpanId, traceIdOf } from './trace-ids.js'

/**
 * One trace for each run, one span for each attempt, under the span of its run; a turn of a loop is a span under the run that it belongs to.
 * 1. Spans are written down when they have ended, from what the engine says; there is no span in the making that could get lost in a crash.
 * 2. Attributes are ids, names of flows and steps, statuses and codes: no data, no address, no message of a service.
 */
export class RunTraces implements EngineObserver {
  constructor(private readonly ports: { readonly processor: SpanProcessor; readonly resource: Resource; readonly clock: Clock }) {}

  attemptEnded(ended: EndedAttempt): void {
    const { state, plan, node, attempt, result, endedAt, tookMs } = ended
    const outcome = outcomeOfAttempt(ended)
    const planNode = plan.nodes[node]
    this.#send({
      name: planNode?.type ?? 'step', traceId: traceIdOf(state.rootId), id: attemptSpanId(state.id, node, attempt), parentId: runSpanId(state.id),
      fromMs: endedAt - tookMs, toMs: endedAt,
      error: result.kind === 'failed' ? result.error.code : null,
      attributes: { ...attributesOf(state), 'maillon.step.id': planNode?.id ?? String(node), 'maillon.node.type': planNode?.type ?? '', 'maillon.attempt': attempt, 'maillon.attempt.outcome': outcome },
    })
  }

  stepEnded(): void {
    // Its attempts are the spans.
  }

  runEnded(state: RunState, { flowName }: Plan): void {
    const { id, rootId, status, origin, parent, error, acceptedAt } = state
    const isTurn = parent?.kind === 'iteration'
    this.#send({
      name: isTurn ? 'turn' : 'run', traceId: traceIdOf(rootId), id: runSpanId(id), parentId: isTurn ? runSpanId(parent.runId) : null,
      fromMs: Date.parse(acceptedAt), toMs: this.ports.clock.now(),
      error: status === 'failed' ? (error?.error.code ?? 'failed') : null,
      attributes: { ...attributesOf(state), 'maillon.flow.name': flowName, 'maillon.run.status': status, 'maillon.run.origin': origin, ...(parent === null || isTurn ? {} : { 'maillon.caller.run.id': parent.runId }) },
    })
  }

  #send({ name, traceId, id, parentId, fromMs, toMs, error, attributes }: { readonly name: string; readonly traceId: string; readonly id: string; readonly parentId: string | null; readonly fromMs: number; readonly toMs: number; readonly error: string | null; readonly attributes: Attributes }): void {
    const context = (spanId: string): SpanContext => ({ traceId, spanId, traceFlags: TraceFlags.SAMPLED })
    // The beginning may come from the database's clock.
    const endMs = Math.max(fromMs, toMs)
    const span: ReadableSpan = {
      name, kind: SpanKind.INTERNAL, spanContext: () => context(id),
      ...(parentId === null ? {} : { parentSpanContext: context(parentId) }),
      startTime: hrTime(fromMs), endTime: hrTime(endMs), duration: hrTime(endMs - fromMs), ended: true,
      status: error === null ? { code: SpanStatusCode.UNSET } : { code: SpanStatusCode.ERROR, message: error },
      attributes: error === null ? attributes : { ...attributes, 'error.type': error },
      links: [], events: [], resource: this.ports.resource, instrumentationScope: { name: 'maillon', version: productVersion },
      droppedAttributesCount: 0, droppedEventsCount: 0, droppedLinksCount: 0,
    }
    this.ports.processor.onEnd(span)
  }
}

function attributesOf({ rootId, flowId, flowVersionId, lane, iteration }: RunState): Attributes {
  return { 'maillon.run.id': rootId, 'maillon.flow.id': flowId, 'maillon.flow.version.id': flowVersionId, 'maillon.lane': lane, ...(iteration === '' ? {} : { 'maillon.iteration': iteration }) }
}

function hrTime(ms: number): HrTime {
  const seconds = Math.floor(ms / 1000)
  return [seconds, Math.round((ms - seconds * 1000) * 1e6)]
}
