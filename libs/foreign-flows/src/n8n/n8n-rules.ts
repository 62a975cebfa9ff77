import { codeRules } from './code-rules.js'
import { fileRules } from './file-rules.js'
import { httpRules } from './http-rules.js'
import { logicRules } from './logic-rules.js'
import { mailRules } from './mail-rules.js'
import type { N8nRule } from './n8n-rule.js'
import { serviceRules } from './service-rules.js'
import { tableRules } from './table-rules.js'
import { textRules } from './text-rules.js'
import { triggerRules } from './trigger-rules.js'

const rules: ReadonlyMap<string, N8nRule> = new Map([triggerRules, logicRules, tableRules, httpRules, codeRules, fileRules, mailRules, serviceRules, textRules].flatMap((group) => Object.entries(group)))

/** What becomes of n8n's own nodes of a kind; undefined: there is no step for it. */
export function n8nRule(kind: string): N8nRule | undefined {
  return rules.get(kind)
}

/** The kinds for which there is a rule. */
export const n8nKinds: readonly string[] = [...rules.keys()]
