/** What a box of the diagram stands for. Nodes keep their ids; a colon can't stand in one. */
export interface BoxedThing {
  readonly kind: 'node' | 'note' | 'group'
  readonly id: string
}

export function boxId({ kind, id }: BoxedThing): string {
  return kind === 'node' ? id : `${kind}:${id}`
}

export function thingOf(box: string): BoxedThing {
  if (box.startsWith('note:')) return { kind: 'note', id: box.slice('note:'.length) }
  if (box.startsWith('group:')) return { kind: 'group', id: box.slice('group:'.length) }
  return { kind: 'node', id: box }
}

/** The ids of one kind among boxes. */
export function idsOf(kind: BoxedThing['kind'], boxes: readonly string[]): readonly string[] {
  return boxes.map(thingOf).flatMap((thing) => (thing.kind === kind ? [thing.id] : []))
}
