import { compileParams, type EvaluationOptions, type ParamProblem, type Scope } from '@maillon/expressions'
import { MaillonError, type JsonObject } from '@maillon/kernel'
import { alternativesOf, childSchemas, expressionRule, hintsOf, type NodeDescriptor, type ParamSchemas, type ParamsSchema } from '@maillon/node-contract'
import type { ParamsChecker } from './params-checker.js'
import { rowFieldsOf, type RowField } from './row-fields.js'

/** What a node's expressions read of earlier nodes. */
export interface NodeReference {
  readonly nodeId: string
  /** Null: the node's first output. */
  readonly port: string | null
  readonly use: 'first' | 'all' | 'same'
}

/** A node's parameters as drawn, read once: what is fixed is checked once, expressions are parsed once. Keep it with the plan's node. */
export interface BoundParams {
  /** The value differs from item to item. */
  readonly dependsOnItem: boolean
  /** What must be loaded before `resolve`. */
  readonly nodeReferences: readonly NodeReference[]
  /** `trigger`, `variables`, … : the roots that expressions name. */
  readonly roots: ReadonlySet<string>
  /** What mode `each` looks up in its rows, as far as some row has to have it. */
  readonly rowFields: readonly RowField[]
  /** Checks the parameters as drawn: for those without expressions. @throws MaillonError `NODE_PARAM_…` (user) with `field` */
  check(): void
  /** Resolved and checked. @throws MaillonError `NODE_PARAM_…` or `EXPRESSION_…` (user) with `field` */
  resolve(scope: Scope): JsonObject
}

export function bindParams(descriptor: NodeDescriptor, params: JsonObject, checker: ParamsChecker): BoundParams {
  const filled = checker.fill(descriptor, params)
  const compiled = compileParams(filled, expressionRule(descriptor.params), (pointer) => evaluationOf(schemasAt(descriptor.params, pointer)))
  let checkedOnce = false
  return {
    dependsOnItem: compiled.usesItem,
    nodeReferences: compiled.references.flatMap(({ nodeId, port, use }) => (nodeId === null || use === null ? [] : [{ nodeId, port, use }])),
    roots: new Set(compiled.references.map(({ root }) => root)),
    rowFields: rowFieldsOf(descriptor.params, filled),
    check: () => checker.check(descriptor, filled),
    resolve(scope) {
      const resolved = compiled.resolve(scope)
      if (!resolved.ok) throw expressionError(resolved.problem)
      if (resolved.value === filled) {
        // Nothing to work out: one check is enough for ever.
        if (!checkedOnce) checker.check(descriptor, filled)
        checkedOnce = true
        return filled
      }
      checker.check(descriptor, resolved.value)
      return resolved.value
    },
  }
}

function expressionError(problems: readonly ParamProblem[]): MaillonError {
  const [first] = problems
  if (first === undefined) throw new Error('Expressions refused without a problem')
  const { pointer, problem } = first
  return new MaillonError({ code: problem.code, kind: 'user', retryable: false, params: problem.params, field: pointer })
}

/** Where only text is taken, the number that somebody dragged there is written as text. */
function evaluationOf(schemas: ParamSchemas): EvaluationOptions {
  const types = schemas.map((schema) => schema['type']).filter((type) => type !== undefined)
  const hints = hintsOf(schemas)
  return { escape: hints?.widget === 'html' ? 'html' : 'none', lacking: hints?.lacking === undefined ? 'refused' : 'empty', asText: types.length > 0 && types.every((type) => type === 'string') }
}

function schemasAt(schema: ParamsSchema, pointer: string): ParamSchemas {
  let schemas = alternativesOf(schema, schema)
  for (const step of pointer.split('/').slice(1)) schemas = childSchemas(schemas, step.replaceAll('~1', '/').replaceAll('~0', '~'), schema)
  return schemas
}
