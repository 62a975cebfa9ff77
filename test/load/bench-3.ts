/**
 * Bench 3: a workbook is read, filtered, grouped and summed, and written: through the real engine and node host (runs on Postgres, heavy nodes
 * in their thread, datasets spilled to files), and by a plain loop over the same reader, functions and writer. 100,000 rows of 8 columns, then
 * 1,000,000 of 10. Both take turns, each in a process of its own, as the product ships (bundled, without a loader). `npm run bench -- 3`
 */
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface, type Interface } from 'node:readline'
import { bundleOfBench3 } from './bench-3-bundle.js'
import { salesWorkbook } from './bench-3-workbook.js'
import { startBenchServers } from './bench-backend.js'
import { line, machine, round, spreadOf } from './figures.js'

const rounds = 3
const sizes = { small: { rows: 100_000, columns: 8, peakMiB: 350 }, large: { rows: 1_000_000, columns: 10, peakMiB: 512 } } as const
const mostTimes = 1.5
const mostSpread = 0.15

type Size = keyof typeof sizes
type Role = 'plain' | 'engine'

interface Measured {
  readonly seconds: number
  readonly cpuSeconds: number
  readonly peakMiB: number
  /** What the workbook holds: both must write the same. */
  readonly result: string
}

export async function runBench3(): Promise<boolean> {
  process.stdout.write(`${machine()}\n${rounds} rounds each after one to warm up: median (least to most)\n`)
  const folder = await mkdtemp(join(tmpdir(), 'maillon-bench-3-'))
  const servers = await startBenchServers('postgres')
  try {
    const program = await bundleOfBench3()
    const [small, large] = [await measure('small', { folder, program, databaseUrl: servers.databaseUrl }), await measure('large', { folder, program, databaseUrl: servers.databaseUrl })]
    const [slow, quick] = [sizes.small.rows / small.seconds, sizes.large.rows / large.seconds].toSorted((a, b) => a - b)
    const spread = 1 - (slow ?? 0) / (quick ?? 1)
    process.stdout.write(`\nrows/s ${round(sizes.small.rows / small.seconds, 0)} and ${round(sizes.large.rows / large.seconds, 0)}: apart by ${round(spread * 100)} %, goal ${mostSpread * 100} %\n`)
    process.stdout.write(`${JSON.stringify({ small, large })}\n`)
    return isMet('small', small) && isMet('large', large) && spread <= mostSpread
  } finally {
    await servers.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

type Figures = Awaited<ReturnType<typeof measure>>

function isMet(size: Size, { seconds, plainLoopSeconds, peakMiB }: Figures): boolean {
  return seconds <= mostTimes * plainLoopSeconds && peakMiB <= sizes[size].peakMiB
}

async function measure(size: Size, world: { readonly folder: string; readonly program: string; readonly databaseUrl: string }) {
  const { rows, columns, peakMiB: mostMiB } = sizes[size]
  const workbook = join(world.folder, `${size}.xlsx`)
  await salesWorkbook(workbook, { rows, columns })
  const measured: { readonly [R in Role]: Measured[] } = { plain: [], engine: [] }
  const workers = { plain: startWorker('plain', workbook, world), engine: startWorker('engine', workbook, world) }
  try {
    for (let at = 0; at <= rounds; at += 1) {
      for (const role of ['plain', 'engine'] as const) {
        const one = await workers[role].next()
        // The first round only warms up: code, connections, the thread.
        if (at > 0) measured[role].push(one)
      }
    }
  } finally {
    workers.plain.stop()
    workers.engine.stop()
  }
  const results = new Set([...measured.plain, ...measured.engine].map(({ result }) => result))
  if (results.size !== 1) throw new Error(`The two wrote different workbooks: ${[...results].join(' | ')}`)
  const spread = (role: Role, figure: 'seconds' | 'cpuSeconds' | 'peakMiB') => spreadOf(measured[role].map((one) => one[figure]))
  const [engine, plain] = [spread('engine', 'seconds'), spread('plain', 'seconds')]
  process.stdout.write(`\n${rows.toLocaleString('en')} rows x ${columns} columns\n`)
  line('plain loop, seconds', plain)
  line('engine, seconds', engine, `${round(engine.median / plain.median, 2)} times, goal ${mostTimes}`)
  line('plain loop, processor seconds', spread('plain', 'cpuSeconds'))
  line('engine, processor seconds', spread('engine', 'cpuSeconds'))
  line('plain loop, peak MiB', spread('plain', 'peakMiB'))
  line('engine, peak MiB', spread('engine', 'peakMiB'), `goal ${mostMiB}`)
  return {
    seconds: round(engine.median, 2), plainLoopSeconds: round(plain.median, 2), peakMiB: round(spread('engine', 'peakMiB').max, 0),
    cpuSeconds: round(spread('engine', 'cpuSeconds').median, 2), plainLoopCpuSeconds: round(spread('plain', 'cpuSeconds').median, 2), rowsPerSecond: round(rows / engine.median, 0),
  }
}

interface Worker {
  /** One more run. */
  next(): Promise<Measured>
  stop(): void
}

function startWorker(role: Role, workbook: string, { folder, program, databaseUrl }: { readonly folder: string; readonly program: string; readonly databaseUrl: string }): Worker {
  const child = spawn(process.execPath, [program, role, folder, workbook, databaseUrl], { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines: Interface = createInterface(child.stdout)
  const answers = lines[Symbol.asyncIterator]()
  return {
    async next() {
      child.stdin.write('run\n')
      const answer = await answers.next()
      if (answer.done === true) throw new Error(`The process of the ${role} ended`)
      return JSON.parse(answer.value) as Measured
    },
    stop: () => void child.kill(),
  }
}
