import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodedText, guessTextEncoding, type TextEncoding } from './decoded-text.js'

async function decoded(pieces: readonly Uint8Array[], encoding?: TextEncoding): Promise<string> {
  const bytes = (async function* () {
    yield* pieces
  })()
  const read: string[] = []
  for await (const text of decodedText(bytes, { name: 'a.csv', ...(encoding === undefined ? {} : { encoding }) })) read.push(text)
  return read.join('')
}

const cut = (bytes: Uint8Array, every: number) => Array.from({ length: Math.ceil(bytes.length / every) }, (_, at) => bytes.subarray(at * every, (at + 1) * every))

describe('decodedText', () => {
  it('reads every text in UTF-8 however its bytes come', async () => {
    await fc.assert(fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }).filter((text) => !/[\0\ud800-\udfff\ufeff]/.test(text)), fc.integer({ min: 1, max: 7 }), async (text, every) => {
      expect(await decoded(cut(Buffer.from(`abc\n${text}`), every))).toBe(`abc\n${text}`)
    }))
  })

  it('reads Windows-1252 whose first accent comes after thousands of plain rows, wherever the pieces are cut', async () => {
    const plain = 'REF;42\r\n'.repeat(10_000)
    for (const every of [65_536, 80_001, 7]) expect(await decoded(cut(Buffer.from(`${plain}Zo\u00e9;5\r\nl\u2019\u00e9t\u00e9 \u00e9`.replace('\u2019', '\u0092'), 'latin1'), every))).toBe(`${plain}Zo\u00e9;5\r\nl\u2019\u00e9t\u00e9 \u00e9`)
  })

  it('replaces no character silently where two encodings are mixed or the end is missing', async () => {
    const text = Buffer.from('d\u00e9but '.repeat(20_000))
    await expect(decoded(cut(Buffer.concat([text, Buffer.from('fin\u00e9', 'latin1')]), 65_536))).rejects.toMatchObject({ info: { code: 'TEXT_ENCODING_MIXED', field: '/encoding' } })
    await expect(decoded([text.subarray(0, 2)], 'utf-8')).resolves.toBe('d\ufffd')
    await expect(decoded([text, text.subarray(0, 2)])).rejects.toMatchObject({ info: { code: 'TEXT_ENCODING_MIXED' } })
  })

  it('knows UTF-16 by its mark or by its zeros', () => {
    expect(['\ufeffa', 'a;b\n'.repeat(100)].map((text) => guessTextEncoding(Buffer.from(text, 'utf16le')))).toEqual(['utf-16le', 'utf-16le'])
    expect(guessTextEncoding(Buffer.from('a;b\n'.repeat(100), 'utf16le').swap16())).toBe('utf-16be')
  })
})
