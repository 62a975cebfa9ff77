import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { hasMessage } from './message-of.js'

const libs = new URL('../../', import.meta.url)

/** Every code that stands in the sources of these libs, as a finding or an error. */
function codesOf(lib: string): readonly string[] {
  const folder = new URL(`${lib}/src/`, libs)
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  return files.flatMap((file) => [...readFileSync(new URL(file.replaceAll('\\', '/'), folder), 'utf8').matchAll(/'((?:FLOW|FOREIGN|NODE|EDGE|EXPRESSION|SCHEDULE|WEBHOOK|JSON)_[A-Z0-9_]+)'/g)].map((match) => match[1] ?? ''))
}

it.each(['kernel', 'flow-document', 'compiler', 'expressions', 'schedule', 'foreign-flows'])('every code of %s has its sentence', (lib) => {
  const codes = [...new Set(codesOf(lib))]
  expect(codes.length).toBeGreaterThan(0)
  expect(codes.filter((code) => !hasMessage(code))).toEqual([])
})
