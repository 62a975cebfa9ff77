import { bundledBench2 } from './bundle.js'

/** `npm run bench -- <name>`: one of the project's own benchmarks. Ends with a JSON line; the exit code says whether the goals were met. */
const benches: { readonly [number: string]: () => Promise<boolean> } = {
  '1': async () => (await import('./bench-1.js')).runBench1(),
  '2': async () => (await bundledBench2()).runBench2(),
  '2b': async () => (await bundledBench2()).runBench2('light'),
  '3': async () => (await import('./bench-3.js')).runBench3(),
  '4': async () => (await import('./bench-4.js')).runBench4(),
  '5': async () => (await import('./bench-5.js')).runBench5(),
  '6': async () => (await import('./bench-6.js')).runBench6(),
  '8': async () => (await import('./bench-8.js')).runBench8(),
  '9': async () => (await import('./bench-9.js')).runBench9(),
  '10': async () => (await import('./bench-10.js')).runBench10(),
  pages: async () => (await import('./bench-pages.js')).runBenchPages(),
}

const run = benches[process.argv[2] ?? '']
if (run === undefined) {
  process.stderr.write(`Which one? ${Object.keys(benches).join(', ')}\n`)
  process.exitCode = 2
} else {
  process.exitCode = (await run()) ? 0 : 1
  // Nothing a benchmark started may keep the process.
  process.exit()
}
