// The attack list against a real server: `npm run attacks -- [--only A02] [--guesses 1000]`. Prints a table and ends with one line of JSON;
// the exit code is 0 where nothing got through and no secret was found where it doesn't belong.
import { parseArgs } from 'node:util'
import type { Attack, AttackOutcome } from './attack.js'
import { openAttackWorld, type AttackWorld } from './attack-world.js'
import { findCanaries } from './find-canaries.js'

const { values } = parseArgs({ options: { only: { type: 'string' }, guesses: { type: 'string' } } })
if (values.guesses !== undefined) process.env['MAILLON_ATTACK_GUESSES'] = values.guesses
const [{ accountAttacks }, { rightsAttacks }, { webhookAttacks }, { importAttacks }, { packageAttacks }, { exhaustionAttacks }, { endlessWorkAttacks }] = await Promise.all([import('./groups/accounts.js'), import('./groups/rights.js'), import('./groups/webhooks.js'), import('./groups/imports.js'), import('./groups/packages.js'), import('./groups/exhaustion.js'), import('./groups/endless-work.js')])
const attacks: readonly Attack[] = [...accountAttacks, ...rightsAttacks, ...webhookAttacks, ...importAttacks, ...packageAttacks, ...exhaustionAttacks, ...endlessWorkAttacks].filter(({ id }) => values.only === undefined || id.startsWith(values.only))

const world = await openAttackWorld()
const outcomes: AttackOutcome[] = []
try {
  for (const attack of attacks) {
    const outcome = await tried(attack, world)
    outcomes.push(outcome)
    process.stdout.write(`${outcome.gotThrough === null ? 'held ' : 'OPEN '} ${attack.id}  ${attack.title}  (${(outcome.ms / 1000).toFixed(1)} s)${outcome.gotThrough === null ? '' : `\n        ${outcome.gotThrough}`}\n`)
  }
  // A token is told once, in the answer that makes it.
  const hits = await findCanaries(world, (canary, answer) => canary === 'API token' && answer.startsWith('{"id":'))
  for (const { canary, where } of hits) process.stdout.write(`FOUND  ${canary} in ${where}\n`)
  const succeeded = outcomes.filter(({ gotThrough }) => gotThrough !== null)
  process.stdout.write(`${JSON.stringify({ cases: outcomes.length, succeeded: succeeded.length, canaryHits: hits.length, ids: [...new Set(outcomes.map(({ id }) => id))], open: succeeded.map(({ id }) => id) })}\n`)
  process.exitCode = succeeded.length + hits.length === 0 ? 0 : 1
} finally {
  await world.close()
}

async function tried(attack: Attack, on: AttackWorld): Promise<AttackOutcome> {
  const startedAt = performance.now()
  const gotThrough = await attack.run(on).catch((error: unknown) => `the attack itself broke: ${error instanceof Error ? error.message : String(error)}`)
  return { id: attack.id, title: attack.title, gotThrough, ms: performance.now() - startedAt }
}
