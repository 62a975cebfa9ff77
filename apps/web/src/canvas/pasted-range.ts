/** Above this a file is the better place. */
export const mostPastedCharacters = 200_000

/**
 * A range of cells as spreadsheets put it on the clipboard: lines of cells between tabs, the first one with the names of the columns.
 * Null: the text is none, or holds braces that a template would read.
 */
export function pastedRange(text: string): { readonly text: string } | 'too-long' | null {
  const lines = text.replace(/\r\n?/g, '\n').replace(/\n+$/, '').split('\n')
  const columns = lines[0]?.split('\t').length ?? 0
  const isRange = lines.length > 1 && columns > 1 && lines.every((line) => line.includes('"') || line.split('\t').length === columns)
  if (!isRange || text.includes('{{')) return null
  return text.length > mostPastedCharacters ? 'too-long' : { text: lines.join('\n') }
}
