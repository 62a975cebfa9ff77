import type { Json } from '@maillon/kernel'

const truths: ReadonlyMap<string, boolean> = new Map([
  ...['true', 'vrai', 'oui', 'yes', '1'].map((word) => [word, true] as const),
  ...['false', 'faux', 'non', 'no', '0'].map((word) => [word, false] as const),
])

/** Read a yes or no: true, false, 1, 0, `vrai`, `faux`, `oui`, `non`, `yes`, `no`. @returns null where it is none of these. */
export function readBoolean(value: Json | undefined): boolean | null {
  if (typeof value === 'boolean') return value
  if (typeof value !== 'string' && typeof value !== 'number') return null
  return truths.get(String(value).trim().toLowerCase()) ?? null
}
