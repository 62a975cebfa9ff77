import { errorSentence } from '@maillon/messages'
import { expect, it } from 'vitest'
import { databaseProblem } from './database-problem.js'

const address = 'postgres://ana:secret@db.example:6000/sales'

it.each(['53300', '28P01', '3D000', 'ECONNREFUSED'])('says in both languages what to do about %s, without the password', (code) => {
  const info = databaseProblem(Object.assign(new Error('too many clients'), { code }), address)?.info
  if (info === undefined) throw new Error('unexplained')
  for (const locale of ['fr', 'en'] as const) {
    const { sentence, hint } = errorSentence(info, locale)
    expect(`${sentence} ${hint ?? ''}`).not.toMatch(/secret|\{|undefined/)
    expect(hint).toBeTruthy()
  }
})

it('leaves what it does not know to others', () => {
  expect(databaseProblem(Object.assign(new Error('syntax'), { code: '42601' }), address)).toBeNull()
  expect(databaseProblem(new Error('other'), address)).toBeNull()
  expect(databaseProblem({ code: 'constructor' }, address)).toBeNull()
})
