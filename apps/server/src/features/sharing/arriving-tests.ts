import { canonicalTestText, flowTestLimits, type FlowTest } from '@maillon/flow-tests'
import type { JsonObject } from '@maillon/kernel'
import type { ImportedTest, StoredFlowTest } from '@maillon/storage'
import { apiError } from '../../http/api-error.js'
import { recordedTestOf } from '../flow-tests/flow-test-runner.service.js'

export interface TestArrival {
  /** The flow here. */
  readonly flowId: string
  /** Its tests here. */
  readonly there: readonly StoredFlowTest[]
  /** The flow is a copy beside its origin: so are its tests, and they get ids of their own. */
  readonly isCopy: boolean
  /** Names of variables here by those in the file, where they differ. */
  readonly variables: ReadonlyMap<string, string>
  readonly author: string
  readonly newId: () => string
}

/**
 * What is to be written so that a flow has the tests that came with it: a test that came from the same origin takes the place of the one
 * that is here, an unchanged one is left alone, and those that the file doesn't have stay.
 * @throws MaillonError TEST_COUNT_TOO_LARGE (user)
 */
export function arrivingTests(tests: readonly FlowTest[], { flowId, there, isCopy, variables, author, newId }: TestArrival): readonly ImportedTest[] {
  const known = new Map(there.map((stored) => [recordedTestOf(stored).id, stored]))
  const writes = tests.flatMap((test): readonly ImportedTest[] => {
    const before = isCopy ? undefined : known.get(test.id)
    const id = before?.id ?? newId()
    const document = canonicalTestText({ ...test, id: isCopy ? id : test.id, flowId, variables: renamedKeys(test.variables, variables) })
    if (before?.document === document) return []
    return [{ id, flowId, name: test.name, document, author, replaces: before?.revision ?? null }]
  })
  if (there.length + writes.filter(({ replaces }) => replaces === null).length > flowTestLimits.tests) throw apiError('TEST_COUNT_TOO_LARGE', { limit: flowTestLimits.tests })
  return writes
}

function renamedKeys(values: JsonObject, renamed: ReadonlyMap<string, string>): JsonObject {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [renamed.get(name) ?? name, value]))
}
