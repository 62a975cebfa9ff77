import type { Draft } from '../conversion.js'
import { fittingCode, lackingNames } from '../code-text.js'
import type { N8nContext } from './n8n-context.js'
import { textAt, type N8nNode } from './n8n-node.js'
import { placeholder, type N8nRule, type N8nRules } from './n8n-rule.js'

/** JavaScript. The rows are wrapped as n8n's code knows them, and what it gives is unwrapped. */
export const codeRules: N8nRules = {
  code: (node, context) => {
    const language = textAt(node.params, 'language') || 'javaScript'
    if (language !== 'javaScript') return placeholder('FOREIGN_CODE_LANGUAGE', { language: language.slice(0, 40) })
    return textAt(node.params, 'mode') === 'runOnceForEachItem' ? eachDraft(textAt(node.params, 'jsCode'), node, context) : allDraft(textAt(node.params, 'jsCode'), context)
  },
  function: (node, context) => allDraft(textAt(node.params, 'functionCode'), context),
  aiTransform: (node, context) => allDraft(textAt(node.params, 'jsCode'), context),
  functionItem: (node, context) => eachDraft(textAt(node.params, 'functionCode'), node, context),
}

const lacking: readonly (readonly [RegExp, string])[] = [
  [/\$\(/, "$('…')"], [/\$node\b/, '$node'], [/\$items\s*\(/, '$items()'], [/\$getWorkflowStaticData|getWorkflowStaticData/, '$getWorkflowStaticData()'], [/\bthis\.helpers\b|\$helpers\b/, 'helpers'], [/\$http\b/, '$http'],
  [/\$env\b/, '$env'], [/\$vars\b/, '$vars'], [/\bDateTime\b|\$now\b|\$today\b|\$jmespath\b/, 'DateTime'], [/\.binary\b|\$binary\b/, 'binary'], [/\$(workflow|execution|prevNode|runIndex|parameter|secrets)\b/, '$workflow'], [/\$evaluateExpression\b/, '$evaluateExpression()'],
  [/\bpairedItem\b(?!\s*:)/, 'pairedItem'], [/\$input\.(context|params)\b/, '$input.context'],
]

function told(code: string, context: N8nContext): ReturnType<N8nRule> {
  const fitting = fittingCode(code)
  if (fitting === null) return placeholder('FOREIGN_CODE_EMPTY')
  const names = lackingNames(code, lacking)
  if (names.length > 0) context.look('FOREIGN_CODE_LACKING', { names: names.join(', ') })
  return null
}

function allDraft(code: string, context: N8nContext): ReturnType<N8nRule> {
  return told(code, context) ?? codeDraft(
    `const $rows = items.map((json) => ({ json }))
const $input = { all: () => $rows, first: () => $rows[0], last: () => $rows[$rows.length - 1], item: $rows[0] }
const $json = items[0]
const $given = ((items) => (function () {
${code}
})())($rows)
return ($given == null ? [] : Array.isArray($given) ? $given : [$given]).map((one) => (one && typeof one === 'object' && one.json !== undefined ? one.json : one))`,
    'all',
  )
}

function eachDraft(code: string, node: N8nNode, context: N8nContext): ReturnType<N8nRule> {
  // "Function item" of earlier versions is given the row itself, and gives one back.
  const isOld = node.kind === 'functionItem'
  return told(code, context) ?? codeDraft(
    `const $json = item
const $itemIndex = index
const $input = { item: { json: item } }
const $given = ((item) => (function () {
${code}
})())(${isOld ? 'item' : '{ json: item }'})
return $given && typeof $given === 'object' && $given.json !== undefined ? $given.json : $given`,
    'each',
  )
}

function codeDraft(code: string, mode: 'each' | 'all'): Draft {
  return { type: 'code.javascript', params: { code }, mode }
}
