/** Loops, called flows, answers by link, rows to be mended and runs that go on from a step, through the API of a whole server. */
import type { AnswerView, FlowDetail, ItemsPage, LogLine, RowsToFixPage, RunDetail, StepToFix, TurnsPage } from '@maillon/api-contract'
import type { FlowDocument } from '@maillon/flow-document'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { chain, nodeOf } from './testing/sample-flows.js'
import { startTestServer, type TestServer } from './testing/start-test-server.js'
import type { TestClient } from './testing/test-client.js'

let server: TestServer
let owner: TestClient

beforeAll(async () => {
  server = await startTestServer()
  owner = await server.owner()
})

afterAll(async () => {
  await server?.stop()
})

async function importFlow(document: FlowDocument, isPublished = false): Promise<FlowDetail> {
  const made = await owner.post('/api/flows', { documentText: JSON.stringify(document) })
  expect(made).toMatchObject({ status: 201 })
  const flow = made.body as FlowDetail
  if (isPublished) expect(await owner.post(`/api/flows/${flow.id}/publish`, { revision: flow.revision, activate: true })).toMatchObject({ status: 200 })
  return flow
}

async function start(flowId: string, rows: readonly object[]): Promise<string> {
  const started = await owner.post(`/api/flows/${flowId}/runs`, { what: 'draft', isTest: false, rows })
  expect(started).toMatchObject({ status: 201 })
  return (started.body as { runId: string }).runId
}

const detailOf = async (runId: string): Promise<RunDetail> => (await owner.get(`/api/runs/${runId}`)).body as RunDetail

function until(runId: string, isSo: (detail: RunDetail) => boolean): Promise<RunDetail> {
  return vi.waitFor(async () => {
    const detail = await detailOf(runId)
    if (!isSo(detail)) throw new Error(`${detail.run.status} ${detail.run.message}`)
    return detail
  }, { timeout: 20_000, interval: 50 })
}

const ended = (runId: string): Promise<RunDetail> => until(runId, ({ run }) => run.endedAt !== null)
const rowsOf = async (runId: string, node: string, port: string): Promise<readonly unknown[]> => ((await owner.get(`/api/runs/${runId}/steps/${node}/outputs/${port}`)).body as ItemsPage).items.map(({ json }) => json)

/** start -> loop(double) -> log */
function loopFlow(double = '{{multiply item.n 2}}'): FlowDocument {
  const base = chain('Loop', [nodeOf('start', 'core.manual'), nodeOf('loop', 'core.for-each', { batchSize: 2 })])
  return {
    ...base,
    nodes: [...base.nodes, { ...nodeOf('double', 'core.set', { fields: [{ name: 'twice', value: double }] }), parent: 'loop' }, nodeOf('log', 'core.log', { message: '{{item.twice}}' })],
    edges: [...base.edges, { from: 'loop.each', to: 'double.main' }, { from: 'loop.done', to: 'log.main' }],
  }
}

describe('a loop', () => {
  it('gives what its turns made, and shows each turn with its steps and data', async () => {
    const flow = await importFlow(loopFlow())
    const { run, steps } = await ended(await start(flow.id, [1, 2, 3].map((n) => ({ n }))))
    expect(run).toMatchObject({ status: 'succeeded', message: '' })
    expect(steps.find(({ node }) => node === 'loop')).toMatchObject({ status: 'succeeded', outputs: { done: 3 }, wait: { for: 'children', ended: 'children' } })
    expect(await rowsOf(run.id, 'loop', 'done')).toEqual([{ n: 1, twice: 2 }, { n: 2, twice: 4 }, { n: 3, twice: 6 }])
    const page = (await owner.get(`/api/runs/${run.id}/steps/loop/turns?limit=1`)).body as TurnsPage
    expect(page).toMatchObject({ turns: [{ index: 0, status: 'succeeded', message: '' }], next: 0 })
    const second = ((await owner.get(`/api/runs/${run.id}/steps/loop/turns?after=0`)).body as TurnsPage).turns[0]
    expect(await rowsOf(second?.runId ?? '', 'double', 'main')).toEqual([{ n: 3, twice: 6 }])
    // A turn is no run of its own in the list.
    expect((await owner.get(`/api/runs?flowId=${flow.id}`)).body).toMatchObject({ runs: [{ id: run.id }], nextCursor: null })
    expect(((await owner.get(`/api/runs?flowId=${flow.id}`)).body as { runs: unknown[] }).runs).toHaveLength(1)
  })
})

describe('a called flow', () => {
  it('runs as it is published, knows who called it, and gives back what it returns', async () => {
    const called = await importFlow(chain('Double', [nodeOf('called', 'core.called'), nodeOf('double', 'core.set', { fields: [{ name: 'twice', value: '{{multiply item.n 2}}' }] }), nodeOf('back', 'core.return')]), true)
    const caller = await importFlow(chain('Caller', [nodeOf('start', 'core.manual'), nodeOf('call', 'core.call-flow', { flow: { id: called.id, name: 'Double' } }), nodeOf('log', 'core.log', { message: '{{item.twice}}' })]))
    const { run } = await ended(await start(caller.id, [{ n: 21 }]))
    expect(run).toMatchObject({ status: 'succeeded', message: '' })
    expect(await rowsOf(run.id, 'call', 'main')).toEqual([{ n: 21, twice: 42 }])
    expect((await owner.get(`/api/runs?flowId=${called.id}`)).body).toMatchObject({ runs: [{ origin: 'flow', calledBy: run.id, status: 'succeeded' }] })
  })

  it('gets no rows without the fields that it declares: the calling step fails and says which', async () => {
    const fields = [{ name: 'n', type: 'number' }, { name: 'note', type: 'text', required: false }]
    const called = await importFlow(chain('Strict', [nodeOf('called', 'core.called', { fields }), nodeOf('back', 'core.return')]), true)
    const caller = await importFlow(chain('Caller', [nodeOf('start', 'core.manual'), nodeOf('call', 'core.call-flow', { flow: { id: called.id, name: 'Strict' } })]))
    const endOf = async (rows: readonly object[]) => (await ended(await start(caller.id, rows))).run
    expect((await endOf([{ n: 1 }, { n: 2, note: 'x' }])).status).toBe('succeeded')
    expect(await endOf([{ n: 1 }, { note: 'x' }])).toMatchObject({ status: 'failed', message: 'The flow “Strict” expects the field “n”: row 2 lacks it.' })
    expect(await endOf([{ n: 'one' }])).toMatchObject({ status: 'failed', message: expect.stringContaining('number') as unknown })
    expect(((await owner.get(`/api/runs?flowId=${called.id}`)).body as { runs: readonly unknown[] }).runs).toHaveLength(1)
  })

  it('that is not published is told when the caller is published', async () => {
    const lost = await importFlow(chain('Lost', [nodeOf('called', 'core.called'), nodeOf('back', 'core.return')]))
    const caller = await importFlow(chain('Caller', [nodeOf('start', 'core.manual'), nodeOf('call', 'core.call-flow', { flow: { id: lost.id, name: 'Lost' } })]))
    const refused = await owner.post(`/api/flows/${caller.id}/publish`, { revision: caller.revision, activate: false })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('"node":"call"')
  })
})

describe('a step that waits for an answer', () => {
  const waiting = chain('Wait', [nodeOf('start', 'core.manual'), nodeOf('wait', 'core.callback', { announce: 'none', amount: 1, unit: 'hours' }), nodeOf('log', 'core.log', { message: 'got {{item.result}}' })])

  async function linkOf(runId: string): Promise<string> {
    return vi.waitFor(async () => {
      const { lines } = (await owner.get(`/api/runs/${runId}/logs?node=wait`)).body as { lines: readonly LogLine[] }
      const link = /\/api\/answers\/[\w.-]+/.exec(JSON.stringify(lines))?.[0]
      if (link === undefined) throw new Error('No link yet')
      return link
    }, { timeout: 10_000 })
  }

  it('goes on with the answer of whoever has the link, once, without a session or a header of ours', async () => {
    const flow = await importFlow(waiting)
    const runId = await start(flow.id, [{ n: 1 }])
    const link = await linkOf(runId)
    const detail = await until(runId, ({ run }) => run.status === 'waiting')
    expect(detail.steps.find(({ node }) => node === 'wait')).toMatchObject({ status: 'suspended', wait: { for: 'answer', ended: null } })
    expect(Date.parse(detail.steps.find(({ node }) => node === 'wait')?.nextAttemptAt ?? '')).toBeGreaterThan(Date.now() + 3_000_000)
    const stranger = server.client()
    expect((await stranger.get(link)).body as AnswerView).toMatchObject({ state: 'open', flowName: 'Wait' })
    const answer = () => stranger.send('POST', link, { body: { result: 42 }, headers: { 'x-maillon-csrf': '' } })
    expect((await answer()).body).toEqual({ outcome: 'taken' })
    expect((await ended(runId)).run.status).toBe('succeeded')
    expect(await rowsOf(runId, 'wait', 'main')).toEqual([{ result: 42 }])
    expect((await answer()).body).toEqual({ outcome: 'late' })
    expect((await stranger.get(link)).body).toMatchObject({ state: 'late', form: null })
  })

  it('lets nobody in with a changed link, and says no more than that there is nothing', async () => {
    const link = await linkOf(await start((await importFlow(waiting)).id, [{ n: 1 }]))
    const stranger = server.client()
    for (const forged of [`${link.slice(0, -2)}xx`, `/api/answers/${Buffer.from('["x",0,0]').toString('base64url')}.AAAA`, '/api/answers/x', `/api/answers/${'a'.repeat(80)}.${'a'.repeat(43)}`]) {
      expect((await stranger.get(forged)).status, forged).toBe(404)
      expect((await stranger.send('POST', forged, { body: {} })).status, forged).toBe(404)
    }
  })

  it('is a page for people under the same token', async () => {
    const link = await linkOf(await start((await importFlow(waiting)).id, [{ n: 1 }]))
    const answer = await server.client().get(link.replace('/api/answers/', '/answers/'))
    expect([answer.status, answer.headers.get('location')]).toEqual([302, `/answer/?token=${link.split('/').at(-1)}`])
  })
})

describe('a run that is taken up again', () => {
  const flow = (): FlowDocument => {
    const base = chain('Again', [nodeOf('start', 'core.manual'), nodeOf('first', 'core.set', { fields: [{ name: 'price', value: '{{item.price}}' }] }), nodeOf('total', 'core.set', { fields: [{ name: 'total', value: '{{multiply item.price 2}}' }] })])
    return { ...base, nodes: base.nodes.map((node) => (node.id === 'total' ? { ...node, onError: { choice: 'set-aside' } } : node)) }
  }

  it('begins with a step, with other rows before it', async () => {
    const { id } = await importFlow(flow())
    const runId = await start(id, [{ price: 1 }])
    await ended(runId)
    const again = await owner.post(`/api/runs/${runId}/again`, { node: 'total', changed: [{ node: 'first', port: 'main', rows: [{ price: 50 }] }] })
    expect(again).toMatchObject({ status: 201 })
    const { run, steps } = await ended((again.body as { runId: string }).runId)
    expect(run).toMatchObject({ status: 'succeeded', goesOnFrom: { runId, how: 'from' } })
    expect(await rowsOf(run.id, 'total', 'main')).toEqual([{ price: 50, total: 100 }])
    expect(steps.find(({ node }) => node === 'first')?.attempts).toEqual([])
    expect(await owner.post(`/api/runs/${runId}/again`, { node: 'start' })).toMatchObject({ status: 409, body: { error: { code: 'ENGINE_NODE_UNKNOWN' } } })
    expect((await owner.post(`/api/runs/${runId}/again`, { node: 'nowhere' })).status).toBe(404)
  })

  it('takes the rows that were set aside once they are mended, alone', async () => {
    const { id } = await importFlow(flow())
    const runId = await start(id, [{ price: 1 }, { price: 'a lot' }, { price: 3 }])
    const detail = await ended(runId)
    expect(detail.run.status).toBe('warned')
    expect(detail.steps.find(({ node }) => node === 'total')).toMatchObject({ status: 'warned', failedItems: 1, setAside: 1 })
    const aside = (await owner.get(`/api/runs/${runId}/steps/total/set-aside`)).body as RowsToFixPage
    expect(aside).toMatchObject({ total: 1, rows: [{ index: 0, item: { price: 'a lot' }, files: [], again: null, error: { message: expect.stringMatching(/a lot|price/) as unknown } }] })
    const again = await owner.post(`/api/runs/${runId}/steps/total/rows`, { rows: [{ price: 2 }], of: [0] })
    const { run } = await ended((again.body as { runId: string }).runId)
    expect(run).toMatchObject({ status: 'succeeded', goesOnFrom: { how: 'rows' } })
    expect(await rowsOf(run.id, 'total', 'main')).toEqual([{ price: 2, total: 4 }])
    expect(await owner.post(`/api/runs/${runId}/steps/total/rows`, { rows: [] })).toMatchObject({ status: 400, body: { error: { code: 'ENGINE_ROWS_NONE' } } })
    expect((await owner.get(`/api/runs/${runId}/steps/total/set-aside`)).body).toMatchObject({ rows: [{ again: { runId: run.id, by: 'Ana' } }] })
  })

  it('marks rows that were run again, refuses them a second time unless asked to, and frees those whose run failed', async () => {
    const { id } = await importFlow(flow())
    const runId = await start(id, ['x', 'y', 'z'].map((price) => ({ price })))
    await ended(runId)
    const send = (body: object) => owner.post(`/api/runs/${runId}/steps/total/rows`, body)
    const made = async (body: object): Promise<string> => {
      const answer = await send(body)
      expect(answer).toMatchObject({ status: 201 })
      return (answer.body as { runId: string }).runId
    }
    await ended(await made({ rows: [{ price: 1 }, { price: 2 }], of: [0, 2] }))
    expect(((await owner.get(`/api/runs/${runId}/to-fix`)).body as { steps: readonly StepToFix[] }).steps).toEqual([{ runId, node: 'total', iteration: '', rows: 3, mended: 2 }])
    expect(await send({ rows: [{ price: 1 }, { price: 5 }], of: [1, 2] })).toMatchObject({ status: 409, body: { error: { code: 'TOFIX_ROW_TAKEN' } } })
    // Refused as a whole: the other row is still free, for one of two who want it.
    const [one, other] = await Promise.all([send({ rows: [{ price: 5 }], of: [1] }), send({ rows: [{ price: 6 }], of: [1] })])
    expect([one.status, other.status].toSorted()).toEqual([201, 409])
    await ended(await made({ rows: [{ price: 1 }], of: [2], again: true }))
    for (const wrong of [[3], [0, 1], [-1]]) expect((await send({ rows: [{ price: 1 }], of: wrong })).status, String(wrong)).toBeGreaterThanOrEqual(400)
    expect((await send({ rows: [{ price: 1 }, { price: 1 }], of: [0, 0], again: true })).status).toBe(422)
  })

  it('frees a row whose new run failed', async () => {
    const base = flow()
    const { id } = await importFlow({ ...base, nodes: [...base.nodes, nodeOf('stop', 'core.stop', { message: 'No' })], edges: [...base.edges, { from: 'total.main', to: 'stop.main' }] })
    const runId = await start(id, [{ price: 'x' }])
    await ended(runId)
    const again = () => owner.post(`/api/runs/${runId}/steps/total/rows`, { rows: [{ price: 1 }], of: [0] })
    expect((await ended(((await again()).body as { runId: string }).runId)).run.status).toBe('failed')
    expect((await again()).status).toBe(201)
  })

  it('exports the rows to mend as a table, with the reason, safe from formulas', async () => {
    const { id } = await importFlow(flow())
    const runId = await start(id, [{ price: '=1+1', name: 'Zoé; "A"' }, { price: 'x', extra: { a: [1] } }])
    await ended(runId)
    const csv = await owner.get(`/api/runs/${runId}/steps/total/set-aside/export?format=csv`)
    expect(csv.headers.get('content-disposition')).toContain('total.csv')
    const lines = csv.text.replace('\ufeff', '').trim().split('\r\n')
    expect(lines[0]).toBe('Reason,price,name,extra')
    expect(lines[1]).toMatch(/,'=1\+1,"Zoé; ""A""",$/)
    expect(lines[2]).toMatch(/,x,,"\{""a"":\[1\]\}"$/)
    const workbook = await owner.get(`/api/runs/${runId}/steps/total/set-aside/export?format=xlsx`)
    expect([workbook.status, workbook.headers.get('content-type')]).toEqual([200, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'])
    expect((await owner.get(`/api/runs/${runId}/steps/total/set-aside/export?format=exe`)).status).toBe(400)
    expect((await owner.get(`/api/runs/${runId}/steps/first/set-aside`)).body).toEqual({ rows: [], offset: 0, total: 0 })
  })

  it('says where rows were set aside in the turns of a loop, and runs them again through the rest of their turn', async () => {
    const base = loopFlow()
    const { id } = await importFlow({ ...base, nodes: base.nodes.map((node) => (node.id === 'double' ? { ...node, onError: { choice: 'set-aside' } } : node)) })
    const runId = await start(id, [{ n: 1 }, { n: 2 }, { n: 'x' }])
    await ended(runId)
    const { steps } = (await owner.get(`/api/runs/${runId}/to-fix`)).body as { steps: readonly StepToFix[] }
    expect(steps).toMatchObject([{ node: 'double', iteration: '1', rows: 1, mended: 0 }])
    const turn = steps[0]?.runId ?? ''
    expect((await owner.get(`/api/runs/${turn}/steps/double/set-aside`)).body).toMatchObject({ rows: [{ item: { n: 'x' } }], total: 1 })
    const made = await owner.post(`/api/runs/${turn}/steps/double/rows`, { rows: [{ n: 3 }], of: [0] })
    const { run } = await ended((made.body as { runId: string }).runId)
    expect(run).toMatchObject({ status: 'succeeded', goesOnFrom: { runId, how: 'rows' }, calledBy: null })
    expect(await rowsOf(run.id, 'double', 'main')).toMatchObject([{ n: 3, twice: 6 }])
    expect(((await owner.get(`/api/runs/${runId}/to-fix`)).body as { steps: readonly StepToFix[] }).steps).toMatchObject([{ rows: 1, mended: 1 }])
  })
})

describe('a step that the engine ended', () => {
  /** start -> endless -(error)-> told */
  const flow = (locale: 'fr' | 'en', choice: 'branch' | 'set-aside'): FlowDocument => {
    const told = nodeOf('told', 'core.set', { keepOthers: false, fields: [{ name: 'text', value: '{{item.error.message}} {{item.error.hint}}' }] })
    const base = chain('Ended', [nodeOf('start', 'core.manual'), { ...nodeOf('endless', 'code.javascript', { code: 'for (;;) {}', seconds: 60 }), timeoutMs: 1_000, retry: { attempts: 1, wait: { kind: 'fixed', ms: 0 } }, onError: { choice } }])
    return { ...base, settings: { locale }, ...(choice === 'branch' ? { nodes: [...base.nodes, told], edges: [...base.edges, { from: 'endless.error', to: 'told.main' }] } : {}) }
  }
  const plain = (text: unknown) => String(text).replaceAll(/[\u00a0\u202f]/g, ' ')

  it('says at its error port what happened and what to do, in the language of the flow', async () => {
    const texts = await Promise.all((['fr', 'en'] as const).map(async (locale) => {
      const runId = await start((await importFlow(flow(locale, 'branch'))).id, [{ n: 1 }])
      expect((await ended(runId)).run.status).toBe('warned')
      return plain((await rowsOf(runId, 'told', 'main') as readonly { readonly text: string }[])[0]?.text)
    }))
    expect(texts).toEqual([
      'L’étape a dépassé sa limite de temps de 1 s. Si ce délai est normal, augmentez la limite de temps de l’étape.',
      'The step took longer than its time limit of 1 s. If it normally takes that long, raise the time limit of the step.',
    ])
  })

  it('says it in the table of rows to mend too', async () => {
    const runId = await start((await importFlow(flow('fr', 'set-aside'))).id, [{ n: 1 }])
    await ended(runId)
    const { rows } = (await owner.get(`/api/runs/${runId}/steps/endless/set-aside`)).body as RowsToFixPage
    expect(rows.map(({ item, error }) => [item, error.code, plain(error.message), plain(error.hint)])).toEqual([
      [{ n: 1 }, 'ENGINE_STEP_TIMED_OUT', 'L’étape a dépassé sa limite de temps de 1 s.', 'Si ce délai est normal, augmentez la limite de temps de l’étape.'],
    ])
  })
})

it('starts the error flow of a flow that failed for good, with the sentence and a link', async () => {
  const told = await importFlow(chain('Told', [nodeOf('failed', 'core.on-error'), nodeOf('log', 'core.log', { message: '{{item.flowName}}: {{item.message}}' })]), true)
  const failing: FlowDocument = { ...chain('Failing', [nodeOf('start', 'core.manual'), nodeOf('stop', 'core.stop', { message: 'No stock' })]), settings: { errorFlow: { id: told.id, name: 'Told' } } }
  const runId = await start((await importFlow(failing)).id, [{ n: 1 }])
  expect((await ended(runId)).run.status).toBe('failed')
  const run = await vi.waitFor(async () => {
    const { runs } = (await owner.get(`/api/runs?flowId=${told.id}`)).body as { runs: readonly { id: string; origin: string; endedAt: string | null }[] }
    if (runs[0]?.endedAt == null) throw new Error('not yet')
    return runs[0]
  }, { timeout: 15_000 })
  expect(run.origin).toBe('error')
  expect(await rowsOf(run.id, 'failed', 'main')).toMatchObject([{ flowName: 'Failing', runId, node: 'stop', link: expect.stringContaining(`/run/?id=${runId}`) as unknown }])
})
