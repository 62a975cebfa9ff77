/**
 * What to do about an item that failed. Pure.
 *
 * 1. An error that may pass fails the attempt while there are tries left: all items come again, with the same keys.
 * 2. `stop` fails the attempt, with the row.
 * 3. Otherwise the person's choice holds for this item, and the others go on.
 */
import type { ErrorInfo } from '@maillon/kernel'
import type { ItemErrorChoice } from './definition-run.js'

export function decideItemFailure(error: ErrorInfo, onError: ItemErrorChoice, isLastAttempt: boolean): 'fail' | Exclude<ItemErrorChoice['choice'], 'stop'> {
  if (error.retryable && !isLastAttempt) return 'fail'
  return onError.choice === 'stop' ? 'fail' : onError.choice
}
