/** Ids of runs begin with the time (UUID version 7): this one is the first of that millisecond, so that an index in the order of ids answers "older than". */
export function firstIdAt(ms: number): string {
  const hex = Math.max(0, Math.floor(ms)).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-0000-0000-000000000000`
}
