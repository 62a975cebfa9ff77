/** What a person wrote as the document takes it: no tag twice, without a comma, and none longer than 40 characters. Null: no tag is left. */
export function tagsFrom(written: readonly string[]): readonly string[] | null {
  const tags = [...new Set(written.map((tag) => tag.replaceAll(/[\s,]+/g, ' ').trim().slice(0, 40).trim()).filter((tag) => tag !== ''))]
  return tags.length === 0 ? null : tags
}
