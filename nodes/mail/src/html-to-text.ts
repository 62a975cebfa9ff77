/**
 * The plain text of a mail's HTML: line by line, links with their address.
 * One pass over the text, whatever it holds: mails come from strangers.
 */
export function htmlToText(html: string): string {
  const reader = new HtmlReader(html)
  return reader.read()
}

const entities: { readonly [name: string]: string } = {
  amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', euro: '€', eacute: 'é', egrave: 'è', ecirc: 'ê', agrave: 'à', acirc: 'â', ccedil: 'ç', ocirc: 'ô', ucirc: 'û', ugrave: 'ù', icirc: 'î', iuml: 'ï', rsquo: '’', laquo: '«', raquo: '»', hellip: '…', ndash: '–', mdash: '—',
}

const unseen: ReadonlySet<string> = new Set(['style', 'script', 'head', 'title'])
const paragraphs: ReadonlySet<string> = new Set(['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'p', 'table', 'ul', 'ol', 'blockquote'])
const lines: ReadonlySet<string> = new Set(['div', 'tr', 'section'])
const longestTag = 10_000

class HtmlReader {
  private readonly parts: string[] = []
  private readonly lower: string
  private at = 0
  /** The link that is open: its address, and where its label begins. */
  private link: { readonly href: string; readonly from: number } | null = null

  constructor(private readonly html: string) {
    this.lower = html.toLowerCase()
  }

  read(): string {
    while (this.at < this.html.length) {
      const tag = this.html.indexOf('<', this.at)
      const end = tag < 0 ? this.html.length : tag
      if (end > this.at) this.parts.push(decoded(this.html.slice(this.at, end).replace(/\s+/g, ' ')))
      this.at = end
      if (tag >= 0) this.readTag()
    }
    return this.parts
      .join('')
      .split('\n')
      .map((line) => line.replace(/^ +/, '').trimEnd())
      .join('\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim()
  }

  private readTag(): void {
    if (this.lower.startsWith('<!--', this.at)) return this.skipTo('-->', 4)
    const end = this.html.indexOf('>', this.at)
    if (end < 0) {
      this.at = this.html.length
      return
    }
    const name = /^<(\/?)([a-z][a-z0-9]*)/.exec(this.lower.slice(this.at, this.at + 40))
    const source = this.html.slice(this.at, Math.min(end, this.at + longestTag))
    this.at = end + 1
    if (name === null) return
    if (name[1] === '/') this.close(name[2] ?? '')
    else this.open(name[2] ?? '', source)
  }

  private open(name: string, source: string): void {
    if (unseen.has(name)) return this.skipTo(`</${name}`, 0, '>')
    if (name === 'br') this.parts.push('\n')
    if (name === 'li') this.parts.push('\n- ')
    if (name !== 'a') return
    const href = /\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i.exec(source)
    this.link = { href: decoded(href?.[1] ?? href?.[2] ?? href?.[3] ?? ''), from: this.parts.length }
  }

  private close(name: string): void {
    if (paragraphs.has(name)) this.parts.push('\n\n')
    if (lines.has(name)) this.parts.push('\n')
    if (name === 'td' || name === 'th') this.parts.push('\t')
    if (name !== 'a' || this.link === null) return
    const { href, from } = this.link
    this.link = null
    if (href !== '' && !this.parts.slice(from).join('').includes(href)) this.parts.push(` (${href})`)
  }

  /** Behind the next `mark` (and the `then` after it), or to the end. */
  private skipTo(mark: string, offset: number, then?: string): void {
    const found = this.lower.indexOf(mark, this.at + offset)
    const end = found < 0 || then === undefined ? found : this.lower.indexOf(then, found)
    this.at = end < 0 ? this.html.length : end + (then ?? mark).length
  }
}

function decoded(text: string): string {
  return text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{2,10});/gi, (whole, code: string) => {
    if (!code.startsWith('#')) return Object.hasOwn(entities, code) ? (entities[code] ?? whole) : whole
    const point = code[1]?.toLowerCase() === 'x' ? Number.parseInt(code.slice(2), 16) : Number(code.slice(1))
    return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : ''
  })
}
