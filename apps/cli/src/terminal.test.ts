import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { createTerminal, type Terminal } from './terminal.js'

/** A terminal with a person at it: what is typed, and everything that stands on the screen. */
function screen(): { readonly terminal: Terminal; type(text: string): void; readonly shown: () => string; readonly raw: boolean[] } {
  const raw: boolean[] = []
  const keys = Object.assign(new PassThrough(), { isTTY: true, setRawMode: (on: boolean) => raw.push(on) })
  const written = Object.assign(new PassThrough(), { isTTY: true })
  let shown = ''
  written.on('data', (bytes: Buffer) => (shown += bytes.toString()))
  const terminal = createTerminal({ argv: [], env: {}, stdin: keys, stdout: written, stderr: written, once: () => undefined })
  return { terminal, type: (text) => void keys.write(text), shown: () => shown, raw }
}

describe('a secret that is asked for', () => {
  it('is shown nowhere while it is typed, corrected and ended', async () => {
    const { terminal, type, shown, raw } = screen()
    const answer = terminal.askSecret('Token: ')
    type('mlnX')
    type('\u007f_s3cret')
    type('\r')
    expect(await answer).toBe('mln_s3cret')
    expect(shown()).toBe('Token: \n')
    // The terminal itself doesn't echo meanwhile, and does again afterwards.
    expect(raw).toEqual([true, false])
  })

  it('is empty where the person breaks off', async () => {
    const { terminal, type, shown } = screen()
    const answer = terminal.askSecret('Token: ')
    type('mln_s3c\u0003')
    expect(await answer).toBe('')
    expect(shown()).not.toContain('s3c')
  })
})
