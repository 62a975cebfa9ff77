import { sendOnce, type AllContext } from '@maillon/node-sdk'
import { RefusedRows, refuseAgain } from './refused-rows.js'
import { whenCutOff } from './write-params.js'
import type { RowsWrite, Written } from './write-rows.js'

/** Write rows at most once for a step, and give the row that says how many went in. What an earlier attempt wrote isn't written again. */
export async function writeOnce(context: AllContext<RowsWrite & { readonly ifUnknown: 'stop' | 'again' }>, write: (refused: RefusedRows) => Promise<Written>): Promise<void> {
  const { params, log, locale } = context
  const refused = new RefusedRows((error, row) => context.refuse(error, row))
  const { outcome, alreadyAt } = await sendOnce(context, whenCutOff(params), async () => {
    const written = await write(refused)
    return { ...written, ...refused.kept() }
  })
  const count = alreadyAt === null ? refused.count : await refuseAgain(context, outcome)
  if (alreadyAt !== null) log.info(locale === 'fr' ? `Déjà écrit le ${alreadyAt} : rien n’est écrit une seconde fois.` : `Already written at ${alreadyAt}: nothing is written twice.`)
  await context.emit({ json: { table: params.table, action: params.action, rows: outcome['rows'] ?? 0, changed: outcome['changed'] ?? 0, refused: count, alreadyWrittenAt: alreadyAt } })
}
