import { describe, expect, it } from 'vitest'
import type { FlowSummary } from '@maillon/api-contract'
import { filterFlows, flowStateOf } from './flow-filter.js'

function flow(name: string, change: Partial<FlowSummary> = {}): FlowSummary {
  return { id: name, name, description: '', tags: [], active: false, publishedNumber: null, publishedAt: null, hasUnpublishedChanges: false, updatedAt: '2026-01-01T00:00:00Z', lastRun: null, nextRunAt: null, ...change }
}
const names = (flows: readonly FlowSummary[]) => flows.map((one) => one.name)

describe('the list of flows', () => {
  it('finds by words in any order, whatever case and accents', () => {
    const flows = [flow('Relance des factures impayées'), flow('Rapport des ventes', { description: 'Envoi à la Direction' })]
    expect(names(filterFlows(flows, 'IMPAYEES facture', 'all'))).toEqual(['Relance des factures impayées'])
    expect(names(filterFlows(flows, 'direction', 'all'))).toEqual(['Rapport des ventes'])
    expect(filterFlows(flows, 'direction impayées', 'all')).toEqual([])
    expect(names(filterFlows([...flows, flow('Paie', { tags: ['Équipe RH'] })], 'equipe', 'all'))).toEqual(['Paie'])
  })

  it('tells drafts, paused and active flows apart', () => {
    expect(flowStateOf(flow('a'))).toBe('draft')
    expect(flowStateOf(flow('a', { publishedNumber: 3 }))).toBe('paused')
    expect(flowStateOf(flow('a', { publishedNumber: 3, active: true }))).toBe('active')
  })

  it('shows as failing those whose last run failed', () => {
    const failed = flow('b', { lastRun: { id: 'r', status: 'failed', startedAt: '2026-01-01T00:00:00Z', durationMs: 1 } })
    expect(names(filterFlows([flow('a'), failed], '', 'failing'))).toEqual(['b'])
  })

  it('begins with what was changed last', () => {
    expect(names(filterFlows([flow('old'), flow('new', { updatedAt: '2026-02-01T00:00:00Z' })], '', 'all'))).toEqual(['new', 'old'])
  })
})
