import { gzipSync } from 'node:zlib'
import { pack } from 'tar-stream'
import type { PackageFile } from './read-package-archive.js'

/** A `.tgz` as npm packs it. The same files give the same bytes. */
export async function packPackage(files: readonly PackageFile[]): Promise<Buffer> {
  const archive = pack()
  const mtime = new Date('1985-10-26T08:15:00.000Z')
  for (const { path, bytes } of files) archive.entry({ name: `package/${path}`, mtime, mode: 0o644 }, Buffer.from(bytes))
  archive.finalize()
  const chunks: Uint8Array[] = []
  for await (const chunk of archive as AsyncIterable<Uint8Array>) chunks.push(chunk)
  return gzipSync(Buffer.concat(chunks))
}
