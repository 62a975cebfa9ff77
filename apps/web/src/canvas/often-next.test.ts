import { expect, it } from 'vitest'
import { nodeGroups, type NodeDescriptor } from '@maillon/node-contract'
import { oftenNext } from './often-next.js'

const of = (type: string, group: NodeDescriptor['group']) => ({ type, group }) as NodeDescriptor
const there = ['excel.read', 'excel.write', 'mail.send', 'table.filter', 'core.for-each', 'core.condition'].map((type) => of(type, 'table'))

it('proposes what fits a step that gives rows, and only what is installed', () => {
  expect(oftenNext(of('excel.read', 'excel'), there).map(({ type }) => type)).toEqual(['core.for-each', 'table.filter', 'excel.write', 'mail.send', 'core.condition'])
  expect(oftenNext(of('excel.read', 'excel'), [])).toEqual([])
})

it('never proposes the same step again', () => {
  expect(oftenNext(of('excel.write', 'excel'), there).map(({ type }) => type)).toEqual(['mail.send'])
  for (const group of nodeGroups) expect(oftenNext(of('mail.send', group), there).map(({ type }) => type)).not.toContain('mail.send')
})
