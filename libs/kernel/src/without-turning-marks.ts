/** Marks of Unicode that turn round, embed or isolate what follows them until they are ended, which a name alone may never do. */
const turningMarks = /[\u202a-\u202e\u2066-\u2069]/g

/** A text as it may stand inside a sentence: what follows it keeps its direction. Letters of scripts that run from right to left stay as they are. */
export function withoutTurningMarks(text: string): string {
  return text.replace(turningMarks, '')
}
