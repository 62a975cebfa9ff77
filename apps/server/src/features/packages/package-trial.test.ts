import { layeredPackages, nodePackagesOf } from '@maillon/node-host'
import { expect, it } from 'vitest'
import { PackageTrial, trialView } from './package-trial.service.js'

const users = [{ flowId: 'a', name: 'Slow', workspaceId: 'ours', types: ['x.y'], tests: 3 }, { flowId: 'b', name: 'After it', workspaceId: 'ours', types: ['x.y'], tests: 2 }, { flowId: 'c', name: 'Untested', workspaceId: 'ours', types: ['x.y'], tests: 0 }]
const none = { archive: { manifest: {} }, nodes: [] } as never

function trialOf(run: (flowId: string) => readonly object[]): PackageTrial {
  return new PackageTrial(
    { users: () => Promise.resolve(users) } as never,
    { find: (_workspaceId: string, id: string) => Promise.resolve({ id, draft: {}, published: null }) } as never,
    { run: ({ flowId }: { readonly flowId: string }) => Promise.resolve(run(flowId)) } as never,
    { during: (_archive: unknown, look: (folder: string) => Promise<unknown>) => look('/nowhere') } as never,
    layeredPackages(nodePackagesOf([])),
  )
}

it('says for how many tests there was no time, and begins none after that', async () => {
  const time = new AbortController()
  const begun: string[] = []
  const trial = trialOf((flowId) => {
    begun.push(flowId)
    time.abort()
    return [{ ok: true, name: 'One', findings: [] }]
  })
  const result = await trial.of(none, { nodes: [] } as never, time.signal)
  expect(begun).toEqual(['a'])
  expect(result).toEqual({ passed: 1, unfinished: 4, failures: [] })
})

it('tells nothing of the tests of another workspace but that they fail', async () => {
  const failed = { ok: false, name: 'One', findings: [{ kind: 'status', got: 'failed', expected: 'succeeded' }] }
  const result = await trialOf((flowId) => (flowId === 'a' ? [failed] : [])).of(none, { nodes: [] } as never)
  expect(trialView(result, 'ours', 'en')).toMatchObject({ failed: 1, failedElsewhere: 0, failures: [{ flow: 'Slow', test: 'One' }] })
  expect(trialView(result, 'theirs', 'en')).toMatchObject({ failed: 1, failedElsewhere: 1, failures: [] })
})
