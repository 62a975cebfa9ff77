let person: string | null = null

/** Whose page this is: the id of the account; null before it is known, and on the pages before the login. */
export function pagePerson(): string | null {
  return person
}

export function setPagePerson(id: string | null): void {
  person = id
}
