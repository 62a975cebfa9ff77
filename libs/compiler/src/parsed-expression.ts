import { parseExpression } from '@maillon/expressions'

export type ParsedText = ReturnType<typeof parseExpression>

/** Texts of expressions that were read lately, so that the same text isn't parsed at each keystroke. Bounded; purely a memory. */
const parsedTexts = new Map<string, ParsedText>()
const rememberedTexts = 20_000

/** What the text says as an expression, read once for each text. */
export function parsedExpression(text: string): ParsedText {
  const found = parsedTexts.get(text)
  if (found !== undefined) return found
  const parsed = parseExpression(text)
  if (parsedTexts.size >= rememberedTexts) parsedTexts.clear()
  parsedTexts.set(text, parsed)
  return parsed
}
