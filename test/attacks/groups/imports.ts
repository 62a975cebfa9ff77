import { randomUUID } from 'node:crypto'
import type { AttackWorld } from '../attack-world.js'
import { first, unless, type Attack } from '../attack.js'
import type { Got, Visitor } from '../visitor.js'

const start = { id: 'start', type: 'core.manual', version: 1, name: 'Start', position: { x: 0, y: 0 }, params: {} }
const log = { id: 'log', type: 'core.log', version: 1, name: 'Log', position: { x: 200, y: 0 }, params: { message: 'x' } }
const flow = (more: object = {}) => ({ format: 'maillon.flow/1', id: `i-${randomUUID()}`, name: 'Import', settings: {}, nodes: [start, log], edges: [{ from: 'start.main', to: 'log.main' }], notes: [], requires: {}, ...more })
const withNode = (more: object) => flow({ nodes: [start, { ...log, ...more }] })

interface Arrival {
  readonly index: number
  readonly isRefused: boolean
  readonly unknownTypes: readonly unknown[]
  readonly existing: { readonly id: string; readonly revision: number } | null
}
interface Check {
  readonly flows: readonly Arrival[]
  readonly accounts: readonly { readonly key: string; readonly proposal: unknown }[]
}

const look = (visitor: Visitor, text: string) => visitor.post('/api/imports/check', { text })
/** As a page does it: look, then take everything as new. */
async function take(visitor: Visitor, text: string): Promise<Got> {
  const check = (await look(visitor, text)).body as Partial<Check> | undefined
  const flows = (check?.flows ?? [{ index: 0, existing: null }]).map(({ index, existing }) => ({ index, as: 'new', existing: existing === null ? null : { id: existing.id, revision: existing.revision } }))
  return visitor.post('/api/imports', { text, flows, accounts: [] })
}
const countFlows = async (visitor: Visitor) => ((await visitor.get('/api/flows')).body as { flows: unknown[] }).flows.length

/** Refused with one of these, and nothing of it is there afterwards. */
async function leavesNothing({ owner }: AttackWorld, texts: readonly (readonly [what: string, text: string])[], statuses: readonly number[]): Promise<string | null> {
  const before = await countFlows(owner)
  for (const [what, text] of texts) {
    const found = unless(statuses, await take(owner, text), what)
    if (found !== null) return found
    if ((await countFlows(owner)) !== before) return `${what}: something of it is there`
  }
  return ({} as { isAdmin?: boolean }).isAdmin === undefined ? unless([200], await owner.get('/api/session'), 'afterwards') : 'a prototype was changed'
}

const deep = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`
const inParams = (json: string) => JSON.stringify(withNode({ params: { message: '@@' } })).replace('"@@"', json)

/** I01 to I19: documents that somebody made to do harm, by the way that the import page goes. */
export const importAttacks: readonly Attack[] = [
  {
    id: 'I01', title: 'keys that lead to prototypes, in every place of a document',
    run: (world) =>
      leavesNothing(world, [
        ['in the document', JSON.stringify(flow()).replace('{', '{"__proto__":{"isAdmin":true},')], ['in parameters', inParams('{"__proto__":{"isAdmin":true}}')], ['constructor', inParams('{"constructor":{"prototype":{"isAdmin":true}}}')],
        ['in settings', JSON.stringify(flow()).replace('"settings":{', '"settings":{"__proto__":{"isAdmin":true}')], ['in credentials', JSON.stringify(withNode({ credentials: {} })).replace('"credentials":{', '"credentials":{"__proto__":{"id":"x","name":"y"}')],
        ['in a group', `{"format":"maillon.flows/1","flows":[${JSON.stringify(flow())}],"__proto__":{"isAdmin":true}}`], ['as an id', JSON.stringify(withNode({ id: 'constructor' }))], ['in pinned rows', JSON.stringify(withNode({ pinned: {} })).replace('"pinned":{', '"pinned":{"__proto__":[{}]')],
      ], [422]),
  },
  {
    id: 'I02', title: '100,000 nodes, a million edges, 50 MB',
    async run(world) {
      const nodes = Array.from({ length: 100_000 }, (_, index) => ({ ...log, id: `n${index}`, params: {} }))
      const edge = { from: 'start.main', to: 'log.main' }
      return first(
        await leavesNothing(world, [['nodes', JSON.stringify(flow({ nodes }))], ['edges', JSON.stringify(flow({ edges: Array.from({ length: 1_000_000 }, () => edge) }))], ['bytes', ' '.repeat(50_000_000)]], [400, 413, 422]),
        await leavesNothing(world, [['flows', JSON.stringify({ format: 'maillon.flows/1', flows: Array.from({ length: 101 }, () => flow()) })]], [422]),
      )
    },
  },
  {
    id: 'I03', title: 'circles, a line to itself, twice the same line, lines to nowhere, a shared id',
    run: (world) =>
      leavesNothing(world, [
        ['circle', JSON.stringify(flow({ nodes: [start, log, { ...log, id: 'b' }], edges: [{ from: 'log.main', to: 'b.main' }, { from: 'b.main', to: 'log.main' }] }))], ['to itself', JSON.stringify(flow({ edges: [{ from: 'log.main', to: 'log.main' }] }))],
        ['twice', JSON.stringify(flow({ edges: [{ from: 'start.main', to: 'log.main' }, { from: 'start.main', to: 'log.main' }] }))], ['to a missing node', JSON.stringify(flow({ edges: [{ from: 'start.main', to: 'gone.main' }] }))],
        ['to a missing port', JSON.stringify(flow({ edges: [{ from: 'start.main', to: 'log.gone' }] }))], ['one id', JSON.stringify(flow({ nodes: [start, log, log] }))], ['own parent', JSON.stringify(withNode({ parent: 'log' }))],
        ['one flow twice in a file', JSON.stringify({ format: 'maillon.flows/1', flows: [flow({ id: 'same' }), flow({ id: 'same' })] })],
      ], [422]),
  },
  {
    id: 'I05', title: 'a parameter 100,000 levels deep',
    run: (world) => leavesNothing(world, [['deep', inParams(deep(100_000))], ['a little too deep', inParams(deep(70))], ['deep lists', inParams('['.repeat(100_000) + ']'.repeat(100_000))]], [422]),
  },
  {
    id: 'I06', title: 'markup, code and a megabyte as names',
    async run({ owner }) {
      const name = '<img src=x onerror=alert(1)>{{7*7}}${7*7}javascript:alert(1)'
      const made = await take(owner, JSON.stringify(flow({ name, nodes: [{ ...start, name }, { ...log, name }] })))
      if (made.status !== 201) return `a name is only a text: ${made.status}`
      const list = await owner.get('/api/flows')
      const asText = list.headers.get('content-type')?.startsWith('application/json') === true && list.text.includes(name)
      return first(asText ? null : 'the name was changed, or isn’t sent as JSON', unless([422], await take(owner, JSON.stringify(flow({ name: 'x'.repeat(1_000_000) }))), 'a megabyte'))
    },
  },
  {
    id: 'I07', title: 'text that turns around, stacks up or is none',
    async run({ owner }) {
      for (const name of ['\u202egnp.exe', 'a\u200b\u200d', `e${'\u0301'.repeat(150)}`, '👩‍👩‍👧‍👦']) {
        const found = unless([201, 422], await take(owner, JSON.stringify(flow({ name }))), JSON.stringify(name).slice(0, 20))
        if (found !== null) return found
      }
      return first(unless([422], await take(owner, JSON.stringify(flow({ name: '@@' })).replace('@@', '\\u0000')), 'NUL'), unless([422], await take(owner, JSON.stringify(flow({ name: '@@' })).replace('@@', '\\ud800')), 'half a character'), unless([200], await owner.get('/api/flows'), 'the list afterwards'))
    },
  },
  {
    id: 'I09', title: 'types that are unknown, paths, or names of JavaScript',
    async run({ owner }) {
      for (const type of ['../../x', 'constructor', '__proto__', 'core.log\u0000', 'toString']) {
        const found = unless([422], await take(owner, JSON.stringify(withNode({ type }))), type)
        if (found !== null) return found
      }
      const text = JSON.stringify(withNode({ type: 'acme.anything', version: 999 }))
      if (((await look(owner, text)).body as Check).flows[0]?.unknownTypes.length !== 1) return 'the unknown type isn’t told'
      const { flows } = (await take(owner, text)).body as { flows: { id: string }[] }
      return unless([422], await owner.post(`/api/flows/${flows[0]?.id}/publish`, { revision: 0, activate: true }), 'publishing it')
    },
  },
  {
    id: 'I10', title: 'schema words and extra keys in parameters; keys that the format doesn’t have',
    async run(world) {
      const { owner } = world
      const kept = await take(owner, JSON.stringify(withNode({ params: { message: 'x', $ref: 'https://evil.example/s.json', $schema: 'x', $data: '1/message' } })))
      return first(unless([201, 422], kept, 'schema words'), await leavesNothing(world, [['icon', JSON.stringify(flow({ icon: 'data:text/html,x' }))], ['active', JSON.stringify(flow({ active: true }))], ['runAs', JSON.stringify(withNode({ runAs: 'owner' }))]], [422]))
    },
  },
  {
    id: 'I13', title: 'a flow that would be on at once, with a path that is taken',
    async run({ owner, listen, runsOf }) {
      const path = `i13-${randomUUID()}`
      const mine = await listen(path)
      const hook = { ...start, id: 'hook', type: 'core.webhook', params: { method: 'POST', path } }
      const every = { ...start, id: 'every', type: 'core.schedule', params: { schedule: { kind: 'minutes', every: 1 } } }
      const made = await take(owner, JSON.stringify(flow({ nodes: [hook, every, log], edges: [{ from: 'hook.main', to: 'log.main' }, { from: 'every.main', to: 'log.main' }] })))
      if (made.status !== 201) return null
      const [{ id }] = (made.body as { flows: [{ id: string }] }).flows
      const { active } = (await owner.get(`/api/flows/${id}`)).body as { active: boolean }
      await owner.post(`/hooks/${path}`, {})
      return active || (await runsOf(id)) > 0 ? 'it is on' : (await runsOf(mine)) > 0 ? null : 'the path was taken away'
    },
  },
  {
    id: 'I14', title: 'fifty flows of which the last but one is wrong',
    run: (world) => leavesNothing(world, [['the 49th', JSON.stringify({ format: 'maillon.flows/1', flows: Array.from({ length: 50 }, (_, index) => (index === 48 ? flow({ nodes: 'x' }) : flow())) })]], [422]),
  },
  {
    id: 'I15', title: 'formats that are newer, older, or none',
    run: (world) => leavesNothing(world, ['maillon.flow/2', 'maillon.flow/0', 'maillon.flows/2', 'maillon.flow/1 ', 7, null].map((format) => [String(format), JSON.stringify(flow({ format }))]), [422]),
  },
  {
    id: 'I17', title: 'an import from an address: the server asks nobody',
    async run({ owner }) {
      for (const url of ['http://169.254.169.254/latest/meta-data', 'http://127.0.0.1:1', 'file:///etc/passwd']) {
        const found = first(unless([400, 422], await look(owner, url), url), unless([400], await owner.post('/api/imports/check', { url }), `url ${url}`), unless([400], await owner.post('/api/imports/check', { address: url }), `address ${url}`))
        if (found !== null) return found
      }
      return null
    },
  },
  {
    id: 'I18', title: 'places on the canvas that are none',
    async run({ owner }) {
      const made = await take(owner, JSON.stringify(flow({ notes: [{ id: 'n', text: 'x', position: { x: -1e308, y: 1e308 }, size: { width: -5, height: 0 } }] })).replace('"x":200', '"x":1e308'))
      if (made.status !== 201) return `places are mended, not refused: ${made.status}`
      const { document } = (await owner.get(`/api/flows/${(made.body as { flows: [{ id: string }] }).flows[0].id}`)).body as { document: { nodes: { position: { x: number } }[]; notes: { size: { width: number } }[] } }
      const isMended = Math.abs(document.nodes[1]?.position.x ?? Infinity) <= 1_000_000 && (document.notes[0]?.size.width ?? 0) > 0
      return first(isMended ? null : 'they came through', unless([422], await take(owner, JSON.stringify(flow()).replace('"x":200', '"x":null')), 'no number'))
    },
  },
  {
    id: 'I19', title: 'two imports at once, and one over a draft that somebody saved since',
    async run({ owner }) {
      const text = JSON.stringify({ format: 'maillon.flows/1', flows: [flow({ name: randomUUID() }), flow({ name: randomUUID() })] })
      const before = await countFlows(owner)
      const answers = await Promise.all([1, 2, 3].map(() => owner.post('/api/imports', { text, flows: [{ index: 0, as: 'new', existing: null }, { index: 1, as: 'new', existing: null }], accounts: [] })))
      const won = answers.filter(({ status }) => status === 201).length
      if (won !== 1 || answers.some(({ status }) => status !== 201 && status !== 409) || (await countFlows(owner)) !== before + 2) return `${won} of three came in, ${(await countFlows(owner)) - before} flows are there`
      const { flows } = (await look(owner, text)).body as Check
      const { existing } = flows[0] as Arrival
      const { document } = (await owner.get(`/api/flows/${existing?.id}`)).body as { document: object }
      await owner.send('PUT', `/api/flows/${existing?.id}/draft`, { body: { revision: existing?.revision, document: { ...document, name: 'Saved since' } } })
      const late = await owner.post('/api/imports', { text, flows: flows.map((one) => ({ index: one.index, as: 'replace', existing: { id: one.existing?.id, revision: one.existing?.revision } })), accounts: [] })
      return first(unless([409], late, 'over a later draft'), ((await owner.get(`/api/flows/${existing?.id}`)).text.includes('Saved since') ? null : 'the later draft is lost'))
    },
  },
  {
    id: 'I20', title: 'credentials and flows of another workspace, by their ids',
    async run({ owner, stranger, join }) {
      const { id: credential } = (await owner.post('/api/credentials', { name: 'Import canary', type: 'http-bearer', values: { token: `canary-${randomUUID()}`, address: 'https://example.com' } })).body as { id: string }
      const mine = ((await take(owner, JSON.stringify(flow()))).body as { flows: [{ id: string }] }).flows[0].id
      const text = JSON.stringify({ ...withNode({ type: 'http.request', params: { url: 'https://example.com', method: 'GET' }, credentials: { auth: { id: credential, name: 'Import canary' } } }), id: mine })
      const check = (await look(stranger, text)).body as Check
      if (check.accounts[0]?.proposal !== null || check.flows[0]?.existing !== null) return 'it knows things of another workspace'
      const choice = { text, flows: [{ index: 0, as: 'new', existing: null }], accounts: [{ key: check.accounts[0]?.key, credentialId: credential }] }
      const { visitor: viewer } = await join('viewer')
      return first(
        unless([400], await stranger.post('/api/imports', choice), 'its credential'),
        unless([409], await stranger.post('/api/imports', { ...choice, accounts: [], flows: [{ index: 0, as: 'replace', existing: { id: mine, revision: 0 } }] }), 'its flow'),
        unless([403], await look(viewer, text), 'a viewer looks'), unless([403], await viewer.post('/api/imports', { ...choice, accounts: [] }), 'a viewer imports'),
        unless([404], await stranger.get(`/api/exports/flows?ids=${mine}`), 'an export of it'), unless([404], await stranger.get(`/api/flows/${mine}/kept-drafts`), 'its kept drafts'),
      )
    },
  },
]
