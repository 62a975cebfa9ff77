import { randomUUID } from 'node:crypto'
import { first, unless, type Attack } from '../attack.js'

const token = (header: object, payload: object, signature = '') => [header, payload].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).concat(signature).join('.')

/** A05 to A17, A19: what a session is good for. The whole matrix of routes, roles and foreign ids is `apps/server/src/route-matrix.test.ts`. */
export const rightsAttacks: readonly Attack[] = [
  {
    id: 'A05', title: 'things of another workspace, by their ids',
    async run({ owner, stranger, listen }) {
      const flow = await listen(`a05-${randomUUID()}`)
      for (const [method, path] of [['GET', ''], ['GET', '/versions'], ['GET', '/export'], ['POST', '/publish'], ['POST', '/runs'], ['POST', '/active'], ['DELETE', '']] as const) {
        const body = { '/publish': { revision: 0, activate: false }, '/runs': { what: 'draft' }, '/active': { active: false } }[path as '/runs']
        const found = unless([404], await stranger.send(method, `/api/flows/${flow}${path}`, body === undefined ? {} : { body }), `${method} ${path}`)
        if (found !== null) return found
      }
      const lists = await Promise.all(['/api/flows', '/api/runs', '/api/credentials', '/api/files', '/api/members', '/api/audit', '/api/tokens'].map((path) => stranger.get(path)))
      return lists.some(({ text }) => text.includes(flow) || text.includes('ana@example.com')) ? 'a list shows it' : unless([200], await owner.get(`/api/flows/${flow}`), 'the owner')
    },
  },
  {
    id: 'A06', title: 'role, workspace and id of somebody else in a body',
    async run({ join, owner }) {
      const { visitor } = await join('viewer')
      const more = { role: 'owner', isAdmin: true, workspaceId: randomUUID(), ownerId: randomUUID(), id: randomUUID(), createdAt: '2000-01-01' }
      await visitor.send('PATCH', '/api/me', { body: { name: 'V', ...more } })
      const { user } = (await visitor.get('/api/session')).body as { user: { role: string } }
      const made = (await owner.post('/api/flows', { name: 'Mass', ...more })).body as { id: string }
      return user.role === 'viewer' && made.id !== more.id ? null : 'it was believed'
    },
  },
  {
    id: 'A07', title: 'a flow copied into another workspace that takes its credential along',
    async run({ owner, stranger }) {
      const { id: credential } = (await owner.post('/api/credentials', { name: 'Mine', type: 'http-bearer', values: { token: 'x', address: 'https://example.com' } })).body as { id: string }
      const document = { format: 'maillon.flow/1', id: 'x', name: 'copy', settings: {}, notes: [], requires: {}, edges: [{ from: 's.main', to: 'h.main' }], nodes: [{ id: 's', type: 'core.manual', version: 1, name: 's', position: { x: 0, y: 0 }, params: {} }, { id: 'h', type: 'http.request', version: 1, name: 'h', position: { x: 0, y: 0 }, params: { url: 'https://example.com' }, credentials: { auth: { id: credential, name: 'Mine' } } }] }
      const made = await stranger.post('/api/flows', { documentText: JSON.stringify(document) })
      if (made.status !== 201) return `the copy itself: ${made.text}`
      const { id } = made.body as { id: string }
      const kept = await stranger.get(`/api/flows/${id}`)
      const run = await stranger.post(`/api/flows/${id}/runs`, { what: 'draft' })
      if (run.status >= 400 || !kept.text.includes(credential)) return null
      return untilOver(async () => (await stranger.get(`/api/runs/${(run.body as { runId: string }).runId}`)).body as { run?: { status: string } }).then((status) => (status === 'succeeded' ? 'it ran with it' : null))
    },
  },
  {
    id: 'A09', title: 'forged tokens: alg none, HS256, a path as kid, foreign issuer',
    async run({ visitor }) {
      const claims = { sub: randomUUID(), iss: 'https://evil.example', aud: 'maillon', email: 'ana@example.com', role: 'owner', exp: 4_000_000_000 }
      const forged = [token({ alg: 'none' }, claims), token({ alg: 'HS256', kid: '../../dev/null' }, claims, 'x'), token({ alg: 'RS256', jku: 'https://evil.example/keys' }, claims, 'x'), `maillon_${'A'.repeat(43)}`, "' OR 1=1 --", '']
      for (const bearer of forged) {
        const found = unless([401], await visitor().get('/api/flows', { authorization: `Bearer ${bearer}` }), bearer.slice(0, 20))
        if (found !== null) return found
      }
      return null
    },
  },
  {
    id: 'A10', title: 'a cookie after logout, and after its person was disabled',
    async run({ join, owner, visitor }) {
      const { visitor: person, id, email } = await join('viewer')
      const kept = visitor()
      kept.cookie = person.cookie
      await person.send('DELETE', '/api/session')
      const afterLogout = unless([401], await kept.get('/api/session'), 'after logout')
      await person.post('/api/session', { email, password: 'x' })
      const { members } = (await owner.get('/api/members')).body as { members: { id: string; revision: number }[] }
      await owner.send('PATCH', `/api/members/${id}`, { body: { revision: members.find((member) => member.id === id)?.revision, isActive: false } })
      return first(afterLogout, unless([401], await kept.get('/api/flows'), 'after disabling'))
    },
  },
  {
    id: 'A11', title: 'a way round the guard by headers, slashes, case, escapes and methods',
    async run({ visitor }) {
      const tries: readonly [string, string, Record<string, string>?][] = [
        ['GET', '/api/flows', { 'x-middleware-subrequest': 'middleware:middleware:middleware' }], ['GET', '/api/flows/'], ['GET', '/api//flows'], ['GET', '/API/flows'], ['GET', '/api/%66lows'], ['GET', '/api/flows.rsc'],
        ['GET', '/api/flows?_rsc=1', { 'x-nextjs-data': '1' }], ['GET', '/api/./flows'], ['GET', '/api/%2e/flows'], ['HEAD', '/api/flows'], ['OPTIONS', '/api/flows'], ['GET', '/api/setup', { 'x-original-url': '/api/flows', 'x-rewrite-url': '/api/flows' }],
        ['POST', '/api/flows', { 'x-http-method-override': 'GET' }], ['GET', '/hooks/../api/flows'], ['GET', '/_next/../api/flows'],
      ]
      for (const [method, path, headers = {}] of tries) {
        const { status, text } = await visitor().send(method, path, { headers })
        if (text.includes('"flows"') || (status < 300 && !path.startsWith('/api/setup'))) return `${method} ${path}: ${status}`
      }
      return null
    },
  },
  {
    id: 'A13', title: 'surfaces that are for inside only',
    async run({ visitor }) {
      for (const path of ['/metrics', '/admin', '/admin/queues', '/api/docs', '/api/openapi.json', '/debug/pprof', '/json/version', '/api/queues', '/api/workers', '/.env', '/api/health/detail']) {
        const found = unless([401, 404], await visitor().get(path), path)
        if (found !== null) return found
      }
      return null
    },
  },
  {
    id: 'A14', title: 'guessing ids',
    async run({ owner, listen }) {
      const ids = await Promise.all([1, 2, 3].map((n) => listen(`a14-${n}-${randomUUID()}`)))
      const tails = ids.map((id) => id.replaceAll('-', '').slice(13))
      if (new Set(tails.map((tail) => tail.slice(0, 8))).size < 3) return 'the ids follow one another'
      for (const id of ['1', '../1', '0000', 'x'.repeat(500)]) {
        const found = unless([400, 404], await owner.get(`/api/flows/${encodeURIComponent(id)}`), id.slice(0, 10))
        if (found !== null) return found
      }
      return null
    },
  },
  {
    id: 'A15', title: 'the event stream of another workspace’s run',
    async run({ owner, stranger, listen, visitor }) {
      const path = `a15-${randomUUID()}`
      await listen(path)
      const { runId } = (await visitor().post(`/hooks/${path}`, { text: 'x\n\nevent: run\ndata: {}\n\n' })).body as { runId: string }
      return first(unless([404], await stranger.get(`/api/events?runId=${runId}`), 'the stream'), unless([200], await owner.get(`/api/runs/${runId}`), 'the owner'))
    },
  },
  {
    id: 'A17', title: 'an API token in the address, and one that was revoked',
    async run({ owner, visitor, canaries }) {
      const { id, token: secret } = (await owner.post('/api/tokens', { name: 'attack', role: 'owner', permissions: [], days: 1 })).body as { id: string; token: string }
      canaries.set('API token', secret)
      for (const name of ['token', 'access_token', 'api_key', 'apikey', 'key', 'authorization']) {
        const found = unless([401], await visitor().get(`/api/flows?${name}=${secret}`), name)
        if (found !== null) return found
      }
      const works = unless([200], await visitor().get('/api/flows', { authorization: `Bearer ${secret}` }), 'the token itself')
      const makes = unless([403], await visitor().post('/api/tokens', { name: 'x', role: 'owner', permissions: [], days: null }, { authorization: `Bearer ${secret}` }), 'a token that makes tokens')
      await owner.send('DELETE', `/api/tokens/${id}`)
      return first(works, makes, unless([401], await visitor().get('/api/flows', { authorization: `Bearer ${secret}` }), 'after it was revoked'))
    },
  },
  {
    id: 'A19', title: 'a stream that stays open after its person was removed',
    async run({ join, owner, server }) {
      const { visitor, id } = await join('editor')
      const stream = await fetch(`${server.url}/api/events`, { headers: { cookie: visitor.cookie ?? '' } })
      const { members } = (await owner.get('/api/members')).body as { members: { id: string; revision: number }[] }
      await owner.send('DELETE', `/api/members/${id}?revision=${members.find((member) => member.id === id)?.revision}`)
      const edit = unless([401], await visitor.post('/api/flows', { name: 'late' }), 'an edit')
      const ended = await Promise.race([drained(stream), new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 15_000))])
      return first(edit, ended ? null : 'the stream is still open after 15 s')
    },
  },
]

async function drained(stream: Response): Promise<boolean> {
  try {
    await stream.arrayBuffer()
  } catch {
    // Cut off: that is what is waited for.
  }
  return true
}

async function untilOver(read: () => Promise<{ readonly run?: { readonly status: string } }>): Promise<string> {
  for (let round = 0; round < 60; round += 1) {
    const status = (await read()).run?.status ?? ''
    if (['succeeded', 'failed', 'warned', 'cancelled'].includes(status)) return status
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
  return 'late'
}
