const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i
const maxLength = 200

/**
 * A file's name as it is kept and shown: one name, no path, no control or direction marks, nothing that a system
 * takes for a device. It is never used as a path; files are stored by id.
 */
export function cleanFileName(name: string): string {
  const last = name.normalize('NFC').split(/[/\\]/).at(-1) ?? ''
  const clean = last
    .replace(/\p{Cc}|[\u200e\u200f\u202a-\u202e\u2066-\u2069]|\p{Surrogate}/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/^[\s.]+|[\s.]+$/g, '')
  const short = clean.length > maxLength ? shortened(clean) : clean
  if (short === '') return 'file'
  return reserved.test(short) ? `_${short}` : short
}

/** The ending stays: people and programs go by it. */
function shortened(name: string): string {
  const dot = name.lastIndexOf('.')
  const ending = dot > 0 && name.length - dot <= 12 ? name.slice(dot) : ''
  return name.slice(0, maxLength - ending.length) + ending
}
