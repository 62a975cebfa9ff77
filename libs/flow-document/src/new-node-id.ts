/** Letters that don't come apart into a base letter and an accent. */
const folded: { readonly [letter: string]: string } = { œ: 'oe', æ: 'ae', ß: 'ss', ø: 'o', đ: 'd', ð: 'd', ł: 'l', þ: 'th', ı: 'i' }

/** Words that mean something else where a path of an expression names a node, or where an id is the key of an object. */
const reserved: ReadonlySet<string> = new Set(['this', 'true', 'false', 'null', 'undefined', 'as', 'else', 'constructor', 'prototype'])

const longest = 48

/**
 * A readable id for a new node, made from its name: « Lire les données » gives `lire-les-donnees`, the second one
 * `lire-les-donnees-2`. The id stays when the node is renamed, since expressions name the node by it.
 *
 * @param taken the ids that the document has.
 */
export function newNodeId(name: string, taken: { has(id: string): boolean }): string {
  const base = slugOf(name)
  if (!taken.has(base)) return base
  for (let number = 2; ; number += 1) {
    const id = `${base}-${number}`
    if (!taken.has(id)) return id
  }
}

function slugOf(name: string): string {
  const plain = name
    .slice(0, 200)
    .toLowerCase()
    .replace(/[œæßøđðłþı]/g, (letter) => folded[letter] ?? letter)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, longest)
    .replace(/^-+|-+$/g, '')
  if (plain === '') return 'node'
  // A path segment that starts with a digit could be read as a number.
  return reserved.has(plain) || /^[0-9]/.test(plain) ? `n-${plain}` : plain
}
