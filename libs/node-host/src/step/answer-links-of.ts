import type { StepAssignment } from '@maillon/engine'
import { MaillonError } from '@maillon/kernel'
import type { AnswerLinks } from '@maillon/node-sdk'
import type { NodeHostOptions } from '../node-host-options.js'

/**
 * Where the next suspension of a step is answered. The token names the run, the node and how often the step has waited before,
 * so it is the same over all attempts and opens nothing once the answer is given.
 *
 * @throws MaillonError `NODE_ANSWERS_UNAVAILABLE` (user) where no server takes answers (the command line)
 */
export function answerLinksOf(answers: NodeHostOptions['answers'], assignment: StepAssignment): AnswerLinks {
  const { run, ownRunId, node, suspensions } = assignment
  // Nobody waits in a dry run: its links lead to no step.
  if (run.isDryRun) return linksTo(answers?.baseUrl ?? 'http://localhost', 'dry-run')
  if (answers === undefined) throw new MaillonError({ code: 'NODE_ANSWERS_UNAVAILABLE', kind: 'user', retryable: false })
  return linksTo(answers.baseUrl, answers.sign({ runId: ownRunId, node, suspensions }))
}

function linksTo(baseUrl: string, token: string): AnswerLinks {
  const base = baseUrl.replace(/\/+$/, '')
  return { page: `${base}/answers/${token}`, callback: `${base}/api/answers/${token}` }
}
