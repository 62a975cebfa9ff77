import { airtableRules } from './api/airtable-rules.js'
import { googleDriveRules } from './api/google-drive-rules.js'
import { webApiRules } from './api/web-api-rules.js'
import { codeRules } from './code-rules.js'
import { dataTableRules } from './data-table-rules.js'
import { feedRules } from './feed-rules.js'
import { fileRules } from './file-rules.js'
import { httpRules } from './http-rules.js'
import { logicRules } from './logic-rules.js'
import { mailRules } from './mail-rules.js'
import { mergeRules } from './merge-rules.js'
import type { N8nRule } from './n8n-rule.js'
import { remoteRules } from './remote-rules.js'
import { serviceRules } from './service-rules.js'
import { serviceTriggers } from './service-triggers.js'
import { sheetRules } from './sheet-rules.js'
import { sqlRules } from './sql-rules.js'
import { tableRules } from './table-rules.js'
import { textRules } from './text-rules.js'
import { triggerRules } from './trigger-rules.js'

const groups = [
  triggerRules, serviceTriggers, feedRules, logicRules, mergeRules, tableRules, dataTableRules, httpRules, webApiRules, airtableRules, googleDriveRules, codeRules, fileRules, remoteRules, mailRules, sheetRules, sqlRules, serviceRules,
  textRules,
]
const rules: ReadonlyMap<string, N8nRule> = new Map(groups.flatMap((group) => Object.entries(group)))

/** What becomes of n8n's own nodes of a kind; undefined: there is no step for it. */
export function n8nRule(kind: string): N8nRule | undefined {
  return rules.get(kind)
}

/** The kinds for which there is a rule. */
export const n8nKinds: readonly string[] = [...rules.keys()]
