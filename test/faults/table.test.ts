import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { allFaults } from './table/all-faults.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const page = await readFile(join(root, 'docs/faults.md'), 'utf8')

it('has each id once', () => {
  const ids = allFaults.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
})

it('tells every fault on its page, in the same words', () => {
  for (const { id, title, expected } of allFaults) expect(page).toContain(`| ${id} | ${title} | ${expected} |`)
})

it('injects each fault of the matrix or says why not', () => {
  const told = new Set([...page.matchAll(/^\| (F\d\d)[a-z]? \|/gm)].map(([, id]) => id))
  const numbers = Array.from({ length: 62 }, (_, at) => `F${String(at + 1).padStart(2, '0')}`)
  expect(numbers.filter((id) => !told.has(id))).toEqual([])
})

it('leaves no way to plan a fault in the product: neither in its sources nor in what was built of them', async () => {
  const found: string[] = []
  for (const part of ['apps', 'libs', 'nodes']) {
    for (const name of await readdir(join(root, part))) {
      for (const folder of ['src', 'dist']) {
        const at = join(root, part, name, folder)
        const files = await readdir(at, { recursive: true }).catch(() => [])
        for (const file of files.filter((path) => /\.(ts|tsx|js|mjs)$/.test(path))) if ((await readFile(join(at, file), 'utf8')).includes('FAULT_AT')) found.push(join(part, name, folder, file))
      }
    }
  }
  expect(found).toEqual([])
}, 60_000)
