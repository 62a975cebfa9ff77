// After `next build`: a compressed twin of every text file of the export (`.br`, `.gz`), so that the server only hands them out.
// Both, because browsers take Brotli over HTTPS and from this machine only.
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const out = join(import.meta.dirname, 'out')
const texts = /\.(?:js|css|html|svg|txt|json)$/
/** Below this a packet carries it anyhow. */
const leastBytes = 1_024
const brotliOptions = { params: { [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT, [constants.BROTLI_PARAM_QUALITY]: 10 } }

for (const name of await readdir(out, { recursive: true })) {
  if (!texts.test(name)) continue
  const path = join(out, name)
  const text = await readFile(path)
  if (text.length < leastBytes) continue
  const [brotli, zipped] = await Promise.all([promisify(brotliCompress)(text, brotliOptions), promisify(gzip)(text, { level: 9 })])
  await Promise.all([writeFile(`${path}.br`, brotli), writeFile(`${path}.gz`, zipped)])
}
