import { gzipSync } from 'node:zlib'

/** A file of a package made for a test: its text, or a link, or whatever header a hostile archive would have. */
export interface PackedFile {
  readonly path: string
  readonly text?: string
  /** Default `0`, a plain file; `2`: a symbolic link to `link`. */
  readonly type?: string
  readonly link?: string
}

/** A `.tgz` as npm packs it, written by hand so that tests can make what npm would not. Paths are given with npm's `package/`. */
export function packedPackage(files: readonly PackedFile[]): Buffer {
  return gzipSync(Buffer.concat([...files.flatMap(entryOf), Buffer.alloc(1024)]))
}

/** The files of a small node package: its package.json and its module. */
export function nodePackage(json: object, source: string): readonly PackedFile[] {
  return [
    { path: 'package/package.json', text: JSON.stringify({ name: 'maillon-node-test', version: '1.0.0', type: 'module', maillon: { nodes: './dist/index.js', engine: '^0.1.0' }, ...json }) },
    { path: 'package/dist/index.js', text: source },
  ]
}

/** Source of a node without any SDK: everything that a definition says, with the given code (`run: …` or `runItem: …`). */
export function nodeSource(type: string, code: string, more = ''): string {
  return `const text = { fr: 'Essai', en: 'Test' }
const port = { id: 'main', label: text }
const make = (code, more) => ({ brand: 'maillon.node/1', descriptor: { type: '${type}', version: 1, title: text, description: text, keywords: { fr: [], en: [] }, icon: 'box', group: 'data',
  params: { type: 'object', properties: {} }, inputs: [port], outputs: [port], modes: code.runItem === undefined ? ['all'] : ['each'], effects: 'none', light: false, runOnEmpty: false, keepsRows: false,
  credentials: [], outputShapes: {}, timeoutMs: 300000, examples: [], words: text, ...more }, ...code })
export const node = make({ ${code} }, { ${more} })
`
}

function entryOf({ path, text = '', type = '0', link = '' }: PackedFile): readonly Buffer[] {
  const bytes = Buffer.from(text)
  const header = Buffer.alloc(512)
  header.write(path, 0, 100)
  header.write('0000644\0', 100)
  header.write(`${bytes.length.toString(8).padStart(11, '0')}\0`, 124)
  header.write('        ', 148)
  header.write(type, 156)
  header.write(link, 157, 100)
  header.write('ustar\x0000', 257)
  const sum = header.reduce((total, byte) => total + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return [header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)]
}
