import { randomUUID } from 'node:crypto'
import { first, unless, type Attack } from '../attack.js'
import type { AttackWorld } from '../attack-world.js'
import type { Got } from '../visitor.js'
import { fallsAlone, installed } from './packages.js'

interface Node {
  readonly id: string
  readonly type: string
  readonly params?: object
  readonly parent?: string
  readonly retry?: object
}

const start: Node = { id: 'start', type: 'core.manual' }

/** Each node behind the one before it, but for the edges that are given. */
function documentOf(nodes: readonly Node[], edges = nodes.slice(1).map((node, index) => ({ from: `${nodes[index]?.id}.main`, to: `${node.id}.main` }))): object {
  const drawn = nodes.map((node) => ({ version: 1, name: node.id, position: { x: 0, y: 0 }, params: {}, ...node }))
  return { format: 'maillon.flow/1', id: 'x', name: randomUUID(), settings: {}, notes: [], requires: {}, nodes: drawn, edges }
}

async function made({ owner }: AttackWorld, document: object): Promise<string> {
  return ((await owner.post('/api/flows', { documentText: JSON.stringify(document) })).body as { id: string }).id
}

const publish = ({ owner }: AttackWorld, id: string) => owner.post(`/api/flows/${id}/publish`, { revision: 0, activate: false })

async function begun({ owner }: AttackWorld, id: string, items: readonly object[] = [{ json: { n: 1 } }]): Promise<string> {
  const answer = await owner.post(`/api/flows/${id}/runs`, { what: 'draft', items })
  const { runId } = answer.body as { runId?: string }
  if (runId === undefined) throw new Error(answer.text)
  return runId
}

async function ended({ owner }: AttackWorld, runId: string, seconds: number): Promise<{ readonly status: string; readonly page: string }> {
  for (const until = Date.now() + seconds * 1000; Date.now() < until; ) {
    const { text, body } = await owner.get(`/api/runs/${runId}`)
    const { status } = (body as { run: { status: string } }).run
    if (!['queued', 'running', 'waiting'].includes(status)) return { status, page: text }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return { status: `not over after ${seconds} s`, page: '' }
}

/** D01 to D10: work that feeds itself, never ends, or asks again and again. */
export const endlessWorkAttacks: readonly Attack[] = [
  {
    id: 'D01', title: 'a flow that calls itself, and two that call one another',
    async run(world) {
      const calling = (flow: string) => documentOf([{ id: 'start', type: 'core.called' }, { id: 'again', type: 'core.call-flow', params: { flow: { id: flow, name: 'x' }, batchSize: 1 } }])
      const [one, other] = [await made(world, calling('none')), await made(world, calling('none'))]
      const draw = async (id: string, flow: string): Promise<Got> => {
        const { body } = await world.owner.get(`/api/flows/${id}`)
        const { revision } = body as { revision: number }
        await world.owner.send('PUT', `/api/flows/${id}/draft`, { body: { revision, document: { ...calling(flow), id } } })
        return world.owner.post(`/api/flows/${id}/publish`, { revision: revision + 1, activate: true })
      }
      const itself = await draw(one, one)
      // What it calls has to be published first, so one of the two calls nothing to begin with.
      const plain = await made(world, documentOf([{ id: 'start', type: 'core.called' }, { id: 'log', type: 'core.log', params: { message: 'x' } }]))
      const last = await draw(other, plain)
      const closing = await (async () => {
        const { body } = await world.owner.get(`/api/flows/${plain}`)
        const { revision } = body as { revision: number }
        const published = await publish(world, plain)
        if (published.status !== 200) return published
        const again = await draw(other, plain)
        if (again.status !== 200) return again
        await world.owner.send('PUT', `/api/flows/${plain}/draft`, { body: { revision, document: { ...calling(other), id: plain } } })
        return world.owner.post(`/api/flows/${plain}/publish`, { revision: revision + 1, activate: true })
      })()
      return first(unless([422], itself, 'itself'), unless([422], last, 'one that is not published'), unless([422], closing, 'in a circle'), closing.text.includes('CALL_FLOW_CIRCLE') ? null : `another reason: ${closing.text.slice(0, 300)}`)
    },
  },
  { id: 'D01', title: 'a step that gives rows without end', run: (world) => fallsAlone(world, { code: `run: async ({ emit }) => { const text = 'x'.repeat(50000); for (;;) await emit({ json: { text } }) }`, wanted: ['NODE_OUTPUT_TOO_LARGE'] }) },
  {
    id: 'D02', title: 'a loop of more turns than a loop may have',
    async run(world) {
      const { type, code } = await installed(world, `run: async ({ emit }) => { for (let n = 0; n < 10001; n += 1) await emit({ json: { n } }) }`)
      if (code !== null) return code
      const nodes: readonly Node[] = [start, { id: 'many', type }, { id: 'loop', type: 'core.for-each', params: { batchSize: 1 } }, { id: 'turn', type: 'core.log', params: { message: 'x' }, parent: 'loop' }]
      const id = await made(world, documentOf(nodes, [{ from: 'start.main', to: 'many.main' }, { from: 'many.main', to: 'loop.main' }, { from: 'loop.each', to: 'turn.main' }]))
      const { status, page } = await ended(world, await begun(world, id), 60)
      return status === 'failed' && page.includes('ENGINE_CHILDREN_TOO_MANY') ? null : `${status} ${page.slice(0, 400)}`
    },
  },
  {
    id: 'D05', title: 'patterns that take for ever elsewhere',
    async run(world) {
      const startedAt = performance.now()
      for (const pattern of ['(a+)+$', '^(a|a)*$', '(.*)*x', '(a|aa)+$', '(?=a)', '(a{1,1000}){1,1000}']) {
        const value = `{{replace item.t ${JSON.stringify(pattern)} ""}}`
        const id = await made(world, documentOf([start, { id: 'set', type: 'core.log', params: { message: value } }]))
        const answer = await world.owner.post(`/api/flows/${id}/runs`, { what: 'draft', items: [{ json: { t: `${'a'.repeat(5000)}!` } }] })
        const { runId } = answer.body as { runId?: string }
        // A pattern that can be seen to be none is refused before anything runs.
        const end = runId === undefined ? { status: 'refused' } : await ended(world, runId, 20)
        if (!['refused', 'failed', 'succeeded'].includes(end.status)) return `${pattern}: ${end.status}`
      }
      const seconds = (performance.now() - startedAt) / 1000
      return first(seconds < 60 ? null : `they took ${seconds.toFixed(0)} s`, unless([200], await world.visitor().get('/api/health'), 'health'))
    },
  },
  {
    id: 'D09', title: 'a thousand tests of an account at once',
    async run({ owner, visitor }) {
      const { id } = (await owner.post('/api/credentials', { name: randomUUID(), type: 'http-bearer', values: { token: 'x', address: 'https://10.0.0.1' } })).body as { id: string }
      const [answers, health] = await Promise.all([Promise.all(Array.from({ length: 1000 }, () => owner.post(`/api/credentials/${id}/test`, {}))), visitor().get('/api/health')])
      const looks = await Promise.all(Array.from({ length: 200 }, () => owner.post('/api/imports/check', { text: JSON.stringify(documentOf([start])) })))
      const refused = (list: readonly Got[]) => list.filter(({ status }) => status === 429).length
      const broken = [...answers, ...looks].find(({ status }) => status >= 500)
      return first(broken === undefined ? null : `${broken.status} ${broken.text.slice(0, 200)}`, unless([200], health, 'health'), refused(answers) > 0 ? null : 'none of a thousand tests was put off', refused(looks) < looks.length ? null : 'every look was refused', unless([200], await owner.post('/api/imports/check', { text: JSON.stringify(documentOf([start])) }), 'one look afterwards'))
    },
  },
  {
    id: 'D10', title: 'a storm of retries beside a run that only wants to be done',
    async run(world) {
      const { type, code } = await installed(world, `run: () => { throw Object.assign(new Error('again'), { info: { code: 'ATTACK_AGAIN_PLEASE', kind: 'operational', retryable: true, params: {}, text: { fr: 'x', en: 'x' } }, [Symbol.for('maillon.error/1')]: true }) }`)
      if (code !== null) return code
      const storm = await made(world, documentOf([start, { id: 'it', type, retry: { attempts: 10, wait: { kind: 'exponential', firstMs: 1000, maxMs: 60_000, jitter: true } } }]))
      const quiet = await made(world, documentOf([start, { id: 'log', type: 'core.log', params: { message: 'x' } }]))
      const storms: string[] = []
      for (let index = 0; index < 40; index += 1) storms.push(await begun(world, storm))
      const { status } = await ended(world, await begun(world, quiet), 30)
      await Promise.all(storms.map((runId) => world.owner.post(`/api/runs/${runId}/cancel`, {})))
      return first(status === 'succeeded' ? null : `the quiet one: ${status}`, unless([200], await world.visitor().get('/api/health'), 'health'))
    },
  },
]
