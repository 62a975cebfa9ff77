const device = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i
const mostLength = 200

/**
 * The path of an entry as it may be kept and shown: `/` between its parts, nothing that leads anywhere else, no marks that
 * hide or turn text. It is for people and for later steps; nothing is ever written to it.
 *
 * @returns an empty text where nothing is left.
 */
export function cleanEntryPath(raw: string): string {
  return raw
    .normalize('NFC')
    .split(/[/\\]/)
    .map((part) => part.replace(/\p{Cc}|[\u200e\u200f\u202a-\u202e\u2066-\u2069]|\p{Surrogate}/gu, '').replace(/[<>:"|?*]/g, '_').replace(/^[\s.]+|[\s.]+$/g, ''))
    .filter((part) => part !== '')
    .map((part) => (device.test(part) ? `_${part}` : part).slice(0, mostLength))
    .join('/')
}

/** Each name once in an archive: the second gets “ (2)”. */
export class FreeNames {
  private readonly taken = new Set<string>()

  take(name: string): string {
    const dot = name.lastIndexOf('.')
    const [stem, ending] = dot > name.lastIndexOf('/') + 1 ? [name.slice(0, dot), name.slice(dot)] : [name, '']
    let free = name
    for (let copy = 2; this.taken.has(free.toLowerCase()); copy += 1) free = `${stem} (${copy})${ending}`
    this.taken.add(free.toLowerCase())
    return free
  }
}
