/**
 * The form in which two spellings of one address are the same: compatibility forms folded, lower case.
 * Null where it can't be an address. (A part after `+` stays: to the mail server it may be another person.)
 */
export function emailKey(email: string): string | null {
  const key = email.normalize('NFKC').trim().toLowerCase()
  return /^[^\s@<>(),;:"\\[\]\p{C}]{1,64}@[^\s@<>(),;:"\\[\]\p{C}]{1,255}$/u.test(key) ? key : null
}
