import type { Diagnostic } from '@maillon/flow-document'
import { findJsonGateProblem, isJsonObject, type Json } from '@maillon/kernel'
import { runOrigins } from '@maillon/plan'
import Value from 'typebox/value'
import { flowTestFormat, flowTestLimits, type FlowTest } from './flow-test.js'
import { flowTestSchema } from './flow-test-schema.js'

export type ParsedTest = { readonly ok: true; readonly test: FlowTest } | { readonly ok: false; readonly problems: readonly Diagnostic[] }

/** The one way in for a test from outside: a file, an import. Takes text; answers with the test or with what is wrong with it. Never throws. */
export function parseFlowTest(text: string): ParsedTest {
  if (text.length > flowTestLimits.bytes || new TextEncoder().encode(text).length > flowTestLimits.bytes) return refused('TEST_TEXT_TOO_LARGE', { limit: flowTestLimits.bytes })
  let value: unknown
  try {
    value = JSON.parse(text.startsWith('\ufeff') ? text.slice(1) : text)
  } catch (thrown) {
    return refused('JSON_NOT_JSON', { message: thrown instanceof Error ? thrown.message.slice(0, 200) : '' })
  }
  const gate = findJsonGateProblem(value, { maxDepth: flowTestLimits.depth, maxNodes: flowTestLimits.elements })
  if (gate !== null) return refused(gate.code, {}, gate.path)
  return parseValue(value as Json)
}

function parseValue(value: Json): ParsedTest {
  const format = isJsonObject(value) ? value['format'] : undefined
  if (format !== flowTestFormat) return refused(isNewer(format) ? 'TEST_FORMAT_NEWER' : 'TEST_FORMAT_UNKNOWN', { format: typeof format === 'string' ? format.slice(0, 60) : '–' })
  const problems = Value.Errors(flowTestSchema, value)
  if (problems.length > 0) return { ok: false, problems: problems.slice(0, 20).map(({ instancePath }) => problem('TEST_FIELD_WRONG', { field: instancePath === '' ? '/' : instancePath.slice(0, 200) }, instancePath)) }
  const test = value as unknown as FlowTest
  const wrong = !(runOrigins as readonly string[]).includes(test.origin) ? '/origin' : Number.isNaN(Date.parse(test.now)) ? '/now' : isZone(test.timeZone) ? null : '/timeZone'
  return wrong === null ? { ok: true, test } : refused('TEST_FIELD_WRONG', { field: wrong }, wrong)
}

function isNewer(format: Json | undefined): boolean {
  const number = typeof format === 'string' ? /^maillon\.test\/(\d{1,6})$/.exec(format)?.[1] : undefined
  return number !== undefined && Number(number) > 1
}

function isZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

function refused(code: string, params: Diagnostic['params'], path = ''): ParsedTest {
  return { ok: false, problems: [problem(code, params, path)] }
}

function problem(code: string, params: Diagnostic['params'], path: string): Diagnostic {
  return { code, severity: 'error', path, params }
}
