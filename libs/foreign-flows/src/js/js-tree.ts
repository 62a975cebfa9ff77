/** A JavaScript expression as far as expressions of foreign flows are understood: no functions, no assignments, no statements. */
export type Js =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'pattern'; readonly source: string; readonly flags: string }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'member'; readonly of: Js; readonly key: string | Js; readonly optional: boolean }
  | { readonly kind: 'call'; readonly of: Js; readonly args: readonly Js[] }
  | { readonly kind: 'new'; readonly of: Js; readonly args: readonly Js[] }
  | { readonly kind: 'unary'; readonly operator: string; readonly of: Js }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Js; readonly right: Js }
  | { readonly kind: 'choice'; readonly test: Js; readonly yes: Js; readonly no: Js }
  | { readonly kind: 'template'; readonly parts: readonly (string | Js)[] }
  | { readonly kind: 'list'; readonly items: readonly Js[] }
  | { readonly kind: 'object'; readonly entries: readonly (readonly [string, Js])[] }
