import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** Where the bundle lies: inside the repository, so that it finds the installed packages. */
const folder = join(root, 'node_modules/.cache/maillon-bench-3')

/** The working process of bench 3 as plain JavaScript. @returns the path of its program. */
export async function bundleOfBench3(): Promise<string> {
  await rm(folder, { recursive: true, force: true })
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    resolve: { conditions: ['source', 'node', 'import', 'default'] },
    ssr: { noExternal: [/^@maillon\//], resolve: { conditions: ['source', 'node', 'import', 'default'] } },
    build: {
      ssr: true,
      outDir: folder,
      emptyOutDir: true,
      minify: false,
      rollupOptions: {
        input: {
          child: join(root, 'test/load/bench-3-child.ts'),
          excel: join(root, 'nodes/excel/src/index.ts'),
          'file-stores': join(root, 'libs/file-stores/src/index.ts'),
          'thread-entry': join(root, 'libs/node-host/src/threads/thread-entry.ts'),
        },
        output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  })
  return join(folder, 'child.js')
}
