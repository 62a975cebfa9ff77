import { childKinds, retryKinds } from '@maillon/engine'
import { attemptOutcomes, runOrigins, runStatuses, terminalRunStatuses } from '@maillon/plan'
import type { MigrationInterface, QueryRunner } from 'typeorm'

const listOf = (values: readonly string[]): string => values.map((value) => `'${value}'`).join(', ')
const active = listOf(runStatuses.filter((status) => !terminalRunStatuses.some((terminal) => terminal === status)))

/** Runs that belong to a step of another run (turns of a loop, called flows), steps that wait, and failures that are still to be told. */
export class Children0000000000004 implements MigrationInterface {
  readonly name = 'Children0000000000004'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...columns(), ...indexes()]) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX run_child, run_child_active, run_child_failed, run_turns, run_untold, step_timer, step_with_children')
    await runner.query('ALTER TABLE run DROP COLUMN parent_id, DROP COLUMN parent_node, DROP COLUMN parent_kind, DROP COLUMN position, DROP COLUMN root_id, DROP COLUMN iteration, DROP COLUMN depth, DROP COLUMN retry_kind, DROP COLUMN told')
    await runner.query('ALTER TABLE step DROP COLUMN set_aside, DROP COLUMN pause, DROP COLUMN waits_for')
  }
}

function columns(): readonly string[] {
  return [
    // root_id: for turns of a loop the run at the top, in whose name they are shown; null: itself.
    `ALTER TABLE run
      ADD COLUMN parent_id uuid,
      ADD COLUMN parent_node smallint,
      ADD COLUMN parent_kind text CHECK (parent_kind IN (${listOf(childKinds)})),
      ADD COLUMN position integer,
      ADD COLUMN root_id uuid,
      ADD COLUMN iteration text NOT NULL DEFAULT '',
      ADD COLUMN depth smallint NOT NULL DEFAULT 0,
      ADD COLUMN retry_kind text CHECK (retry_kind IN (${listOf(retryKinds)})),
      ADD COLUMN told boolean NOT NULL DEFAULT false,
      ADD CONSTRAINT run_child_whole CHECK ((parent_id IS NULL) = (parent_kind IS NULL) AND (parent_id IS NULL) = (position IS NULL))`,
    `UPDATE run SET told = true WHERE status = 'failed'`,
    `UPDATE run SET retry_kind = 'failure' WHERE retry_of IS NOT NULL`,
    // waits_for: what a suspended step waits for, beside the whole story in pause, for the indexes.
    'ALTER TABLE step ADD COLUMN set_aside json, ADD COLUMN pause json, ADD COLUMN waits_for text',
    'ALTER TABLE run DROP CONSTRAINT run_origin_check',
    `ALTER TABLE run ADD CONSTRAINT run_origin_check CHECK (origin IN (${listOf(runOrigins)}))`,
    'ALTER TABLE step DROP CONSTRAINT step_outcome_check',
    `ALTER TABLE step ADD CONSTRAINT step_outcome_check CHECK (outcome IN (${listOf(attemptOutcomes)}))`,
    'ALTER TABLE attempt DROP CONSTRAINT attempt_outcome_check',
    `ALTER TABLE attempt ADD CONSTRAINT attempt_outcome_check CHECK (outcome IN (${listOf(attemptOutcomes)}))`,
  ]
}

/** All of them partial: a run that has no parent, and a step that doesn't wait, pay nothing for them. */
function indexes(): readonly string[] {
  return [
    // the children of a step, in order.
    'CREATE INDEX run_child ON run (parent_id, parent_node, position) WHERE parent_id IS NOT NULL',
    // those still at work; orphans.
    `CREATE INDEX run_child_active ON run (parent_id, parent_node) WHERE parent_id IS NOT NULL AND status IN (${active})`,
    // the first that failed.
    `CREATE INDEX run_child_failed ON run (parent_id, parent_node, position) WHERE parent_id IS NOT NULL AND status IN ('failed', 'cancelled')`,
    // everything that is shown under one run.
    `CREATE INDEX run_turns ON run (root_id) WHERE root_id IS NOT NULL`,
    // failures to be told.
    `CREATE INDEX run_untold ON run (ended_at) WHERE status = 'failed' AND NOT told`,
    // waits whose time may have come, longest waiting first.
    `CREATE INDEX step_timer ON step (coalesce(rung_at, due_at)) WHERE status = 'suspended' AND due_at IS NOT NULL`,
    `CREATE INDEX step_with_children ON step (run_id, node) WHERE status = 'suspended' AND waits_for = 'children'`,
  ]
}
