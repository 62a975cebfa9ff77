/** A piece of a template: plain text, or what stands between `{{` and `}}`. */
export type TemplatePart = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'expression'; readonly source: string }

const expressionPattern = /\{\{\{?((?:"[^"]*"|'[^']*'|[^}])*)\}?\}\}/g

/** What is left open (`{{item.`) is text. */
export function templateParts(template: string): readonly TemplatePart[] {
  const parts: TemplatePart[] = []
  let end = 0
  for (const match of template.matchAll(expressionPattern)) {
    if (match.index > end) parts.push({ kind: 'text', text: template.slice(end, match.index) })
    parts.push({ kind: 'expression', source: (match[1] ?? '').trim() })
    end = match.index + match[0].length
  }
  if (end < template.length) parts.push({ kind: 'text', text: template.slice(end) })
  return parts
}

export function hasTemplate(template: string): boolean {
  return templateParts(template).some(({ kind }) => kind === 'expression')
}

/** An expression for a chip: by its own readable name, else each path in it by its; functions and values stay. */
export function readableSource(source: string, nameOf: (path: string) => string | null): string {
  const whole = nameOf(source)
  if (whole !== null) return whole
  return source.replace(/"[^"]*"|'[^']*'|(?:\[[^\]]*\]|[^\s()"'[\]])+/g, (token) => (/^["']/.test(token) ? token : (nameOf(token) ?? token)))
}
