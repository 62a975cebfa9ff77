import { eachRow, isMaillonError, type AllContext, type Item } from '@maillon/node-sdk'

/** Of the row although it may pass: this very file is being written just now. */
const ofOneFile: ReadonlySet<string> = new Set(['REMOTE_TRANSFER_INCOMPLETE'])

/** Row after row over one connection: a file that is missing or refused is its row's failure, a connection that is gone that of all rows left. */
export function eachRemoteRow(context: AllContext<unknown>, work: (item: Item, row: number) => Promise<readonly Item[]>): Promise<void> {
  return eachRow(context, work, { isShared: (error) => isMaillonError(error) && error.info.retryable && !ofOneFile.has(error.info.code) })
}
