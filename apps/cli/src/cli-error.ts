import type { LocalizedText } from '@maillon/kernel'

/** The command can't go on, and the person who typed it can mend that. */
export class CliError extends Error {
  readonly text: LocalizedText

  constructor(text: LocalizedText) {
    super(text.en)
    this.name = 'CliError'
    this.text = text
  }
}
