import { attribute, resolvePart } from '../inspect-package.js'

/** The part that an attribute of a tag names: absolute, or from the folder that the `.rels` part speaks for. Null: none. */
export function partNamed(tag: string, name: string, relations = ''): string | null {
  const target = attribute(tag, name)
  return target === null ? null : resolvePart(target, relations.replace(/_rels\/[^/]*$/, ''))
}

/** `xl/worksheets/sheet1.xml` to `xl/worksheets/_rels/sheet1.xml.rels`. */
export function relationsPart(part: string): string {
  const slash = part.lastIndexOf('/') + 1
  return `${part.slice(0, slash)}_rels/${part.slice(slash)}.rels`
}

/** The parts that a part points to, by kind (`drawing`, `table`, `chart`, `comments`, …). */
export function partsFrom(relations: string, text: string | null, kind: string): readonly string[] {
  return [...(text ?? '').matchAll(/<(?:\w+:)?Relationship\b[^>]*>/g)].flatMap(([tag]) =>
    (attribute(tag, 'Type') ?? '').endsWith(`/${kind}`) && attribute(tag, 'TargetMode') !== 'External' ? (partNamed(tag, 'Target', relations) ?? []) : [],
  )
}
