import { findingSentence, type TestResult } from '@maillon/flow-tests'
import type { Locale } from '@maillon/kernel'

export interface ReportedTest {
  readonly file: string
  readonly flow: string
  readonly result: TestResult
}

/** What CI systems read: a suite for each flow, a case for each test. A file that can't be read is an error of its own. */
export function junitReport(tests: readonly ReportedTest[], unreadable: readonly { readonly file: string; readonly reason: string }[], locale: Locale): string {
  const flows = [...new Set(tests.map(({ flow }) => flow))]
  const suites = flows.map((flow) => suite(flow, tests.filter((test) => test.flow === flow), locale))
  const broken = unreadable.map(({ file, reason }) => `  <testsuite name="${escaped(file)}" tests="1" failures="0" errors="1">\n    <testcase classname="${escaped(file)}" name="${escaped(file)}"><error message="${escaped(reason)}"/></testcase>\n  </testsuite>`)
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${[...suites, ...broken].join('\n')}\n</testsuites>\n`
}

function suite(flow: string, tests: readonly ReportedTest[], locale: Locale): string {
  const failures = tests.filter(({ result }) => !result.ok).length
  const seconds = tests.reduce((sum, { result }) => sum + result.tookMs, 0) / 1000
  const cases = tests.map(({ file, result }) => {
    const open = `    <testcase classname="${escaped(flow)}" name="${escaped(result.name)}" file="${escaped(file)}" time="${result.tookMs / 1000}"`
    if (result.ok) return `${open}/>`
    const sentences = result.findings.map((finding) => findingSentence(finding, locale).sentence)
    return `${open}>\n      <failure message="${escaped(sentences[0] ?? '')}">${escaped(sentences.join('\n'))}</failure>\n    </testcase>`
  })
  return `  <testsuite name="${escaped(flow)}" tests="${tests.length}" failures="${failures}" errors="0" time="${seconds}">\n${cases.join('\n')}\n  </testsuite>`
}

// XML 1.0 has no control characters but these three, not even escaped.
const forbidden = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu

function escaped(text: string): string {
  return text.replaceAll(forbidden, '\ufffd').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
