import { startBenchServers } from './bench-backend.js'
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
const servers = await startBenchServers('postgres')
for (const [f, n] of [['small',3],['large',1]] as const) {
for (const role of (process.argv[2] ?? 'plain,engine').split(',')) {
  if (process.argv[3] !== undefined && process.argv[3] !== f) continue
  console.log(f, role)
  const child = spawn(process.execPath, ['--conditions=source','--import','tsx', ...(process.env['MEM'] ? ['--import','/tmp/x/mem.mjs'] : []), ...(process.env['PROF'] ? ['--cpu-prof', '--cpu-prof-dir=/tmp/x/prof'] : []), fileURLToPath(new URL('./bench-3-child.ts', import.meta.url)), role, '/tmp/x/f', `/tmp/x/${f}.xlsx`, String(n), servers.databaseUrl], {stdio:'inherit'})
  await new Promise(r => child.once('exit', r))
}}
await servers.stop()
process.exit()
