/** What code of foreign flows may name and the sandbox here doesn't have. */
const lacking: readonly (readonly [RegExp, string])[] = [
  [/\bawait\b|\basync\b|\bnew\s+Promise\b/, 'await'], [/\brequire\s*\(/, 'require()'], [/(^|[^.\w])import\s*\(/, 'import()'], [/\bfetch\s*\(/, 'fetch()'], [/\bBuffer\b/, 'Buffer'], [/\bprocess\./, 'process'],
  [/\bset(Timeout|Interval|Immediate)\b/, 'setTimeout()'], [/\bIntl\b|\.toLocale(String|DateString|TimeString)\b/, 'toLocaleString()'], [/\bURL(SearchParams)?\b/, 'URL'], [/\bbtoa\b|\batob\b/, 'btoa()'], [/\bcrypto\b/, 'crypto'],
]

/** Names that a code uses and that aren't there, at most five. */
export function lackingNames(code: string, more: readonly (readonly [RegExp, string])[]): readonly string[] {
  return [...lacking, ...more].filter(([pattern]) => pattern.test(code)).map(([, name]) => name).slice(0, 5)
}

/** A code as long as it may be here; null: it is longer, or there is none. */
export function fittingCode(code: string): string | null {
  return code.trim() === '' || code.length > 100_000 ? null : code
}
