import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { pagesBeforeSetup, pagesInside, pagesOutside } from './pages-of-house.js'

const app = fileURLToPath(new URL('../../apps/web/src/app/', import.meta.url))

it('looks at every page that the web application has, under a name of its own', () => {
  const pages = readdirSync(app, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('page.tsx')).map((file) => `/${file.slice(0, -'page.tsx'.length)}`)
  const ids = { reportId: 'r', succeededRunId: 's', failedRunId: 'f', sampleId: 'a', waitingRunId: 'w', answerPath: '/answer/?token=t', formPath: '/form/?form=f', invitationPath: '/invitation/#t', collectionId: 'c' }
  const seen = [...pagesBeforeSetup, ...pagesOutside(ids), ...pagesInside({ ...ids, close: () => Promise.resolve() })]
  const looked = new Set(seen.map(({ path }) => path.split(/[?#]/)[0]))
  expect(pages.filter((page) => !looked.has(page))).toEqual([])
  expect(seen.map(({ name }) => name)).toEqual([...new Set(seen.map(({ name }) => name))])
})
