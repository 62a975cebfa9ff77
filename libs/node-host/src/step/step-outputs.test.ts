import { createDatasetStore, createMemoryBlobStore, type DatasetRef } from '@maillon/datasets'
import { describe, expect, it } from 'vitest'
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

describe('a stage', () => {
  const file = { id: 'f', name: 'a.txt', mediaType: 'text/plain', size: 1, sha256: 'x' }
  const world = () => {
    const blobs = createMemoryBlobStore()
    const keys: string[] = []
    const noting = { ...blobs, write: (key: string, bytes: AsyncIterable<Uint8Array>) => (keys.push(key), blobs.write(key, bytes)), remove: (key: string) => (keys.splice(keys.indexOf(key), 1), blobs.remove(key)) }
    const datasets = createDatasetStore({ blobs: noting, inlineMaxBytes: 100, chunkBytes: 100 })
    const given = new StepOutputs({ datasets, ports: ['main', 'other'], nameOf: (port) => `run/${port}`, mask: () => ({ json, ...rest }) => ({ ...rest, json: { ...json, masked: true } }) })
    return { given, keys, datasets }
  }
  const push = async (given: StepOutputs) => {
    const stage = given.stage()
    for (let n = 0; n < 50; n += 1) await stage.push(given.port(n % 2 === 0 ? 'main' : 'other') ?? given.setAside, { json: { n }, files: { file } }, 20)
    return stage
  }

  it('gives all of it to its ports, in order and with files, and leaves nothing of its own', async () => {
    const { given, keys, datasets } = world()
    const stage = await push(given)
    expect(keys.length).toBeGreaterThan(3)
    await stage.give()
    const [main, other] = (await given.finish()).outputs
    const rows = []
    for await (const item of datasets.read(main as DatasetRef)) rows.push(item)
    expect(rows[24]).toEqual({ json: { n: 48, masked: true }, files: { file } })
    expect([main?.count, other?.count, keys.some((key) => key.includes('staged'))]).toEqual([25, 25, false])
  })

  it('leaves nothing where it is dropped, or its attempt is over', async () => {
    const { given, keys } = world()
    await (await push(given)).drop()
    expect(keys).toEqual([])
    await push(given)
    await given.close()
    expect(keys).toEqual([])
  })
})
