const builtInDates: ReadonlySet<number> = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 45, 46, 47, 50, 51, 52, 53, 54, 55, 56, 57, 58])

/** The looks of cells: asked whether one shows dates, and given one that does. */
export class Styles {
  private readonly customDates: ReadonlySet<number>
  private readonly formats: string[]
  private readonly dated = new Map<string, number>()
  private readonly original: number

  /** @param text of the part; null where the workbook has none. */
  constructor(private readonly text: string | null) {
    const custom = [...(text ?? '').matchAll(/<(?:\w+:)?numFmt\b[^>]*>/g)].flatMap(([tag]) => (showsDates(/formatCode="([^"]*)"/.exec(tag)?.[1] ?? '') ? Number(/numFmtId="(\d+)"/.exec(tag)?.[1]) : []))
    this.customDates = new Set(custom)
    const list = cellFormats.exec(text ?? '')?.[2] ?? ''
    this.formats = [...list.matchAll(/<(?:\w+:)?xf\b[^>]*?(?:\/>|>[\s\S]*?<\/(?:\w+:)?xf>)/g)].map(([xf]) => xf)
    this.original = this.formats.length
  }

  isDate(style: number): boolean {
    const id = Number(/numFmtId="(\d+)"/.exec(this.formats[style] ?? '')?.[1] ?? 0)
    return builtInDates.has(id) || this.customDates.has(id)
  }

  /** The number of a look like this one that shows a date (and the time where asked). The same one where the workbook has no looks at all. */
  asDate(style: number, withTime: boolean): number {
    const base = this.formats[style] ?? this.formats[0]
    if (base === undefined || this.isDate(style)) return style
    const key = `${style} ${withTime}`
    const known = this.dated.get(key) ?? this.formats.length
    if (known === this.formats.length) {
      const open = /^<(?:\w+:)?xf\b/.exec(base)?.[0] ?? '<xf'
      const rest = base.slice(open.length).replace(/\s(?:numFmtId|applyNumberFormat)="[^"]*"/g, '')
      this.formats.push(`${open} numFmtId="${withTime ? 22 : 14}" applyNumberFormat="1"${rest}`)
    }
    this.dated.set(key, known)
    return known
  }

  /** The part with what was added; null where nothing was. */
  changedText(): string | null {
    if (this.text === null || this.formats.length === this.original) return null
    return this.text.replace(cellFormats, (...[, open = '', , close = '']: string[]) => `${open.replace(/\scount="\d+"/, ` count="${this.formats.length}"`)}${this.formats.join('')}${close}`)
  }
}

const cellFormats = /(<(?:\w+:)?cellXfs\b[^>]*>)([\s\S]*?)(<\/(?:\w+:)?cellXfs>)/

/** Letters of dates in a number format, outside of texts, colours and conditions. */
export function showsDates(format: string): boolean {
  return /[ymdhs]/i.test(format.replace(/&quot;[\s\S]*?&quot;|"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]/gi, '').replace(/general/gi, ''))
}
