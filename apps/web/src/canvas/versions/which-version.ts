/** A version by its number, or what is being drawn. */
export type WhichVersion = number | 'draft'

/** Two versions that are laid over each other; `older` null: nothing, the newer one as it is. */
export interface AskedComparison {
  readonly older: WhichVersion | null
  readonly newer: WhichVersion
}

/** `?version=7` shows one version, `?version=7&against=6` what it changed, `?version=draft&against=7` what is not published. Null: neither. */
export function readComparison(search: { get(name: string): string | null }): AskedComparison | null {
  const newer = versionIn(search.get('version'))
  return newer === null ? null : { newer, older: versionIn(search.get('against')) }
}

function versionIn(text: string | null): WhichVersion | null {
  if (text === 'draft') return 'draft'
  return text !== null && /^[1-9][0-9]{0,8}$/.test(text) ? Number(text) : null
}

/** The address of a comparison on the canvas. */
export function comparisonAddress(flowId: string, { older, newer }: AskedComparison): string {
  return `/flow/?id=${encodeURIComponent(flowId)}&version=${newer}${older === null ? '' : `&against=${older}`}`
}
