// Each flow of n8n or Node-RED below a folder, converted as an import does it: `npm run import:corpus -- DIR` (with `--each`: what became
// of every step). Nothing is run and nothing is stored. Ends with a JSON line; the exit code says whether anything crashed.
import { readdir, readFile, stat } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { convertForeign, countsOf, foreignLimits, withFindings, type ConvertedFlows, type ForeignEntry } from '@maillon/foreign-flows'
import { messageOf } from '@maillon/messages'
import { compile } from '../libs/compiler/src/index.js'
import { silentLogger } from '../libs/kernel/src/index.js'
import { loadPackages } from '../apps/server/src/platform/load-packages.js'

const [folder, ...flags] = process.argv.slice(2)
if (folder === undefined || folder.startsWith('-')) {
  console.error('npm run import:corpus -- DIR [--each]')
  process.exit(2)
}

const { catalogue } = await loadPackages(silentLogger)
const total = { flows: 0, imported: 0, nodesMapped: 0, nodesToLook: 0, nodesPlaceholder: 0, refused: 0, crashes: 0 }
const codes = new Map<string, number>()
for (const file of await jsonFilesBelow(resolve(folder))) {
  const name = relative(resolve(folder), file)
  total.flows += 1
  try {
    const conversion = convertForeign((await stat(file)).size > foreignLimits.bytes ? null : await readFile(file, 'utf8'), { name })
    if (!conversion.ok) {
      total.refused += 1
      console.log(`– ${name}  ${conversion.diagnostics.map(({ code, params }) => messageOf(code, params, 'en')).join(' ')}`)
    } else add(name, conversion)
  } catch (error) {
    total.crashes += 1
    console.log(`✗ ${name}  ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
  }
}
for (const [code, count] of [...codes].toSorted((a, b) => b[1] - a[1]).slice(0, flags.includes('--each') ? 200 : 15)) console.log(`${String(count).padStart(7)}  ${code}`)
console.log(JSON.stringify(total))
process.exit(total.crashes === 0 ? 0 : 1)

function add(name: string, conversion: ConvertedFlows): void {
  const findings = conversion.flows.map((flow) => compile(flow, catalogue, { now: Date.now(), timeZone: 'Europe/Paris', locale: 'en' }).diagnostics)
  const report = withFindings(conversion.report, findings)
  const counts = countsOf(report)
  total.imported += 1
  total.nodesMapped += counts.mapped
  total.nodesToLook += counts.look
  total.nodesPlaceholder += counts.placeholder
  for (const { reasons } of report) for (const { code } of reasons) codes.set(code, (codes.get(code) ?? 0) + 1)
  console.log(`✓ ${name}  ${conversion.source}: ${conversion.flows.length} flows, ${counts.mapped} mapped, ${counts.look} to look at, ${counts.placeholder} placeholders`)
  if (flags.includes('--each')) for (const entry of report) console.log(lineOf(entry))
}

function lineOf({ name, type, nodeType, verdict, reasons }: ForeignEntry): string {
  return `    ${verdict.padEnd(11)} ${name} (${type}) → ${nodeType ?? '·'}${reasons.map((reason) => `\n                  ${messageOf(reason.code, reason.params, 'en')}`).join('')}`
}

async function jsonFilesBelow(top: string): Promise<readonly string[]> {
  const entries = await readdir(top, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile() && entry.name.endsWith('.json')).map((entry) => join(entry.parentPath, entry.name)).toSorted()
}
