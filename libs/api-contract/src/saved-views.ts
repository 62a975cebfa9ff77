import { Type, type Static } from 'typebox'
import { oneOf } from './one-of.js'

/** Lists whose filters can be kept under a name. */
export const viewedLists = ['runs'] as const
export type ViewedList = (typeof viewedLists)[number]

export const SavedViewsQuery = Type.Object({ list: oneOf(viewedLists) })
export type SavedViewsQuery = Static<typeof SavedViewsQuery>

export const SavedViewRequest = Type.Object({
  list: oneOf(viewedLists),
  name: Type.String({ minLength: 1, maxLength: 80 }),
  /** As the page's address has them: `?status=failed&period=week`. */
  filters: Type.String({ maxLength: 1000, pattern: String.raw`^\?[\w\-.~%&=+,:]*$` }),
  /** Everybody in the workspace sees it; takes an editor. Otherwise only the person. */
  isShared: Type.Boolean(),
})
export type SavedViewRequest = Static<typeof SavedViewRequest>

export interface SavedView {
  readonly id: string
  readonly name: string
  readonly filters: string
  readonly isShared: boolean
}
