import type { CredentialView, FlowDetail, GalleryEntry, RunDetail, SampleMailDetail, SampleMailView } from '@maillon/api-contract'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
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

async function open(gallery: string): Promise<FlowDetail> {
  const { status, body } = await owner.post('/api/flows', { gallery })
  expect({ status, body }).toMatchObject({ status: 201 })
  return body as FlowDetail
}

async function run(flowId: string): Promise<RunDetail> {
  const started = await owner.post(`/api/flows/${flowId}/runs`, { what: 'draft' })
  expect(started).toMatchObject({ status: 201 })
  return vi.waitFor(
    async () => {
      const detail = (await owner.get(`/api/runs/${(started.body as { runId: string }).runId}`)).body as RunDetail
      if (detail.run.endedAt === null) throw new Error(`still ${detail.run.status}`)
      return detail
    },
    { timeout: 30_000, interval: 100 },
  )
}

async function caught(): Promise<readonly SampleMailView[]> {
  return ((await owner.get('/api/sample-mails')).body as { mails: readonly SampleMailView[] }).mails
}

async function mailNamed(subject: string): Promise<SampleMailDetail> {
  const found = (await caught()).find((mail) => mail.subject === subject)
  expect(found, `a mail “${subject}” among ${(await caught()).map((mail) => mail.subject).join(', ')}`).toBeDefined()
  return (await owner.get(`/api/sample-mails/${found?.id ?? ''}`)).body as SampleMailDetail
}

describe('the flows of the gallery with sample data', () => {
  it('are six, and each runs as it is opened, without an account', async () => {
    const { entries } = (await owner.get('/api/gallery')).body as { entries: readonly GalleryEntry[] }
    const samples = entries.filter(({ isSample }) => isSample).map(({ id }) => id)
    expect(samples).toHaveLength(6)
    for (const id of samples) {
      const { run: ended, steps } = await run((await open(id)).id)
      expect({ id, status: ended.status, message: ended.message, steps: steps.filter(({ status }) => status === 'failed').map(({ node, message }) => `${node}: ${message}`) }).toMatchObject({ steps: [], message: '' })
      expect(ended.status).toBe('succeeded')
    }
  }, 120_000)

  it('leave what they would have sent in the sample mailbox: table, workbook and PDF, and a message for the team', async () => {
    const report = await mailNamed('Yesterday’s sales')
    expect(report.recipients).toEqual(['you@example.com'])
    expect(report.html).toContain('Best seller of yesterday')
    expect(report.attachments).toMatchObject([{ name: 'sales.xlsx' }])
    expect((await mailNamed('Open tickets')).attachments).toMatchObject([{ name: 'open-tickets.pdf' }])
    expect((await caught()).filter(({ subject }) => subject.endsWith(': reminder')).map(({ recipients }) => recipients.join()).toSorted()).toEqual(['anna@example.com', 'hotel.port@example.com', 'martin@example.com'])
    expect((await mailNamed('Orders to mend')).html).toMatch(/row 3.*row 4/s)
    expect((await caught()).filter(({ kind }) => kind === 'message').map(({ subject }) => subject).toSorted()).toEqual(['Low stock: Huile d’olive 75 cl, 0 left.', 'Low stock: Savon de Marseille, 8 left.', 'Low stock: Thé vert 100 g, 3 left.'])
  })

  it('hand out attachments as downloads, and are cleared by one call', async () => {
    const { mails } = (await owner.get('/api/sample-mails')).body as { mails: readonly SampleMailView[] }
    const { id = '' } = mails.find(({ subject }) => subject === 'Open tickets') ?? {}
    const answer = await owner.get(`/api/sample-mails/${id}/attachments/0`)
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment/)
    expect(answer.text.slice(0, 5)).toBe('%PDF-')
    expect(await owner.get(`/api/sample-mails/${id}/attachments/7`)).toMatchObject({ status: 404 })
    expect(await owner.delete('/api/sample-mails')).toMatchObject({ status: 204 })
    expect(await caught()).toEqual([])
  })
})

describe('the sample accounts', () => {
  it('stand among the credentials, and can be neither changed nor deleted', async () => {
    const credentials = ((await owner.get('/api/credentials')).body as { credentials: readonly CredentialView[] }).credentials
    expect(credentials.filter(({ isSample }) => isSample).map(({ id, secretsSet }) => ({ id, secretsSet }))).toEqual(['sample-mail', 'sample-channel', 'sample-api'].map((id) => ({ id, secretsSet: [] })))
    expect(await owner.delete('/api/credentials/sample-mail')).toMatchObject({ status: 400 })
  })

  it.each([
    ['without the sample account', 'http://demo.maillon.example/sales', 401],
    ['at another port of this machine', 'http://demo.maillon.example:1/sales', null],
    ['by the name of the mailbox', 'http://mail.maillon.example/', null],
  ])('let nobody in %s', async (_case, url, status) => {
    const document = {
      format: 'maillon.flow/1', id: 'x', name: 'x', settings: {}, notes: [], requires: {}, edges: [{ from: 'a.main', to: 'b.main' }],
      nodes: [{ id: 'a', type: 'core.manual', version: 1, name: 'a', position: { x: 0, y: 0 }, params: {} }, { id: 'b', type: 'http.request', version: 1, name: 'b', position: { x: 300, y: 0 }, params: { method: 'GET', url } }],
    }
    const made = (await owner.post('/api/flows', { documentText: JSON.stringify(document) })).body as FlowDetail
    const { steps } = await run(made.id)
    expect(steps.find(({ node }) => node === 'b')).toMatchObject({ status: 'failed', message: expect.stringMatching(status === null ? /demo\.maillon|mail\.maillon/ : /401/) as string })
  })
})
