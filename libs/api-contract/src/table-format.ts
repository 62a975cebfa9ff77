import { oneOf } from './one-of.js'

/** As what a list is downloaded. */
export const tableFormat = oneOf(['csv', 'xlsx'] as const)
