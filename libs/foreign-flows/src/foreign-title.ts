/** How people call a foreign node type: `n8n-nodes-base.googleSheetsTrigger` is "Google Sheets Trigger". */
export function foreignTitle(type: string): string {
  const short = type.slice(type.lastIndexOf('.') + 1)
  const words = short.slice(0, 60).replace(/([a-z0-9])([A-Z])/g, '$1 $2').replace(/[-_]+/g, ' ').trim()
  return words === '' ? '?' : words.charAt(0).toUpperCase() + words.slice(1)
}

/** A text of a foreign flow, as long as it may be here. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text
  // Not in the middle of a character of two halves.
  return `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`
}
