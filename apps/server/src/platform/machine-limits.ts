import { readFileSync } from 'node:fs'
import { availableParallelism, totalmem } from 'node:os'

/** What this process may use: of the machine, or of the container that it runs in. */
export interface MachineLimits {
  /** At least a part of one. */
  readonly processors: number
  readonly memoryBytes: number
}

/**
 * Reads the limits of the control group (version 2, then 1). Node itself knows the machine only: a container of half a processor and
 * 512 MiB would start as many threads as the machine has processors, and be ended for their memory.
 *
 * @param read gives the text of a file; throws where there is none
 */
export function machineLimits(read: (path: string) => string = (path) => readFileSync(path, 'utf8'), machine = { processors: availableParallelism(), memoryBytes: totalmem() }): MachineLimits {
  const processors = firstOf([() => quotaOf(read('/sys/fs/cgroup/cpu.max')), () => quotaOf(`${read('/sys/fs/cgroup/cpu/cpu.cfs_quota_us').trim()} ${read('/sys/fs/cgroup/cpu/cpu.cfs_period_us').trim()}`)])
  const memoryBytes = firstOf([() => bytesOf(read('/sys/fs/cgroup/memory.max')), () => bytesOf(read('/sys/fs/cgroup/memory/memory.limit_in_bytes'))])
  return { processors: Math.min(machine.processors, processors ?? Infinity), memoryBytes: Math.min(machine.memoryBytes, memoryBytes ?? Infinity) }
}

/** What threads for heavy nodes may be had: their number, and the heap of each. A third of the memory is the server's. */
export function threadLimits({ processors, memoryBytes }: MachineLimits): { readonly maxThreads: number; readonly heapMiB: number } {
  const maxThreads = Math.max(1, Math.min(4, Math.floor(processors)))
  const mebibytes = memoryBytes / 1024 / 1024
  // Twice the heap for each: buffers and the code of the libraries don't count in it.
  return { maxThreads, heapMiB: Math.round(Math.max(64, Math.min(512, (mebibytes * 2) / 3 / maxThreads / 2))) }
}

/** The first that gives a number. */
function firstOf(readers: readonly (() => number | null)[]): number | null {
  for (const reader of readers) {
    try {
      const value = reader()
      if (value !== null) return value
    } catch {
      // No such control group.
    }
  }
  return null
}

/** `50000 100000`: half a processor. Null: no limit (`max`, -1). */
function quotaOf(text: string): number | null {
  const [quota, period] = text.trim().split(/\s+/).map(Number)
  return quota !== undefined && period !== undefined && quota > 0 && period > 0 ? quota / period : null
}

function bytesOf(text: string): number | null {
  const bytes = Number(text.trim())
  // Version 1 says "no limit" with a number near 2^63.
  return Number.isFinite(bytes) && bytes > 0 && bytes < 2 ** 60 ? bytes : null
}
