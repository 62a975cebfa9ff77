import type { Item } from '@maillon/datasets'
import type { JsonObject } from '@maillon/kernel'
import type { NodeDescriptor } from '@maillon/node-contract'
import type { ParamsChecker } from './params-checker.js'

/** A node's parameters as drawn, read once: what is fixed is checked once, expressions are parsed once. Keep it with the plan's node. */
export interface BoundParams {
  readonly dependsOnItem: boolean
  /** Resolved and checked. @throws MaillonError `NODE_PARAM_…` or `EXPRESSION_…` with `field` */
  resolve(): JsonObject
}

export function bindParams(descriptor: NodeDescriptor, params: JsonObject, checker: ParamsChecker): BoundParams {
  let checked: JsonObject | null = null
  return {
    dependsOnItem: false,
    resolve() {
      checked ??= checker.check(descriptor, structuredClone(params))
      return checked
    },
  }
}

export type { Item }
