import { emptyFlow } from '@maillon/flow-document'
import { expect, it } from 'vitest'
import { flowTestLimits } from '../flow-test.js'
import { filesOf } from './kept-files.js'

const ref = (id: string, size: number) => ({ id, name: `${id}.xlsx`, mediaType: 'text/csv', size, sha256: 'x' })
const chosen = '01a1ff9b-6988-7a3e-86be-f8e3a3e20d9c'
const document = { ...emptyFlow('f', 'F'), nodes: [{ id: 'prices', type: 'excel.read', version: 1, name: 'Prices', position: { x: 0, y: 0 }, params: { file: { id: chosen, name: 'prices.xlsx' } } }] }
const items = [{ json: {}, files: { small: ref('small', 3), large: ref('large', flowTestLimits.fileBytes + 1) } }]

it('keeps the bytes of small files and the names of large ones, those that parameters choose too, and nothing else that is known of them', async () => {
  const files = { find: (id: string) => Promise.resolve({ ...ref(id, 3), addedAt: 'yesterday' }), read: () => Promise.resolve(Buffer.from('abc')) }
  expect(await filesOf({ trigger: { node: 'start', items }, answers: [] }, document, { files })).toEqual([{ ...ref('small', 3), content: 'YWJj' }, ref('large', flowTestLimits.fileBytes + 1), { ...ref(chosen, 3), content: 'YWJj' }])
})
