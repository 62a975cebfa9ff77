import type { PdfStyle } from './pdf-content.js'

const pixel = 0.75
const colourNames: ReadonlyMap<string, string> = new Map([
  ['black', '#000000'], ['white', '#ffffff'], ['red', '#d32f2f'], ['green', '#2e7d32'], ['blue', '#1565c0'], ['gray', '#757575'], ['grey', '#757575'], ['lightgray', '#e0e0e0'], ['lightgrey', '#e0e0e0'], ['darkgray', '#424242'],
  ['orange', '#ef6c00'], ['yellow', '#fdd835'], ['navy', '#0d2b57'], ['silver', '#c0c0c0'], ['whitesmoke', '#f5f5f5'], ['teal', '#00796b'], ['purple', '#6a1b9a'], ['maroon', '#7f0000'],
])

/** The declarations of a `style` attribute by name, lower case. */
export function declarationsOf(style: string | undefined): ReadonlyMap<string, string> {
  const declarations = new Map<string, string>()
  for (const declaration of (style ?? '').slice(0, 10_000).split(';')) {
    const colon = declaration.indexOf(':')
    if (colon > 0) declarations.set(declaration.slice(0, colon).trim().toLowerCase(), declaration.slice(colon + 1).trim().toLowerCase())
  }
  return declarations
}

/** What of it text can have. */
export function styleOf(declarations: ReadonlyMap<string, string>, inheritedSize: number): PdfStyle {
  const size = lengthOf(declarations.get('font-size'), inheritedSize)
  return {
    ...fontOf(declarations),
    ...decorationOf(declarations.get('text-decoration') ?? ''),
    ...alignmentOf(declarations.get('text-align')),
    ...coloured('color', colourOf(declarations.get('color'))),
    ...coloured('background', backgroundOf(declarations)),
    ...(size === null ? {} : { fontSize: Math.min(96, Math.max(4, size)) }),
  }
}

/** The colour behind; null: none. */
export function backgroundOf(declarations: ReadonlyMap<string, string>): string | null {
  return colourOf(declarations.get('background-color') ?? declarations.get('background'))
}

export function alignmentOf(text: string | undefined): Pick<PdfStyle, 'alignment'> {
  return text === 'left' || text === 'right' || text === 'center' || text === 'justify' ? { alignment: text } : {}
}

function fontOf(declarations: ReadonlyMap<string, string>): PdfStyle {
  const weight = declarations.get('font-weight')
  return {
    ...(weight === undefined ? {} : { bold: weight === 'bold' || weight === 'bolder' || Number(weight) >= 600 }),
    ...(declarations.get('font-style') === 'italic' ? { italics: true } : {}),
  }
}

function decorationOf(text: string): PdfStyle {
  if (text.includes('underline')) return { decoration: 'underline' }
  return text.includes('line-through') ? { decoration: 'lineThrough' } : {}
}

function coloured(name: 'color' | 'background', colour: string | null): PdfStyle {
  return colour === null ? {} : { [name]: colour }
}

/** A colour as `#rrggbb`; null: none that is known. */
export function colourOf(text: string | undefined): string | null {
  const value = text?.trim() ?? ''
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/.exec(value)
  if (short !== null) return `#${short.slice(1).map((digit) => digit + digit).join('')}`
  if (/^#[0-9a-f]{6}$/.test(value)) return value
  const rgb = /^rgba?\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})/.exec(value)
  if (rgb !== null) return `#${rgb.slice(1, 4).map((part) => Math.min(255, Number(part)).toString(16).padStart(2, '0')).join('')}`
  return colourNames.get(value) ?? null
}

/** A length in points; null: none, or one relative to what isn't known. */
export function lengthOf(text: string | undefined, fontSize: number): number | null {
  const found = /^(\d+(?:\.\d+)?)(px|pt|em|rem|mm|cm|%)?$/.exec(text?.trim() ?? '')
  if (found === null) return null
  const value = Number(found[1])
  switch (found[2]) {
    case 'pt':
      return value
    case 'em':
    case 'rem':
      return value * fontSize
    case 'mm':
      return value * 2.8346
    case 'cm':
      return value * 28.346
    case '%':
      return null
    default:
      return value * pixel
  }
}
