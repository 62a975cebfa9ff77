import { describe, expect, it } from 'vitest'
import { htmlPage } from './html-page.js'
import { htmlSpaces } from './html-spaces.js'

describe('a page made of a piece of HTML', () => {
  it('says its language, fits a phone, and holds the piece as it is', () => {
    const page = htmlPage('<p style="margin:0">Bonjour</p>', { locale: 'fr', title: 'A < B' })
    expect(page).toContain('<html lang="fr">')
    expect(page).toContain('name="viewport"')
    expect(page).toContain('<title>A &lt; B</title>')
    expect(page).toContain('\n<p style="margin:0">Bonjour</p>\n')
  })

  it('lets the reader’s dark colours be only where the author has chosen none', () => {
    expect(htmlPage('<p>a</p>', { locale: 'en' })).toContain('content="light dark"')
    for (const piece of ['<p style="color:#333">a</p>', '<td bgcolor="white">a</td>', '<p style="background: #fff">a</p>']) expect(htmlPage(piece, { locale: 'en' })).toContain('content="light"')
  })

  it('draws tables that have a border with light lines, and leaves the others, and what has a style, alone', () => {
    const page = htmlPage('<table border="1"><tr><th align="right">a</th><td style="x:y">b</td></tr></table><table><tr><td>c</td></tr></table>', { locale: 'en' })
    expect(page).toMatch(/<table border="1" style="border-collapse:collapse[^"]*">/)
    expect(page).toMatch(/<th align="right" style="border:0[^"]*">a/)
    expect(page).toContain('<td style="x:y">b</td>')
    expect(page).toContain('<table><tr><td>c</td></tr></table>')
    expect(htmlPage('<table border=1><td title="a > b">c</td>', { locale: 'en' })).toContain('<td title="a > b">c</td>')
  })

  it('is the piece itself where that is a page already, or nothing', () => {
    for (const whole of ['', ' \n', '<!doctype html><p>a</p>', '<HTML><p>a</p></HTML>', '<body class="x">a</body>']) expect(htmlPage(whole, { locale: 'fr' })).toBe(whole)
  })
})

describe('the spaces of French', () => {
  it('don’t break a line before « ; », « : », « ! » and inside quotation marks', () => {
    expect(htmlSpaces('<p>Il reste « 10 » : oui ; non ! 5 %</p>', 'fr')).toBe('<p>Il reste «\u00a010\u00a0»\u00a0: oui\u202f; non\u202f! 5\u202f%</p>')
  })

  it('are left alone in tags, styles, and code, in what is English, and where there are none', () => {
    for (const html of ['<a title="a ; b" style="color : red">x</a>', '<style>p { color : red ; }</style>', '<pre>a ; b</pre>', '<title>a ; b</title>', 'a;b: 10:30', '<p>a &amp; b</p>']) expect(htmlSpaces(html, 'fr')).toBe(html)
    expect(htmlSpaces('a ; b', 'en')).toBe('a ; b')
  })

  it('are found in one pass, however the HTML is broken', () => {
    const started = performance.now()
    for (const html of ['<'.repeat(1_000_000), '<style>'.repeat(200_000), '<td "'.repeat(200_000), `<p ${'a '.repeat(200_000)}`]) expect(htmlSpaces(htmlPage(html, { locale: 'fr' }), 'fr')).toContain(html)
    expect(performance.now() - started).toBeLessThan(20_000) // a second and less; a minute and more where it looks again from each place
  })
})
