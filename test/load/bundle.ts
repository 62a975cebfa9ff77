import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'vite'
import type { runBench2 } from './bench-2.js'

const root = fileURLToPath(new URL('../../', import.meta.url))

/**
 * Programs as plain JavaScript, as the product ships. From source, tsx gives each function that is made its name by a call: a fifth of what a step
 * costs Node, and nothing of what bare BullMQ costs it.
 *
 * @param inputs files by the name of their program, below the root
 * @returns the folder with the programs; inside the repository, so that they find the installed packages
 */
export async function bundle(name: string, inputs: { readonly [program: string]: string }): Promise<string> {
  const folder = join(root, `node_modules/.cache/maillon-${name}`)
  const conditions = ['source', 'node', 'import', 'default']
  await rm(folder, { recursive: true, force: true })
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    resolve: { conditions },
    ssr: { noExternal: [/^@maillon\//], resolve: { conditions } },
    build: {
      ssr: true,
      outDir: folder,
      emptyOutDir: true,
      minify: false,
      rollupOptions: {
        input: Object.fromEntries(Object.entries(inputs).map(([program, file]) => [program, join(root, file)])),
        output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  })
  return folder
}

export async function bundledBench2(): Promise<{ readonly runBench2: typeof runBench2 }> {
  const folder = await bundle('bench-2', { 'bench-2': 'test/load/bench-2.ts' })
  return (await import(pathToFileURL(join(folder, 'bench-2.js')).href)) as { readonly runBench2: typeof runBench2 }
}
