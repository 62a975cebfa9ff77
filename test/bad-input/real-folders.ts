import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { MemoryFolders } from '@maillon/node-sdk/testing'
import { createStepFolders } from '../../libs/node-host/src/folders/step-folders.js'

/** Folders on the disk, reached by the host's own code. */
export interface RealFolders {
  readonly folders: MemoryFolders
  remove(): Promise<void>
}

/** @param given texts of files by path, by name of the folder. A name that ends in `:ro` is open for reading only, one in `:gone` is not there. */
export async function openRealFolders(given: { readonly [root: string]: { readonly [path: string]: string } }): Promise<RealFolders> {
  const base = await mkdtemp(join(tmpdir(), 'maillon-worst-'))
  const roots = Object.keys(given).map((name) => ({ name: name.replace(/:.*$/, ''), path: join(base, name.replace(':', '-')), isWritable: !name.endsWith(':ro') }))
  for (const [name, texts] of Object.entries(given)) {
    if (name.endsWith(':gone')) continue
    const place = join(base, name.replace(':', '-'))
    await mkdir(place)
    for (const [path, text] of Object.entries(texts)) {
      await mkdir(dirname(join(place, path)), { recursive: true })
      await writeFile(join(place, path), text)
    }
  }
  let ids = 0
  const folders = createStepFolders({ roots, freshId: () => String((ids += 1)), signal: new AbortController().signal })
  return {
    // What stands in them afterwards is nobody's question here.
    folders: { ...folders, texts: () => ({}) },
    remove: () => rm(base, { recursive: true, force: true }),
  }
}
