import { Type } from 'typebox'
import { oneOf } from './one-of.js'

/** As what a list is downloaded. */
const tableFormat = oneOf(['csv', 'xlsx'] as const)

/** What every export takes. A link sends no headers: `locale` is the language of the page that it stands on. */
export const exportFields = { format: tableFormat, locale: Type.Optional(oneOf(['fr', 'en'] as const)) }
