import { isJsonObject, type JsonObject } from '@maillon/kernel'
import type { CompileContext, KnownFlow } from '../compile-context.js'
import { shapeFrom, type PortShape } from './port-shape.js'

/** The flow that a call names in its parameter `flow`. Null: none that is known. */
export function calledFlow(context: Pick<CompileContext, 'flows'>, params: JsonObject): KnownFlow | null {
  const chosen = params['flow']
  const id = isJsonObject(chosen) ? chosen['id'] : undefined
  return context.flows?.find((flow) => flow.id === id) ?? null
}

/** `called-flow`: what the flow gives back; where its end isn't waited for, the rows that it was called with. Null: not known. */
export function calledFlowShape(context: Pick<CompileContext, 'flows'>, { params, incoming, from }: { readonly params: JsonObject; readonly incoming: PortShape; readonly from: string }): PortShape | null {
  if (params['waits'] === false) return incoming
  const gives = calledFlow(context, params)?.gives
  return gives === undefined ? null : shapeFrom(gives, from, true)
}
