import type { Expression, PathNode } from './expression.js'

/** True where the whole text is nothing but a path into the item: `{{item.price}}`, `{{item.customer.name}}`. */
export function isItemField(expression: Expression): expression is Expression & { readonly whole: PathNode } {
  const { whole } = expression
  return whole?.kind === 'path' && whole.origin.from === 'root' && whole.origin.root === 'item' && whole.fields.length > 0
}
