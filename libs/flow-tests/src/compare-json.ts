import { isJsonArray, isJsonObject, type Json } from '@maillon/kernel'
import type { ValueDifference } from './test-finding.js'

/**
 * Where two values differ, leaf by leaf, in the order of the expected one.
 * @param any JSON pointers below which everything is alike; `*` stands for every element of a list.
 */
export function compareJson(expected: Json, got: Json, any: readonly string[]): readonly ValueDifference[] {
  const differences: ValueDifference[] = []
  walk({ expected, got, path: '' }, { isAny: anyRule(any), differences })
  return differences
}

interface Pair {
  readonly expected: Json | undefined
  readonly got: Json | undefined
  readonly path: string
}

interface Walk {
  readonly isAny: (path: string) => boolean
  readonly differences: ValueDifference[]
}

function walk({ expected, got, path }: Pair, on: Walk): void {
  if (on.isAny(path)) return
  if (isJsonObject(expected) && isJsonObject(got)) {
    const keys = new Set([...Object.keys(expected), ...Object.keys(got)])
    for (const key of keys) walk({ expected: own(expected, key), got: own(got, key), path: `${path}/${escaped(key)}` }, on)
    return
  }
  if (isJsonArray(expected) && isJsonArray(got)) {
    for (let index = 0; index < Math.max(expected.length, got.length); index += 1) walk({ expected: expected[index], got: got[index], path: `${path}/${index}` }, on)
    return
  }
  if (Object.is(expected, got) || JSON.stringify(expected) === JSON.stringify(got)) return
  on.differences.push({ path, ...(expected === undefined ? {} : { expected }), ...(got === undefined ? {} : { got }) })
}

function own(value: { readonly [key: string]: Json }, key: string): Json | undefined {
  return Object.hasOwn(value, key) ? value[key] : undefined
}

function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1')
}

function anyRule(patterns: readonly string[]): (path: string) => boolean {
  const split = patterns.map((pattern) => pattern.split('/'))
  return (path) => {
    const parts = path.split('/')
    return split.some((pattern) => pattern.length === parts.length && pattern.every((part, index) => part === parts[index] || (part === '*' && /^\d+$/.test(parts[index] ?? ''))))
  }
}

/** The pattern that loosens a place in every element of the lists it stands in. */
export function loosePattern(path: string): string {
  return path.replaceAll(/\/\d+(?=\/|$)/g, '/*')
}
