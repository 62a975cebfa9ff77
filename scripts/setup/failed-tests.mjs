import { readFile } from 'node:fs/promises'
import { relative } from 'node:path'

/**
 * The tests that failed, from a report of vitest's JSON reporter: one line each with file, title and
 * the first line of the error. One line that points at the output where no test failed and the stage did
 * all the same: an error outside of any test, or a runner that broke.
 */
export async function failedTests(reportFile, root) {
  const report = await readFile(reportFile, 'utf8').then(JSON.parse, () => ({ testResults: [] }))
  const lines = report.testResults.flatMap((file) => {
    const name = relative(root, file.name)
    const failed = file.assertionResults.filter((test) => test.status === 'failed').map((test) => `${name} › ${test.fullName}: ${firstLine(test.failureMessages[0])}`)
    // A file that could not be loaded, or whose hook failed, has a message and no failed test.
    return failed.length === 0 && file.status === 'failed' ? [`${name}: ${firstLine(file.message)}`] : failed
  })
  return lines.length === 0 ? ['see what it printed above'] : lines
}

function firstLine(message = '') {
  return message.split('\n', 1)[0].slice(0, 300) || 'see what it printed above'
}
