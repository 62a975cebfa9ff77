import { catalogueOf, type NodeDescriptor } from '@maillon/node-contract'
import { describe, expect, it } from 'vitest'
import { emptyFlow } from '../empty-flow.js'
import type { FlowDocument, FlowNode } from '../flow-document.js'
import { sharedFlow, type SharingOptions } from './shared-flow.js'
import { suspectedSecrets } from './suspected-secrets.js'

const call: NodeDescriptor = {
  type: 't.call', version: 1, title: { fr: '', en: '' }, description: { fr: '', en: '' }, keywords: { fr: [], en: [] }, icon: 'x', group: 'http',
  params: { type: 'object', properties: { flow: { type: 'object', 'x-maillon': { label: { fr: 'Flux', en: 'Flow' }, widget: 'flow' } } } },
  inputs: [], outputs: [], modes: ['all'], effects: 'none', light: false, runOnEmpty: false, keepsRows: false, outputShapes: {}, timeoutMs: 1, examples: [], words: { fr: '', en: '' },
  credentials: [{ slot: 'account', types: ['smtp'], label: { fr: '', en: '' }, required: true }],
}
const options: SharingOptions = { catalogue: catalogueOf([call]), packageOf: (type) => (type === 't.call' ? { name: '@x/calls', version: '1.2.0' } : null), credentialType: (id) => (id === 'c1' ? 'http-basic' : null), withSamples: false }
const node = (more: Partial<FlowNode>): FlowNode => ({ id: 'n', type: 't.call', version: 1, name: 'N', position: { x: 0, y: 0 }, params: {}, ...more })
const flow = (nodes: readonly FlowNode[], more: Partial<FlowDocument> = {}): FlowDocument => ({ ...emptyFlow('f', 'F'), nodes, ...more })

describe('a flow that is shared', () => {
  it('names what it needs: packages with their versions, credentials by type and name', () => {
    const shared = sharedFlow(flow([node({ credentials: { account: { id: 'c1', name: 'Boîte' } } }), node({ id: 'm', credentials: { account: { id: 'gone', name: 'Old' } } })], { requires: { old: '1' } }), options)
    expect(shared.requires).toEqual({ '@x/calls': '>=1.2.0' })
    expect(shared.nodes.map(({ credentials }) => credentials?.['account']?.type)).toEqual(['http-basic', 'smtp'])
  })

  it('keeps what nodes of an unknown type said they need', () => {
    expect(sharedFlow(flow([node({ type: 't.unknown' })], { requires: { other: '>=2' } }), options).requires).toEqual({ other: '>=2' })
  })

  it('leaves pinned rows at home unless they are asked for', () => {
    const with_ = flow([node({ pinned: { main: [{ salary: 1 }] } })])
    expect(JSON.stringify(sharedFlow(with_, options))).not.toContain('salary')
    expect(sharedFlow(with_, { ...options, withSamples: true }).nodes[0]?.pinned).toEqual({ main: [{ salary: 1 }] })
  })

  it('bears the id by which others know it, and names other flows by theirs', () => {
    const shared = sharedFlow(flow([node({ params: { flow: { id: 'g', name: 'G' } } })], { settings: { errorFlow: { id: 'g', name: 'G' } } }), { ...options, originOf: (id) => `origin-${id}` })
    expect([shared.id, shared.settings.errorFlow?.id, shared.nodes[0]?.params['flow']]).toEqual(['origin-f', 'origin-g', { id: 'origin-g', name: 'G' }])
  })
})

describe('a parameter that looks as if it held a secret', () => {
  it.each([
    { headers: { Authorization: 'Bearer abcdefghijklmnopqrstuvwxyz' } }, { url: 'https://ana:hunter22@example.com/' }, { body: 'api_key=0123456789abcdef' }, { list: ['-----BEGIN RSA PRIVATE KEY-----'] },
  ])('is named: %j', (params) => {
    expect(suspectedSecrets(flow([node({ params })]))).toHaveLength(1)
  })

  it.each([{ url: 'https://example.com/a?b=c' }, { text: 'Your password: ask Ana' }, { header: 'Bearer {{variables.token}}' }, { text: 'api_key={{item.key}}' }])('is not everything: %j', (params) => {
    expect(suspectedSecrets(flow([node({ params })]))).toEqual([])
  })
})
