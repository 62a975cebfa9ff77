/**
 * French typography: no-break spaces inside « » and before : ; ! ? %.
 * Applied to templates before the values go in, so that a value's own text stays as it was written.
 */
export function frenchSpaces(template: string): string {
  return template
    .replace(/«[ \u00a0]?/g, '«\u00a0')
    .replace(/[ \u00a0]?»/g, '\u00a0»')
    .replace(/ :(?=\s|$)/g, '\u00a0:')
    .replace(/ ([;!?%])/g, '\u202f$1')
}
