import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parser } from '@prometheus-io/lezer-promql'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'

const root = fileURLToPath(new URL('..', import.meta.url))
const read = <T>(path: string): T => parse(readFileSync(`${root}${path}`, 'utf8')) as T

interface Rules {
  readonly groups: readonly { readonly rules: readonly { readonly alert: string; readonly expr: string }[] }[]
}

const rules = read<Rules>('docs/monitoring/maillon-alerts.yml').groups.flatMap((group) => group.rules)
const figures = ['engine-figures', 'state-figures', 'metrics.service'].map((file) => readFileSync(`${root}apps/server/src/features/observing/${file}.ts`, 'utf8')).join('\n')

/** Names of metrics in an expression; fails where it doesn't parse. */
function metricsIn(expression: string): readonly string[] {
  const names: string[] = []
  parser.parse(expression).iterate({
    enter: ({ type, from, to }) => {
      expect({ expression, error: type.isError }).toEqual({ expression, error: false })
      if (type.name === 'Identifier' && /^(maillon|nodejs|process)_/.test(expression.slice(from, to))) names.push(expression.slice(from, to))
    },
  })
  return names
}

describe('the alert rules of the docs', () => {
  it.each(rules)('$alert is PromQL over figures that a server gives', ({ expr }) => {
    const names = metricsIn(expr)
    expect(names).not.toEqual([])
    for (const name of names.filter((one) => one.startsWith('maillon_'))) expect(figures).toContain(`'${name}'`)
  })

  it('would be refused where they were wrong', () => {
    expect(() => metricsIn('sum(rate(maillon_runs_total[15m]) > ')).toThrow()
  })

  it('are named by the example of a configuration', () => {
    expect(read<{ rule_files: string[] }>('docs/monitoring/prometheus.yml').rule_files).toEqual(['maillon-alerts.yml'])
  })
})
