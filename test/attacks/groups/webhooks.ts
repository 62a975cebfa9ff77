import { randomUUID } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { first, unless, type Attack } from '../attack.js'
import type { AttackWorld } from '../attack-world.js'

const path = () => `w-${randomUUID()}`

async function guarded({ owner, canaries }: AttackWorld): Promise<{ readonly where: string; readonly secret: string; readonly flowId: string }> {
  const secret = `hook-${randomUUID()}`
  canaries.set('webhook secret', secret)
  const { id: credential } = (await owner.post('/api/credentials', { name: 'Caller', type: 'http-bearer', values: { token: secret } })).body as { id: string }
  const where = path()
  const hook = { id: 'hook', type: 'core.webhook', version: 1, name: 'hook', position: { x: 0, y: 0 }, params: { method: 'POST', path: where, authentication: 'secret' }, credentials: { caller: { id: credential, name: 'Caller' } } }
  const log = { id: 'log', type: 'core.log', version: 1, name: 'log', position: { x: 0, y: 0 }, params: { message: 'called' } }
  const document = { format: 'maillon.flow/1', id: 'x', name: where, settings: {}, notes: [], requires: {}, nodes: [hook, log], edges: [{ from: 'hook.main', to: 'log.main' }] }
  const made = await owner.post('/api/flows', { documentText: JSON.stringify(document) })
  if (made.status !== 201) throw new Error(made.text)
  const { id } = made.body as { id: string }
  const published = await owner.post(`/api/flows/${id}/publish`, { revision: 0, activate: true })
  if (published.status !== 200) throw new Error(published.text)
  return { where, secret, flowId: id }
}

/** W01 to W18: calls from outside, to a server that stands alone. */
export const webhookAttacks: readonly Attack[] = [
  {
    id: 'W01', title: 'no secret, a wrong one, an empty one, twice, another length, another scheme',
    async run(world) {
      const { where, secret, flowId } = await guarded(world)
      const tries = [undefined, 'Bearer', 'Bearer ', `Bearer ${secret}x`, `Bearer ${secret.slice(0, -1)}`, `Bearer ${secret}, Bearer ${secret}`, `Basic ${Buffer.from(secret).toString('base64')}`, `Bearer ${secret.toUpperCase()}`, secret]
      for (const authorization of tries) {
        const found = unless([401], await world.visitor().post(`/hooks/${where}`, { n: 1 }, authorization === undefined ? {} : { authorization }), `authorization ${tries.indexOf(authorization)}`)
        if (found !== null) return found
      }
      const inAddress = unless([401], await world.visitor().post(`/hooks/${where}?authorization=Bearer%20${secret}`, {}), 'in the address')
      const left = await world.runsOf(flowId)
      return first(inAddress, left === 0 ? null : `${left} runs were recorded`, unless([200], await world.visitor().post(`/hooks/${where}`, { n: 1 }, { authorization: `Bearer ${secret}` }), 'the right one'))
    },
  },
  {
    id: 'W02', title: 'JSON with keys twice, prototype keys, NUL and odd escapes',
    async run({ visitor, listen }) {
      const where = path()
      await listen(where)
      const json = { 'content-type': 'application/json' }
      return first(
        unless([400], await visitor().post(`/hooks/${where}`, '{"__proto__":{"admin":true}}', json), 'a prototype key'),
        unless([400], await visitor().post(`/hooks/${where}`, '{"a":"\\u0000"}', json), 'NUL'),
        unless([400], await visitor().post(`/hooks/${where}`, `${'['.repeat(5000)}${']'.repeat(5000)}`, json), 'depth'),
      )
    },
  },
  {
    id: 'W03', title: 'one delivery a hundred times at once',
    async run({ visitor, listen, runsOf }) {
      const where = path()
      const flowId = await listen(where)
      const delivery = { 'x-delivery-id': randomUUID() }
      const answers = await Promise.all(Array.from({ length: 100 }, () => visitor().post(`/hooks/${where}`, { n: 1 }, delivery)))
      const ids = new Set(answers.filter(({ status }) => status === 200).map(({ body }) => (body as { runId: string }).runId))
      const runs = await runsOf(flowId)
      return ids.size === 1 && runs === 1 ? null : `${ids.size} answers, ${runs} runs`
    },
  },
  {
    id: 'W05', title: 'two requests in one: lengths that disagree, odd transfer encodings, bare line feeds, two hosts',
    async run({ raw, listen, runsOf }) {
      const where = path()
      const flowId = await listen(where)
      const head = `POST /hooks/${where} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n`
      const tries = [
        `${head}Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nX`, `${head}Transfer-Encoding: xchunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n`, `${head}Content-Length : 2\r\n\r\n{}`,
        `${head}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`, `${head}X: a\r\n folded\r\nContent-Length: 2\r\n\r\n{}`, `POST /hooks/${where} HTTP/1.1\nHost: localhost\nContent-Length: 2\n\n{}`, `${head}Content-Length: +2\r\n\r\n{}`, `${head}Content-Length: 0x2\r\n\r\n{}`,
      ]
      for (const [index, text] of tries.entries()) {
        const answer = await raw(text)
        if (answer.startsWith('HTTP/1.1 2')) return `try ${index}: ${answer.slice(0, 20)}`
      }
      const runs = await runsOf(flowId)
      return runs === 0 ? null : `${runs} runs`
    },
  },
  {
    id: 'W06', title: 'a body that isn’t what its type says; file objects out of JSON',
    async run({ visitor, listen, owner }) {
      const where = path()
      await listen(where)
      const post = (body: string, type: string) => visitor().post(`/hooks/${where}`, body, { 'content-type': type })
      const found = first(
        unless([400, 415], await post('{"a":1}', 'multipart/form-data; boundary=x'), 'JSON as multipart'), unless([400], await post('--x\r\n\r\n--x--', 'application/json'), 'multipart as JSON'),
        unless([415], await post('{"a":1}', 'application/json; charset=utf-7'), 'UTF-7'), unless([415], await post('<a/>', 'application/octet-stream'), 'bytes'),
      )
      const { status, body } = await post('{"files":{"f":{"filepath":"/etc/passwd"}}}', 'application/json')
      if (status !== 200) return found ?? `plain JSON: ${status}`
      const { text } = await owner.get(`/api/runs/${(body as { runId: string }).runId}/steps/hook/outputs/main`)
      return found ?? (text.includes('root:') ? 'the file was read' : null)
    },
  },
  {
    id: 'W07', title: 'compressed bodies',
    async run({ visitor, listen }) {
      const where = path()
      await listen(where)
      const bomb = gzipSync(Buffer.alloc(20 * 1024 * 1024))
      return first(...(await Promise.all(['gzip', 'br', 'deflate', 'gzip, gzip'].map(async (encoding) => unless([400, 413, 415], await visitor().send('POST', `/hooks/${where}`, { body: bomb, headers: { 'content-type': 'application/json', 'content-encoding': encoding } }), encoding)))))
    },
  },
  {
    id: 'W09', title: 'forms with a hundred thousand fields, empty names, brackets without end',
    async run({ visitor, listen }) {
      const where = path()
      await listen(where)
      const form = { 'content-type': 'application/x-www-form-urlencoded' }
      const many = Array.from({ length: 100_000 }, (_, index) => `f${index}=1`).join('&')
      const parts = `--x\r\n${Array.from({ length: 2000 }, (_, index) => `Content-Disposition: form-data; name="f${index}"\r\n\r\n1\r\n--x\r\n`).join('')}`
      const brackets = await visitor().post(`/hooks/${where}`, `a${'[b]'.repeat(10_000)}=1`, form)
      return first(
        unless([400], await visitor().post(`/hooks/${where}`, many, form), 'many fields'), unless([400], await visitor().post(`/hooks/${where}`, '=1', form), 'no name'), unless([400], await visitor().post(`/hooks/${where}`, '__proto__=1', form), 'a prototype key'),
        unless([200, 400], brackets, 'brackets'), unless([400, 413, 415], await visitor().post(`/hooks/${where}`, parts, { 'content-type': 'multipart/form-data; boundary=x' }), 'multipart without an end'), unless([200], await visitor().get('/api/health'), 'the server'),
      )
    },
  },
  {
    id: 'W10', title: 'paths that climb, hide or are taken',
    async run({ owner, stranger, listen, visitor }) {
      const taken = path()
      await listen(taken)
      const publish = async (who: typeof owner, where: string) => {
        const document = { format: 'maillon.flow/1', id: 'x', name: 'x', settings: {}, notes: [], requires: {}, nodes: [{ id: 'hook', type: 'core.webhook', version: 1, name: 'hook', position: { x: 0, y: 0 }, params: { method: 'POST', path: where } }, { id: 'log', type: 'core.log', version: 1, name: 'l', position: { x: 0, y: 0 }, params: { message: 'x' } }], edges: [{ from: 'hook.main', to: 'log.main' }] }
        const made = await who.post('/api/flows', { documentText: JSON.stringify(document) })
        return made.status >= 400 ? made : who.post(`/api/flows/${(made.body as { id: string }).id}/publish`, { revision: 0, activate: true })
      }
      for (const where of ['../api/users', '%2e%2e/api', '/api', 'a//b', 'a/', 'a b', 'a?b', '..']) {
        const found = unless([400, 409, 422], await publish(owner, where), where)
        if (found !== null) return found
      }
      return first(unless([409, 422], await publish(stranger, taken), 'the path of another workspace'), unless([200], await publish(stranger, path()), 'a path of one’s own'), unless([401, 404], await visitor().post('/hooks/%2e%2e/api/flows'), 'an escaped path'))
    },
  },
  {
    id: 'W11', title: 'methods that nobody listens for',
    async run({ visitor, listen, runsOf, raw }) {
      const where = path()
      const flowId = await listen(where)
      for (const method of ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE']) {
        const found = unless([404, 405], await visitor().send(method, `/hooks/${where}`), method)
        if (found !== null) return found
      }
      const trace = await raw(`TRACE /hooks/${where} HTTP/1.1\r\nHost: localhost\r\n\r\n`)
      const runs = await runsOf(flowId)
      return /^HTTP\/1\.1 (2|3)/.test(trace) ? 'TRACE' : runs === 0 ? null : `${runs} runs`
    },
  },
  {
    id: 'W13', title: 'a flow that calls its own webhook at the address inside',
    async run({ visitor, listen, runsOf, server }) {
      const where = path()
      const flowId = await listen(where, {}, [{ id: 'again', type: 'http.request', version: 1, name: 'again', position: { x: 0, y: 0 }, params: { method: 'POST', url: `${server.url}/hooks/${where}` } }])
      await visitor().post(`/hooks/${where}`, { n: 1 })
      await new Promise((resolve) => setTimeout(resolve, 4000))
      const runs = await runsOf(flowId)
      return runs === 1 ? null : `${runs} runs`
    },
  },
  {
    id: 'W14', title: 'an answer that sets cookies, redirects or brings scripts',
    async run({ visitor, listen }) {
      const where = path()
      const headers = [['Set-Cookie', 'maillon_session=evil'], ['Location', 'https://evil.example'], ['Access-Control-Allow-Origin', '*'], ['Content-Security-Policy', "default-src *"], ['Content-Type', 'text/html']].map(([name, value]) => ({ name, value }))
      await listen(where, { respond: 'by-node' }, [{ id: 'respond', type: 'core.respond', version: 1, name: 'respond', position: { x: 0, y: 0 }, params: { status: 200, body: '<script>alert(1)</script>', headers } }])
      const got = await visitor().post(`/hooks/${where}`, {})
      const forbidden = ['set-cookie', 'location', 'access-control-allow-origin'].filter((name) => got.headers.has(name))
      if (forbidden.length > 0) return forbidden.join(', ')
      const policy = got.headers.get('content-security-policy') ?? ''
      return policy.includes('sandbox') && got.headers.get('x-content-type-options') === 'nosniff' ? null : `policy ${policy}`
    },
  },
  {
    id: 'W15', title: 'a challenge that is echoed as a script',
    async run({ visitor, listen }) {
      const where = path()
      await listen(where, { method: 'GET', respond: 'by-node' }, [{ id: 'respond', type: 'core.respond', version: 1, name: 'respond', position: { x: 0, y: 0 }, params: { status: 200, body: '{{item.query.challenge}}' } }])
      const got = await visitor().get(`/hooks/${where}?challenge=${encodeURIComponent('<script>alert(1)</script>')}`)
      const type = got.headers.get('content-type') ?? ''
      // Plain text or JSON: nothing that a browser would draw.
      return got.status === 200 && /^(text\/plain|application\/json)/.test(type) && got.headers.get('x-content-type-options') === 'nosniff' && (got.headers.get('content-security-policy') ?? '').includes('sandbox') ? null : `${got.status} ${type}`
    },
  },
  {
    id: 'W17', title: 'a caller that hangs up while its run goes on',
    async run({ server, listen, runsOf, owner }) {
      const where = path()
      const flowId = await listen(where, { respond: 'when-finished' }, [{ id: 'wait', type: 'core.wait', version: 1, name: 'wait', position: { x: 0, y: 0 }, params: { amount: 2, unit: 'seconds' } }])
      await fetch(`${server.url}/hooks/${where}`, { method: 'POST', signal: AbortSignal.timeout(1500) }).catch(() => null)
      for (let round = 0; round < 40; round += 1) {
        const { runs } = (await owner.get(`/api/runs?flowId=${flowId}`)).body as { runs: { status: string }[] }
        if (runs[0]?.status === 'succeeded') return null
        await new Promise((resolve) => setTimeout(resolve, 1000))
      }
      return `${await runsOf(flowId)} runs, none of which came to its end`
    },
  },
  {
    id: 'W18', title: 'a flood at one webhook while others work',
    async run({ visitor, listen, owner }) {
      const [flooded, other] = [path(), path()]
      await listen(flooded)
      await listen(other)
      const flood = Promise.all(Array.from({ length: 1500 }, () => visitor().post(`/hooks/${flooded}`, { n: 1 }).catch(() => ({ status: 0 }))))
      const calm = await visitor().post(`/hooks/${other}`, { n: 1 })
      const page = await owner.get('/api/session')
      const statuses = new Set((await flood).map(({ status }) => status))
      // 0: the flood's own connections that the machine's queue for new ones had no room for.
      const odd = [...statuses].filter((status) => ![0, 200, 429, 503].includes(status))
      return first(unless([200], calm, 'the other webhook'), unless([200], page, 'a page'), odd.length === 0 ? null : `statuses ${odd.join(', ')}`)
    },
  },
]
