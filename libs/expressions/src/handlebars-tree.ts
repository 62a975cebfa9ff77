/** The parser's tree as it really is (its own types leave the kinds open). Nothing of it leaves the lowering. */
export interface Loc {
  readonly loc: { readonly start: { readonly line: number; readonly column: number }; readonly end: { readonly line: number; readonly column: number } }
}
export interface HbsPath extends Loc {
  readonly type: 'PathExpression'
  /** `this.x` rather than `x`. */
  readonly this: boolean
  /** `@x`. */
  readonly data: boolean
  /** How many `../`. */
  readonly depth: number
  readonly head?: string | HbsCall
  readonly parts: readonly (string | HbsCall)[]
  readonly original: string
}
export interface HbsHash extends Loc {
  readonly pairs: readonly (Loc & { readonly key: string; readonly value: HbsValue })[]
}
export interface HbsCall extends Loc {
  readonly type: 'SubExpression'
  readonly path: HbsValue
  readonly params: readonly HbsValue[]
  readonly hash?: HbsHash
}
export type HbsLiteral = Loc &
  (
    | { readonly type: 'StringLiteral'; readonly value: string }
    | { readonly type: 'NumberLiteral'; readonly value: number }
    | { readonly type: 'BooleanLiteral'; readonly value: boolean }
    | { readonly type: 'NullLiteral' | 'UndefinedLiteral' }
  )
export type HbsValue = HbsPath | HbsCall | HbsLiteral | (Loc & { readonly type: 'ArrayLiteral' | 'HashLiteral' })

export interface HbsMustache extends Loc {
  readonly type: 'MustacheStatement'
  readonly path: HbsValue
  readonly params: readonly HbsValue[]
  readonly hash?: HbsHash
  readonly escaped: boolean
}
export interface HbsBlock extends Loc {
  readonly type: 'BlockStatement'
  readonly path: HbsValue
  readonly params: readonly HbsValue[]
  readonly hash?: HbsHash
  readonly program?: HbsProgram
  readonly inverse?: HbsProgram
}
export interface HbsProgram {
  readonly body: readonly HbsStatement[]
  readonly blockParams?: readonly string[]
}
export type HbsStatement =
  | HbsMustache
  | HbsBlock
  | (Loc & { readonly type: 'ContentStatement'; readonly value: string })
  | (Loc & { readonly type: 'CommentStatement' })
  | (Loc & { readonly type: 'PartialStatement' | 'PartialBlockStatement' | 'Decorator' | 'DecoratorBlock' })
