import type { Diagnostic } from '@maillon/flow-document'
import type { ForeignEntry } from './conversion.js'

/** What every imported flow asks for: accounts, and flows that come with it. It says nothing about the conversion. */
const expected: ReadonlySet<string> = new Set(['NODE_CREDENTIAL_MISSING', 'NODE_CREDENTIAL_UNMAPPED', 'NODE_CREDENTIAL_UNKNOWN', 'NODE_PLACEHOLDER', 'CALL_FLOW_UNKNOWN'])

/** What the compiler says where an expression could not be translated. */
const untranslated: ReadonlySet<string> = new Set(['EXPRESSION_FUNCTION_UNKNOWN', 'EXPRESSION_FUNCTION_MISSPELLED'])

/**
 * The report with what the compiler says: a step that it refuses isn't simply mapped, however well its parameters were understood.
 *
 * @param findings by the place of the flow.
 */
export function withFindings(report: readonly ForeignEntry[], findings: readonly (readonly Diagnostic[])[]): readonly ForeignEntry[] {
  return report.map((entry) => {
    if (entry.flow === null || entry.node === null || entry.verdict === 'placeholder') return entry
    const told = (findings[entry.flow] ?? []).filter(({ node, severity, code }) => node === entry.node && severity === 'error' && !expected.has(code))
    // What the report says of an expression that could not be translated, the compiler says again.
    const fresh = told.filter(({ code }) => !(untranslated.has(code) && entry.reasons.some((reason) => reason.code.startsWith('FOREIGN_'))))
    if (fresh.length === 0) return entry
    return { ...entry, verdict: 'look', reasons: [...entry.reasons, ...fresh.slice(0, 5).map(({ code, params }) => ({ code, params: paramsOf(params) }))] }
  })
}

function paramsOf(params: Diagnostic['params']): { readonly [name: string]: string | number } {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, typeof value === 'number' ? value : String(value)]))
}
