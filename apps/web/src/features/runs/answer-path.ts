/** The page of the question that a step told in its log, where it asks nobody by mail. Null: the line tells of none. Only ever a page of our own. */
export function answerPath(message: string): string | null {
  // The address for programs stands below /api.
  const token = /(?<!\/api)\/answers\/([\w.-]+)/.exec(message)?.[1]
  return token === undefined ? null : `/answer/?token=${token}`
}
