export const shortestPassword = 10

/**
 * A guess of how long a password would hold, for the bar under the field: 0 too short, 1 weak, 2 good, 3 strong.
 * Length counts for most; repeating few characters counts against. It refuses nothing: only the length does.
 */
export function passwordStrength(password: string): 0 | 1 | 2 | 3 {
  if (password.length < shortestPassword) return 0
  const different = new Set(password.toLowerCase()).size
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/].filter((kind) => kind.test(password)).length
  if (different < 6) return 1
  if (password.length >= 16 && different >= 9) return 3
  if (password.length >= 12 && kinds >= 3) return 3
  return kinds >= 2 || password.length >= 13 ? 2 : 1
}
