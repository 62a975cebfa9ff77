import type { DatasetRef } from '@maillon/datasets'
import type { Plan } from '@maillon/plan'
import { expect, it } from 'vitest'
import type { RunStore } from '../run-store.port.js'
import { CollectedParts } from './collected-parts.js'
import type { PlanCache } from './plan-cache.js'
import type { OpenRun } from './run-cells.js'

const spawn = { kind: 'iteration', batchSize: 1, concurrency: 1, waits: true, collect: [], flowId: null }
const plan = { locale: 'en', nodes: [{ spawn, onError: { choice: 'set-aside' }, outputs: ['each', 'done'] }] } as unknown as Plan
const failed = { runId: 'r', index: 0, flowVersionId: 'v', status: 'failed' as const, error: { node: 'n', error: { code: 'BAD', kind: 'user' as const, retryable: false, params: {} } }, outputs: new Map() }

it('keeps the files of the rows of a turn that failed beside the reason', async () => {
  const file = { id: 'f', name: 'a.txt', mediaType: 'text/plain', size: 1, sha256: 'x' }
  const batch: DatasetRef = { kind: 'inline', count: 1, bytes: 9, items: [{ json: { n: 1 }, files: { file } }] }
  const store = { childResults: () => Promise.resolve([failed]) } as unknown as RunStore
  const parts = new CollectedParts({ run: { plan } as OpenRun, place: { runId: 'p', node: 0 }, batchOf: () => batch }, { store, plans: {} as PlanCache, tell: ({ code }, locale) => ({ sentence: `${locale} ${code}`, hint: 'Mend it.' }) })
  const given = []
  for await (const part of parts) given.push(part)
  expect(given).toMatchObject([{ port: 'set-aside', dataset: { count: 1, items: [{ json: { error: { code: 'BAD', message: 'en BAD', hint: 'Mend it.' }, item: { n: 1 } }, files: { file } }] } }])
})
