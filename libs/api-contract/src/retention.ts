import { Type, type Static } from 'typebox'

/** How long a workspace keeps runs with their data and files, where a flow's settings (`keepDays`) don't say otherwise. */
export const RetentionView = Type.Object({ days: Type.Integer({ minimum: 1, maximum: 36_500 }) })
export type RetentionView = Static<typeof RetentionView>
