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

const mine = { personId: 'p1', flowId: 'f1' }
const draft = { document: emptyFlow('f1', 'Report'), revision: 7 }

it('gives back what was kept of this flow alone, until it is forgotten', () => {
  const kept = storage()
  keepUnsaved(kept, mine, draft)
  expect(readUnsaved(kept, mine)).toEqual(draft)
  expect(readUnsaved(kept, { ...mine, flowId: 'f2' })).toBeNull()
  forgetUnsaved(kept, mine)
  expect(readUnsaved(kept, mine)).toBeNull()
})

it('gives nothing of it to somebody else at the same browser, and loses nothing by their edits', () => {
  const kept = storage()
  const theirs = { ...mine, personId: 'p2' }
  keepUnsaved(kept, mine, draft)
  expect(readUnsaved(kept, theirs)).toBeNull()
  keepUnsaved(kept, theirs, { ...draft, revision: 8 })
  forgetUnsaved(kept, theirs)
  expect(readUnsaved(kept, mine)).toEqual(draft)
})

it('keeps no older state where the newer one finds no room', () => {
  const kept = storage(JSON.stringify(draft).length)
  keepUnsaved(kept, mine, draft)
  keepUnsaved(kept, mine, { ...draft, document: { ...draft.document, name: 'A much longer name than before' } })
  expect(readUnsaved(kept, mine)).toBeNull()
})

it('takes nothing for a draft that is none', () => {
  const kept = storage()
  for (const text of ['', 'no JSON', 'null', '7', '{"revision":1}', '{"revision":"1","document":{"format":"maillon.flow/1","nodes":[]}}']) {
    kept.setItem('maillon.unsaved.p1.f1', text)
    expect(readUnsaved(kept, mine)).toBeNull()
  }
})
