const longest = 500

/** Why settings couldn't be taken over, for the author of the package. */
export function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, longest)
}
