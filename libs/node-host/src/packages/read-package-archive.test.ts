import { nodePackage, packedPackage, type PackedFile } from '@maillon/test-kit'
import { expect, it } from 'vitest'
import { readPackageArchive } from './read-package-archive.js'

const codeOf = async (files: readonly PackedFile[] | Buffer): Promise<string> => {
  const error = (await readPackageArchive(Buffer.isBuffer(files) ? files : packedPackage(files)).catch((thrown: unknown) => thrown)) as { info?: { code: string } }
  return error.info?.code ?? 'read'
}

it('reads the files of a package, its manifest and the integrity of its bytes', async () => {
  const packed = packedPackage([...nodePackage({ maillon: { nodes: './dist/index.js', engine: '^0.1.0', permissions: { hosts: ['*.example.com'] } } }, 'export {}'), { path: 'package/README.md', text: 'x' }])
  const { manifest, files, integrity } = await readPackageArchive(packed)
  expect(files.map(({ path }) => path)).toEqual(['package.json', 'dist/index.js', 'README.md'])
  expect(manifest).toMatchObject({ name: 'maillon-node-test', version: '1.0.0', entry: 'dist/index.js', permissions: { hosts: ['*.example.com'], files: 'none', secrets: [], memoryMiB: 256 } })
  expect(integrity).toMatch(/^sha512-.{86}==$/)
})

it.each<readonly [string, readonly PackedFile[] | Buffer, string]>([
  ['no archive at all', Buffer.from('hello'), 'PACKAGE_ARCHIVE_INVALID'],
  ['a path that leads out', [...nodePackage({}, ''), { path: 'package/../../etc/cron.d/x', text: 'x' }], 'PACKAGE_ARCHIVE_INVALID'],
  ['an absolute path', [...nodePackage({}, ''), { path: '/etc/x', text: 'x' }], 'PACKAGE_ARCHIVE_INVALID'],
  ['a symbolic link', [...nodePackage({}, ''), { path: 'package/key', type: '2', link: '/etc/passwd' }], 'PACKAGE_ARCHIVE_INVALID'],
  ['a device', [...nodePackage({}, ''), { path: 'package/null', type: '3' }], 'PACKAGE_ARCHIVE_INVALID'],
  ['a hundred megabytes of zeros', [...nodePackage({}, ''), { path: 'package/zeros', text: '\0'.repeat(100 * 1024 * 1024) }], 'PACKAGE_TOO_LARGE'],
  ['thousands of files', [...nodePackage({}, ''), ...Array.from({ length: 5001 }, (_, index) => ({ path: `package/${index}` }))], 'PACKAGE_TOO_LARGE'],
  ['no package.json', [{ path: 'package/index.js' }], 'PACKAGE_ARCHIVE_INVALID'],
  ['a package.json with a polluted prototype', [{ path: 'package/package.json', text: '{"__proto__":{"x":1}}' }], 'PACKAGE_MANIFEST_INVALID'],
  ['an ordinary npm package', nodePackage({ maillon: undefined }, ''), 'PACKAGE_NOT_OF_NODES'],
  ['a script that runs on installation', nodePackage({ scripts: { postinstall: 'touch /tmp/marker' } }, ''), 'PACKAGE_SCRIPTS_REFUSED'],
  ['an engine of the future', nodePackage({ maillon: { nodes: './dist/index.js', engine: '^9.0.0' } }, ''), 'PACKAGE_ENGINE_UNFIT'],
  ['a module outside of it', nodePackage({ maillon: { nodes: './../index.js', engine: '^0.1.0' } }, ''), 'PACKAGE_MANIFEST_INVALID'],
  ['a module that is not there', nodePackage({ maillon: { nodes: './dist/other.js', engine: '^0.1.0' } }, ''), 'PACKAGE_ENTRY_MISSING'],
  ['a permission that does not exist', nodePackage({ maillon: { nodes: './dist/index.js', engine: '^0.1.0', permissions: { everything: true } } }, ''), 'PACKAGE_MANIFEST_INVALID'],
  ['a host that is none', nodePackage({ maillon: { nodes: './dist/index.js', engine: '^0.1.0', permissions: { hosts: ['http://a'] } } }, ''), 'PACKAGE_MANIFEST_INVALID'],
  ['dependencies that it does not carry', nodePackage({ dependencies: { 'left-pad': '1.0.0' } }, ''), 'PACKAGE_DEPENDENCIES_MISSING'],
  ['a name that is an option', nodePackage({ name: '--registry=https://evil.example' }, ''), 'PACKAGE_MANIFEST_INVALID'],
])('refuses %s', async (_what, files, code) => {
  expect(await codeOf(files)).toBe(code)
})
