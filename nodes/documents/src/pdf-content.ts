/** The parts of a document as pdfmake takes them: what we make, and nothing else of it. */
export interface PdfStyle {
  readonly bold?: boolean
  readonly italics?: boolean
  readonly decoration?: 'underline' | 'lineThrough'
  readonly color?: string
  readonly background?: string
  readonly fontSize?: number
  readonly alignment?: 'left' | 'right' | 'center' | 'justify'
  readonly sup?: boolean
  readonly sub?: boolean
  readonly link?: string
  readonly preserveLeadingSpaces?: boolean
}

export interface PdfRun extends PdfStyle {
  readonly text: string
}

export interface PdfCell {
  readonly stack: readonly PdfBlock[]
  readonly colSpan?: number
  readonly rowSpan?: number
  readonly fillColor?: string
}

export interface PdfTable {
  readonly headerRows: number
  readonly dontBreakRows: boolean
  readonly widths: readonly (string | number)[]
  readonly body: readonly (readonly (PdfCell | object)[])[]
}

interface Placed {
  readonly margin?: readonly [number, number, number, number]
  readonly pageBreak?: 'before' | 'after'
}

export type PdfBlock = Placed &
  (
    | ({ readonly text: readonly PdfRun[] } & PdfStyle)
    | { readonly stack: readonly PdfBlock[] }
    | ({ readonly ul: readonly PdfBlock[] } & { readonly type?: string })
    | { readonly ol: readonly PdfBlock[]; readonly start?: number }
    | { readonly table: PdfTable; readonly layout: 'grid' | 'panel' | 'noBorders' }
    | { readonly image: string; readonly width?: number; readonly fit?: readonly [number, number]; readonly alignment?: string }
    | { readonly canvas: readonly object[] }
  )
