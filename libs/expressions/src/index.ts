export { compileParams, type CompiledParams, type ParamProblem } from './compile-params.js'
export { evaluate, prepare, type EvaluationOptions, type PreparedExpression } from './evaluate.js'
export { expressionProblemCodes, type ExpressionProblem, type ExpressionProblemCode, type Position } from './expression-problem.js'
export { rowUses, scopeRoots, type Expression, type RowUse, type ScopeRoot } from './expression.js'
export {
  functionGroups,
  valueTypes,
  type FunctionDescriptor,
  type FunctionExample,
  type FunctionGroup,
  type FunctionParameter,
  type ValueType,
} from './functions/function-definition.js'
export { expressionFunctions } from './functions/function-table.js'
export { defaultEvaluationLimits, parseLimits, type EvaluationLimits } from './limits.js'
export { nearMiss } from './near-miss.js'
export { hasExpression, parseExpression } from './parse-expression.js'
export { type Reference } from './reference.js'
export { isItemField } from './is-item-field.js'
export { isWholeValue, referencesOf, usesItem } from './references-of.js'
export { scopeWith, type NodeOutput, type Scope } from './scope.js'
