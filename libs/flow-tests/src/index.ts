export { canonicalTestText } from './canonical-test-text.js'
export { compareJson, loosePattern } from './compare-json.js'
export { editFlowTest, maskedRows, type TestEdit } from './edit-flow-test.js'
export { findingSentence, placeText, valueText, type FindingSentence } from './finding-sentence.js'
export {
  answerReasons, flowTestFormat, flowTestLimits, testEndings,
  type AnswerReason, type Expectation, type FlowTest, type RecordedAnswer, type TestEnding, type TestFile,
} from './flow-test.js'
export { judgeReplay } from './judge-replay.js'
export { maskSecrets } from './mask-secrets.js'
export { parseFlowTest, type ParsedTest } from './parse-flow-test.js'
export { comparisonKey, proposeComparisons, type ProposedComparison } from './propose-expectations.js'
export type { ReplayedCall, ReplayedStep, ReplayOutcome } from './replay-outcome.js'
export { kindOfFile, testFileName, testFilesOf } from './test-files-of.js'
export { testsOfFlowFile } from './tests-of-flow-file.js'
export type { TestFinding, TestResult, ValueDifference } from './test-finding.js'
