/** What we use of pdfmake; its own package of types brings those of pdfkit along. */
declare module 'pdfmake' {
  interface PdfMake {
    setFonts(fonts: { readonly [family: string]: { readonly normal: string; readonly bold: string; readonly italics: string; readonly bolditalics: string } }): void
    setTableLayouts(layouts: object): void
    setUrlAccessPolicy(allows: (url: string) => boolean): void
    setLocalAccessPolicy(allows: (path: string) => boolean): void
    createPdf(definition: object, options?: object): { getBuffer(): Promise<Buffer> }
  }
  const pdfmake: PdfMake
  export default pdfmake
}

declare module 'pdfmake/fonts/Roboto.js' {
  const fonts: { readonly Roboto: { readonly normal: string; readonly bold: string; readonly italics: string; readonly bolditalics: string } }
  export default fonts
}
