/** How far a step has come: `1 200`, or `1 200 / 5 000` where the end is known. */
export function progressText(progress: { readonly done: number; readonly total: number | null }, number: (value: number) => string): string {
  return progress.total === null ? number(progress.done) : `${number(progress.done)} / ${number(progress.total)}`
}
