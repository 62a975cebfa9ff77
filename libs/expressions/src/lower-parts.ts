import type { Part, ValueNode } from './expression.js'
import { suggestFunction } from './functions/function-table.js'
import { findFunction } from './functions/function-table.js'
import type { HbsBlock, HbsProgram, HbsStatement } from './handlebars-tree.js'
import { parseLimits } from './limits.js'
import { lowerMustache, lowerValue, report, type Frame, type Lowering } from './lower-value.js'
import { nearMiss } from './near-miss.js'

const blockNames = ['if', 'unless', 'each', 'with'] as const
type BlockName = (typeof blockNames)[number]

export function lowerParts(lowering: Lowering, program: HbsProgram | undefined): readonly Part[] {
  return (program?.body ?? []).flatMap((statement) => lowerStatement(lowering, statement) ?? [])
}

/** Null: nothing comes out of it (a comment, or a problem that was reported). */
function lowerStatement(lowering: Lowering, statement: HbsStatement): Part | null {
  switch (statement.type) {
    case 'ContentStatement':
      return statement.value === '' ? null : { kind: 'text', text: statement.value }
    case 'CommentStatement':
      return null
    case 'MustacheStatement':
      return { kind: 'output', value: lowerMustache(lowering, statement), escaped: statement.escaped }
    case 'BlockStatement':
      return lowerBlock(lowering, statement)
    case 'PartialStatement':
    case 'PartialBlockStatement':
      report(lowering, statement, { code: 'EXPRESSION_PARTIAL_FORBIDDEN' })
      return null
    case 'Decorator':
    case 'DecoratorBlock':
      report(lowering, statement, { code: 'EXPRESSION_DECORATOR_FORBIDDEN' })
      return null
  }
}

function lowerBlock(lowering: Lowering, block: HbsBlock): Part | null {
  if (lowering.depth >= parseLimits.maxDepth) {
    report(lowering, block, { code: 'EXPRESSION_NESTING_TOO_DEEP', params: { limit: parseLimits.maxDepth } })
    return null
  }
  const name = blockNameOf(lowering, block)
  if (name === null) return null
  const [argument, ...more] = block.params
  if (argument === undefined || more.length > 0 || (block.hash?.pairs.length ?? 0) > 0) {
    report(lowering, block.path, { code: 'EXPRESSION_BLOCK_ARGUMENTS', params: { name } })
    return null
  }
  const inner: Lowering = { ...lowering, depth: lowering.depth + 1 }
  const value = lowerValue(inner, argument)
  return name === 'if' || name === 'unless' ? lowerCondition(inner, { name, block, value }) : lowerBinding(inner, { name, block, value })
}

/** Null: no block of that name; a problem was reported. */
function blockNameOf(lowering: Lowering, block: HbsBlock): BlockName | null {
  const written = block.path.type === 'PathExpression' ? block.path.original : ''
  const name = blockNames.find((candidate) => candidate === written)
  if (name !== undefined) return name
  const suggestion = nearMiss(written, blockNames) ?? (findFunction(written) === null && suggestFunction(written) === null ? null : 'if')
  report(lowering, block.path, { code: 'EXPRESSION_BLOCK_UNKNOWN', params: { name: written, suggestion: suggestion ?? 'if' } })
  return null
}

function lowerCondition(lowering: Lowering, { name, block, value }: { name: 'if' | 'unless'; block: HbsBlock; value: ValueNode }): Part {
  return {
    kind: 'if',
    negated: name === 'unless',
    condition: value,
    body: lowerParts(lowering, block.program),
    otherwise: lowerParts(lowering, block.inverse),
  }
}

function lowerBinding(lowering: Lowering, { name, block, value }: { name: 'each' | 'with'; block: HbsBlock; value: ValueNode }): Part {
  const frame: Frame = { kind: name, slot: lowering.frames.length, blockParams: block.program?.blockParams ?? [] }
  return {
    kind: name,
    value,
    slot: frame.slot,
    body: lowerParts({ ...lowering, frames: [...lowering.frames, frame] }, block.program),
    otherwise: lowerParts(lowering, block.inverse),
  }
}
