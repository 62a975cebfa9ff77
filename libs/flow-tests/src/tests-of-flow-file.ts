import type { Diagnostic } from '@maillon/flow-document'
import type { Json } from '@maillon/kernel'
import { flowTestLimits, type FlowTest } from './flow-test.js'
import { parseFlowTest } from './parse-flow-test.js'

/**
 * The tests beside the flows of a file (`maillon.flows/1`), each checked as a test by itself is.
 * @param values as they stand in the file
 * @param flowIds of the flows of the file
 */
export function testsOfFlowFile(values: readonly Json[], flowIds: ReadonlySet<string>): { readonly tests: readonly FlowTest[]; readonly problems: readonly Diagnostic[] } {
  const tests: FlowTest[] = []
  const problems: Diagnostic[] = []
  const seen = new Set<string>()
  const counts = new Map<string, number>()
  for (const [index, value] of values.entries()) {
    const parsed = parseFlowTest(JSON.stringify(value))
    if (!parsed.ok) {
      problems.push(...parsed.problems.slice(0, 1).map((one) => ({ ...one, path: `/tests/${index}${one.path ?? ''}` })))
      continue
    }
    const { test } = parsed
    const key = `${test.flowId}/${test.id}`
    const count = (counts.get(test.flowId) ?? 0) + 1
    counts.set(test.flowId, count)
    const code = !flowIds.has(test.flowId) ? 'TEST_FLOW_ABSENT' : seen.has(key) ? 'TEST_ID_DUPLICATE' : count > flowTestLimits.tests ? 'TEST_COUNT_TOO_LARGE' : null
    seen.add(key)
    if (code === null) tests.push(test)
    else problems.push({ code, severity: 'error', path: `/tests/${index}`, params: { name: test.name, id: test.id, limit: flowTestLimits.tests } })
  }
  return { tests, problems: problems.slice(0, 20) }
}
