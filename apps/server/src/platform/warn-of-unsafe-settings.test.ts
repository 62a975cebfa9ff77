import { silentLogger } from '@maillon/kernel'
import { expect, it } from 'vitest'
import { warnOfUnsafeSettings } from './warn-of-unsafe-settings.js'

async function said(off: readonly string[]): Promise<readonly string[]> {
  const texts: string[] = []
  await warnOfUnsafeSettings({ query: () => Promise.resolve(off.map((name) => ({ name }))) } as never, { say: ({ fr, en }) => void texts.push(fr, en), logger: silentLogger })
  return texts
}

it('says at the start, in both languages, that the database does not flush what it commits', async () => {
  const [fr = '', en = ''] = await said(['fsync', 'full_page_writes'])
  expect(fr).toMatch(/fsync, full_page_writes.* coupure de courant/)
  expect(en).toMatch(/fsync, full_page_writes.* power cut/)
})

it('says nothing of one that does', async () => {
  expect(await said([])).toEqual([])
})
