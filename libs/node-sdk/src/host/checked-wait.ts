import { MaillonError } from '@maillon/kernel'
import type { SuspendUntil } from '../context.js'

const mostMs = 366 * 86_400_000
/** What an answer page shows is kept with the step: a text, no data store. */
const mostAboutCharacters = 100_000

/** What a node asks to wait for, or the error that it is nonsense. @throws MaillonError `NODE_WAIT_INVALID` (bug) */
export function checkedWait(until: SuspendUntil): SuspendUntil {
  if (isGood(until)) return until
  throw new MaillonError({ code: 'NODE_WAIT_INVALID', kind: 'bug', retryable: false })
}

function isGood(until: SuspendUntil): boolean {
  if (until.for === 'answer') {
    return (until.deadlineMs === undefined || isDuration(until.deadlineMs)) && (until.about === undefined || JSON.stringify(until.about).length <= mostAboutCharacters)
  }
  return 'at' in until ? Number.isFinite(Date.parse(until.at)) : isDuration(until.afterMs)
}

function isDuration(ms: number): boolean {
  return Number.isFinite(ms) && ms >= 0 && ms <= mostMs
}
