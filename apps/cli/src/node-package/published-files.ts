import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isJsonObject, type Json } from '@maillon/kernel'
import type { PackageFile } from '@maillon/node-host'

const always = /^(?:package\.json|readme|lisezmoi|licen[cs]e|changelog|notice)(?:\..*)?$/i

/** What is published: package.json, README and licence, and what `files` of package.json names (default `dist`). Links are left out. */
export async function publishedFiles(folder: string): Promise<readonly PackageFile[]> {
  const json = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Json
  const named = isJsonObject(json) && Array.isArray(json['files']) ? json['files'].filter((each) => typeof each === 'string') : ['dist']
  const top = (await readdir(folder)).filter((name) => always.test(name))
  const wanted = [...top, ...named.map((name) => name.replace(/^\.\//, '').replace(/\/+$/, ''))].filter((name) => name !== '' && !name.startsWith('/') && !name.split('/').includes('..'))
  const paths = new Set<string>()
  for (const name of wanted) for (const path of await filesUnder(folder, name)) paths.add(path)
  return Promise.all([...paths].sort().map(async (path) => ({ path, bytes: await readFile(join(folder, path)) })))
}

async function filesUnder(folder: string, path: string): Promise<readonly string[]> {
  const about = await stat(join(folder, path)).catch(() => null)
  if (about?.isFile() === true) return [path]
  if (about?.isDirectory() !== true) return []
  const entries = await readdir(join(folder, path), { withFileTypes: true })
  const inside = await Promise.all(entries.filter((entry) => !entry.isSymbolicLink()).map(({ name }) => filesUnder(folder, `${path}/${name}`)))
  return inside.flat()
}
