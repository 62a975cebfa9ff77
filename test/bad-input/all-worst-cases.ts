import { earlyConstructCases } from './worst-of-constructs.js'
import { databaseCases } from './worst-of-databases.js'
import { documentCases } from './worst-of-documents.js'
import { fileCases } from './worst-of-files.js'
import { logicCases } from './worst-of-logic.js'
import { type EarlyCase, type WorstCase, worstCases } from './worst-of-nodes.js'
import { placeCases } from './worst-of-places.js'
import { rowCases } from './worst-of-rows.js'
import { serverCases } from './worst-of-servers.js'
import { serviceCases } from './worst-of-services.js'
import { tableCases } from './worst-of-tables.js'
import { earlyTriggerCases } from './worst-of-triggers.js'
import { workbookCases } from './worst-of-workbooks.js'

/** Each a step that fails by it, in words. */
export const allWorstCases: readonly WorstCase[] = [
  ...worstCases, ...fileCases, ...placeCases, ...serverCases, ...databaseCases, ...serviceCases, ...tableCases, ...documentCases, ...logicCases, ...rowCases, ...workbookCases,
]

/** Each something that is refused before a step runs. */
export const allEarlyCases: readonly EarlyCase[] = [...earlyTriggerCases, ...earlyConstructCases]
