/** What the tests ask of elements inside the page. They are compiled without the types of a browser, which would reach every room of the house. */
export interface PageElement {
  getAttribute(name: string): string | null
  getBoundingClientRect(): { readonly top: number; readonly left: number; readonly width: number; readonly height: number }
}
