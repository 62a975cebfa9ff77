import { canonicalTestText, parseFlowTest, testFileName, type FlowTest } from '@maillon/flow-tests'
import type { FileOfFlow } from './sync-folder.js'

/** What a test is known by in a folder: its flow's id belongs to it, because a copied flow may have tests of the same id. */
export function testKey({ flowId, id }: FlowTest): string {
  return `${flowId}/${id}`
}

/** The files of the tests of one flow, beside its own. The same tests give the same names, in whatever order they came. */
export function testFilesFor(flowFile: string, tests: readonly FlowTest[]): readonly { readonly file: string; readonly id: string; readonly text: string }[] {
  const taken = new Set<string>()
  return tests
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map((test) => {
      const file = testFileName(flowFile, test, taken)
      taken.add(file)
      return { file, id: testKey(test), text: canonicalTestText(test) }
    })
}

/** A test file that is there already. */
export function standingTest(file: string, text: string): FileOfFlow {
  const parsed = parseFlowTest(text)
  return { file, text, id: parsed.ok ? testKey(parsed.test) : null }
}
