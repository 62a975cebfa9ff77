// What the two commands say while they work, in the language of the terminal.

/** French where the terminal's language is French, else English. */
export const isFrench = /^fr/i.test(process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || '')

/** One sentence in the reader's language. */
export function text(fr, en) {
  return isFrench ? fr : en
}

export function say(fr, en) {
  process.stdout.write(`maillon · ${text(fr, en)}\n`)
}

/** Say what is missing and what to do, and end. */
export function giveUp(fr, en) {
  process.stderr.write(`maillon · ${text(fr, en)}\n`)
  process.exit(1)
}

/** Seconds since `startedAt` (from `performance.now()`), for people. */
export function seconds(startedAt) {
  return `${((performance.now() - startedAt) / 1000).toFixed(1)} s`
}
