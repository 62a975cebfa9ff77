import { emptyFlow } from '@maillon/flow-document'
import { expect, it } from 'vitest'
import { forgetUnsaved, keepUnsaved, readUnsaved, type KeptTexts } from './unsaved-draft.js'

function storage(mostBytes = Infinity): KeptTexts {
  const texts = new Map<string, string>()
  return {
    getItem: (key) => texts.get(key) ?? null,
    setItem: (key, text) => {
      if (text.length > mostBytes) throw new DOMException('full', 'QuotaExceededError')
      texts.set(key, text)
    },
    removeItem: (key) => void texts.delete(key),
  }
}

const draft = { document: emptyFlow('f1', 'Report'), revision: 7 }

it('gives back what was kept of this flow alone, until it is forgotten', () => {
  const kept = storage()
  keepUnsaved(kept, 'f1', draft)
  expect(readUnsaved(kept, 'f1')).toEqual(draft)
  expect(readUnsaved(kept, 'f2')).toBeNull()
  forgetUnsaved(kept, 'f1')
  expect(readUnsaved(kept, 'f1')).toBeNull()
})

it('keeps no older state where the newer one finds no room', () => {
  const kept = storage(JSON.stringify(draft).length)
  keepUnsaved(kept, 'f1', draft)
  keepUnsaved(kept, 'f1', { ...draft, document: { ...draft.document, name: 'A much longer name than before' } })
  expect(readUnsaved(kept, 'f1')).toBeNull()
})

it('takes nothing for a draft that is none', () => {
  const kept = storage()
  for (const text of ['', 'no JSON', 'null', '7', '{"revision":1}', '{"revision":"1","document":{"format":"maillon.flow/1","nodes":[]}}']) {
    kept.setItem('maillon.unsaved.f1', text)
    expect(readUnsaved(kept, 'f1')).toBeNull()
  }
})
