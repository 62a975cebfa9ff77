import { createDatasetStore, createMemoryBlobStore } from '@maillon/datasets'
import { expect, it } from 'vitest'
import { StepOutputs } from './step-outputs.js'

const outputs = () => new StepOutputs({ datasets: createDatasetStore({ blobs: createMemoryBlobStore() }), ports: ['main', 'other'], nameOf: (port) => `run/${port}`, mask: () => null, mostBytes: 250 })

it('stops a step that gives more by one port than a step may, with a sentence of its own', async () => {
  const given = outputs()
  await given.port('main')?.push({ json: { n: 1 } }, 200)
  await given.port('other')?.push({ json: { n: 1 } }, 200)
  expect(() => given.port('main')?.push({ json: { n: 2 } }, 100)).toThrow(expect.objectContaining({ info: expect.objectContaining({ code: 'NODE_OUTPUT_TOO_LARGE', retryable: false }) as object }) as Error)
})

it('counts anew where a step begins its output anew', async () => {
  const given = outputs()
  await given.port('main')?.push({ json: { n: 1 } }, 200)
  await given.reset()
  await given.port('main')?.push({ json: { n: 1 } }, 200)
  expect((await given.finish()).outputs[0]).toMatchObject({ count: 1 })
})
