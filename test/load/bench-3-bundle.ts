import { join } from 'node:path'
import { bundle } from './bundle.js'

/** The working process of bench 3 as plain JavaScript. @returns the path of its program. */
export async function bundleOfBench3(): Promise<string> {
  const folder = await bundle('bench-3', {
    child: 'test/load/bench-3-child.ts',
    excel: 'nodes/excel/src/index.ts',
    'file-stores': 'libs/file-stores/src/index.ts',
    'thread-entry': 'libs/node-host/src/threads/thread-entry.ts',
  })
  return join(folder, 'child.js')
}
