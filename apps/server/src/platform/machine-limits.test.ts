import { expect, it } from 'vitest'
import { machineLimits, threadLimits } from './machine-limits.js'

const machine = { processors: 8, memoryBytes: 32 * 2 ** 30 }
const files = (known: { readonly [path: string]: string }) => (path: string) => {
  const text = known[path]
  if (text === undefined) throw new Error(`ENOENT ${path}`)
  return text
}

it('is the machine where no control group limits it', () => {
  expect(machineLimits(files({}), machine)).toEqual(machine)
  expect(machineLimits(files({ '/sys/fs/cgroup/cpu.max': 'max 100000\n', '/sys/fs/cgroup/memory.max': 'max\n' }), machine)).toEqual(machine)
  expect(machineLimits(files({ '/sys/fs/cgroup/cpu/cpu.cfs_quota_us': '-1', '/sys/fs/cgroup/cpu/cpu.cfs_period_us': '100000', '/sys/fs/cgroup/memory/memory.limit_in_bytes': '9223372036854771712' }), machine)).toEqual(machine)
})

it('is the container of version 2 or 1', () => {
  expect(machineLimits(files({ '/sys/fs/cgroup/cpu.max': '150000 100000', '/sys/fs/cgroup/memory.max': '536870912' }), machine)).toEqual({ processors: 1.5, memoryBytes: 2 ** 29 })
  expect(machineLimits(files({ '/sys/fs/cgroup/cpu/cpu.cfs_quota_us': '50000', '/sys/fs/cgroup/cpu/cpu.cfs_period_us': '100000', '/sys/fs/cgroup/memory/memory.limit_in_bytes': '268435456' }), machine)).toEqual({ processors: 0.5, memoryBytes: 2 ** 28 })
})

it('gives threads what the memory holds, at least one and at most four', () => {
  expect(threadLimits(machine)).toEqual({ maxThreads: 4, heapMiB: 512 })
  expect(threadLimits({ processors: 0.5, memoryBytes: 2 ** 29 })).toEqual({ maxThreads: 1, heapMiB: 171 })
  expect(threadLimits({ processors: 2, memoryBytes: 2 ** 27 })).toEqual({ maxThreads: 2, heapMiB: 64 })
})
