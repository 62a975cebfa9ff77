import { first, unless, type Attack } from '../attack.js'
import type { AttackWorld } from '../attack-world.js'

type Node = { readonly id: string; readonly type: string; readonly params: object }

function documentOf(nodes: readonly Node[], name = 'D'): object {
  const placed = nodes.map((node) => ({ version: 1, name: node.id, position: { x: 0, y: 0 }, ...node }))
  return { format: 'maillon.flow/1', id: 'x', name, settings: {}, notes: [], requires: {}, nodes: placed, edges: placed.slice(1).map((node, index) => ({ from: `${placed[index]?.id}.main`, to: `${node.id}.main` })) }
}

/** Whether a flow with this node may be switched on. */
async function published({ owner }: AttackWorld, nodes: readonly Node[]): Promise<{ readonly status: number; readonly text: string }> {
  const made = await owner.post('/api/flows', { documentText: JSON.stringify(documentOf(nodes)) })
  if (made.status !== 201) return made
  const { id } = made.body as { id: string }
  const answer = await owner.post(`/api/flows/${id}/publish`, { revision: 0, activate: true })
  await owner.send('DELETE', `/api/flows/${id}`)
  return answer
}

const log: Node = { id: 'log', type: 'core.log', params: { message: 'x' } }

/** D07 to D15: asking for more than there is. (D06 stands with the packages, D01 to D05, D09 and D10 with the work that never ends; D03 and D11 are measured: `npm run bench -- 3`, `-- pages`.) */
export const exhaustionAttacks: readonly Attack[] = [
  {
    id: 'D07', title: 'lists without end, deep offsets, words full of wildcards',
    async run({ owner }) {
      for (const query of ['runs?limit=1000000000', 'runs?limit=-1', 'runs?limit=NaN', 'audit?offset=-1', 'audit?offset=1e300', 'audit?limit=1e9']) {
        const found = unless([400], await owner.get(`/api/${query}`), query)
        if (found !== null) return found
      }
      const startedAt = performance.now()
      const words = await owner.get(`/api/runs?search=${encodeURIComponent('%a'.repeat(100))}`)
      return first(unless([200, 400], words, 'wildcards'), performance.now() - startedAt < 5000 ? null : 'wildcards took longer than five seconds')
    },
  },
  {
    id: 'D13', title: 'a flow of 5,000 steps, and one of ten megabytes',
    async run({ owner, visitor }) {
      const startedAt = performance.now()
      const many = await owner.post('/api/flows', { documentText: JSON.stringify(documentOf(Array.from({ length: 5000 }, (_, index) => ({ ...log, id: `n${index}` })))) })
      const large = await owner.post('/api/flows', { documentText: JSON.stringify(documentOf([{ ...log, params: { message: 'x'.repeat(10_000_000) } }])) })
      const seconds = (performance.now() - startedAt) / 1000
      return first(unless([201, 413, 422], many, '5,000 steps'), unless([201, 400, 413, 422], large, 'ten megabytes'), seconds < 30 ? null : `they took ${seconds.toFixed(0)} s`, unless([200], await visitor().get('/api/health'), 'health'))
    },
  },
  {
    id: 'D14', title: 'schedules that never come, or of no time zone',
    async run(world) {
      for (const [what, schedule] of [['a day that no month has', { kind: 'cron', cron: '0 0 31 2 *' }], ['no cron', { kind: 'cron', cron: '* * * * * * * *' }], ['a minute too many', { kind: 'cron', cron: '99 * * * *' }], ['no time zone', { kind: 'cron', cron: '0 8 * * *', timeZone: '../../etc/localtime' }]] as const) {
        const found = unless([400, 422], await published(world, [{ id: 'start', type: 'core.schedule', params: { schedule } }, log]), what)
        if (found !== null) return found
      }
      return null
    },
  },
  {
    id: 'D15', title: 'waits of a hundred thousand years, before now, of no number',
    async run(world) {
      for (const amount of [-1, 2 ** 53, 1e300, 'NaN', null]) {
        const found = unless([400, 422], await published(world, [{ id: 'start', type: 'core.manual', params: {} }, { id: 'wait', type: 'core.wait', params: { amount, unit: 'days' } }]), String(amount))
        if (found !== null) return found
      }
      return null
    },
  },
]
