export { createFakeHttp, type FakeAnswer, type FakeServer } from './fake-http.js'
export { createMemoryFiles, type MemoryFiles } from './memory-files.js'
export { testNode, type TestNodeOptions, type TestNodeResult } from './test-node.js'
export type { ObservedEffect, TestLogLine } from './test-services.js'
