import type { FlowDocument } from '@maillon/flow-document'
import { createSettingsMover } from '@maillon/node-host'
import type { FlowTest } from '../flow-test.js'
import { judgeReplay } from '../judge-replay.js'
import type { TestResult } from '../test-finding.js'
import { replayTest, type ReplayPlace } from './replay-test.js'

/**
 * Runs the tests of a flow against a document (the draft, another version) with the node packages of `place` (those that an upgrade would
 * bring): what publishing, upgrading and the command line ask. One after the other; nothing outside is touched.
 */
export async function runFlowTests(document: FlowDocument, tests: readonly FlowTest[], place: ReplayPlace): Promise<readonly TestResult[]> {
  // Drawn with an earlier version of a step, it is tried as it would be opened.
  const { document: opened } = await createSettingsMover(place.packages).move(document)
  const results: TestResult[] = []
  for (const test of tests) {
    const began = performance.now()
    const findings = judgeReplay(test, await replayTest(test, opened, place))
    results.push({ testId: test.id, name: test.name, ok: findings.length === 0, findings, tookMs: Math.round(performance.now() - began) })
  }
  return results
}
