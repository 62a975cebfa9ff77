import { attemptOutcomes, runOrigins, runStatuses, stepStatuses, terminalRunStatuses, terminalStepStatuses } from '@maillon/plan'
import type { MigrationInterface, QueryRunner } from 'typeorm'

const listOf = (values: readonly string[]): string => values.map((value) => `'${value}'`).join(', ')

/**
 * Runs, steps, attempts, workers and log lines.
 *
 * No foreign keys between these tables nor to `flow` and `flow_version`: each would cost a lock and a lookup for every row on the hottest
 * path, and what they would guard against can't happen: a step is only ever written together with its run's row (version checked in the
 * same statement), and deleting a flow deletes its runs by its own sweep, in small batches.
 */
export class Runs0000000000002 implements MigrationInterface {
  readonly name = 'Runs0000000000002'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...tables(), ...indexes(), ...guards()]) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE run_log, worker, attempt, step, run')
    await runner.query('DROP FUNCTION refuse_terminal_change()')
  }
}

function tables(): readonly string[] {
  return [
    // version: raised by every change, the compare-and-set of everything. fillfactor: changes stay on their page where they can.
    `CREATE TABLE run (
      id uuid PRIMARY KEY,
      workspace_id uuid NOT NULL,
      flow_id uuid NOT NULL,
      flow_version_id uuid NOT NULL,
      version integer NOT NULL DEFAULT 0,
      status text NOT NULL CHECK (status IN (${listOf(runStatuses)})),
      origin text NOT NULL CHECK (origin IN (${listOf(runOrigins)})),
      held boolean NOT NULL DEFAULT false,
      is_test boolean NOT NULL DEFAULT false,
      is_dry_run boolean NOT NULL DEFAULT false,
      priority smallint NOT NULL,
      trigger_node smallint NOT NULL,
      lane text NOT NULL,
      key text CHECK (length(key) <= 200),
      instant timestamptz,
      started_by uuid,
      retry_of uuid,
      accepted_at timestamptz NOT NULL DEFAULT now(),
      started_at timestamptz,
      ended_at timestamptz,
      deadline_at timestamptz,
      touched_at timestamptz NOT NULL DEFAULT now(),
      error json
    ) WITH (fillfactor = 80)`,
    // The newest attempt stands in the step itself (attempt, worker, started_at, ended_at, outcome): a step that succeeds at once is one row.
    `CREATE TABLE step (
      run_id uuid NOT NULL,
      node smallint NOT NULL,
      iteration text NOT NULL DEFAULT '',
      attempt smallint NOT NULL,
      failures smallint NOT NULL,
      interruptions smallint NOT NULL,
      failed_items integer NOT NULL DEFAULT 0,
      status text NOT NULL CHECK (status IN (${listOf(stepStatuses)})),
      outcome text CHECK (outcome IN (${listOf(attemptOutcomes)})),
      worker uuid,
      ready_at timestamptz NOT NULL DEFAULT now(),
      rung_at timestamptz,
      due_at timestamptz,
      started_at timestamptz,
      ended_at timestamptz,
      message text,
      error json,
      outputs json,
      PRIMARY KEY (run_id, node, iteration)
    ) WITH (fillfactor = 80)`,
    // Attempts that ended without ending their step.
    `CREATE TABLE attempt (
      run_id uuid NOT NULL,
      node smallint NOT NULL,
      iteration text NOT NULL DEFAULT '',
      number smallint NOT NULL,
      outcome text NOT NULL CHECK (outcome IN (${listOf(attemptOutcomes)})),
      worker uuid,
      started_at timestamptz NOT NULL,
      ended_at timestamptz NOT NULL DEFAULT now(),
      error json,
      PRIMARY KEY (run_id, node, iteration, number)
    )`,
    'CREATE TABLE worker (id uuid PRIMARY KEY, alive_until timestamptz NOT NULL)',
    `CREATE TABLE run_log (
      position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      run_id uuid NOT NULL,
      node smallint NOT NULL,
      attempt smallint NOT NULL,
      level text NOT NULL CHECK (level IN ('info', 'warn', 'error')),
      at timestamptz NOT NULL,
      message text NOT NULL,
      data json
    )`,
  ]
}

function indexes(): readonly string[] {
  const active = runStatuses.filter((status) => !terminalRunStatuses.some((terminal) => terminal === status))
  return [
    // accept: one run for each trigger event.
    'CREATE UNIQUE INDEX run_by_key ON run (flow_id, key) WHERE key IS NOT NULL',
    // list, newest first (ids are sortable by time), for a workspace and for a flow.
    'CREATE INDEX run_by_workspace ON run (workspace_id, id)',
    'CREATE INDEX run_by_flow ON run (flow_id, id)',
    // sweep: deadlines, stuck runs, held runs. Holds only what is not over.
    `CREATE INDEX run_active ON run (flow_id, id) WHERE status IN (${listOf(active)})`,
    // sweep: what is to be rung, longest waiting first. Holds only steps that wait; those that run in place never enter it.
    `CREATE INDEX step_unrung ON step (coalesce(rung_at, due_at, ready_at)) WHERE status IN ('ready', 'retrying')`,
    // sweep: what runs, by worker.
    `CREATE INDEX step_running ON step (worker) WHERE status = 'running'`,
    'CREATE INDEX run_log_by_run ON run_log (run_id, position)',
  ]
}

/** Terminal states never change, whoever asks: the last guard behind the compare-and-set. The WHEN costs a comparison on other updates. */
function guards(): readonly string[] {
  return [
    `CREATE FUNCTION refuse_terminal_change() RETURNS trigger LANGUAGE plpgsql AS
     $$ BEGIN RAISE EXCEPTION 'A % that is % cannot become %', TG_TABLE_NAME, OLD.status, NEW.status USING ERRCODE = 'check_violation'; END $$`,
    `CREATE TRIGGER run_terminal BEFORE UPDATE ON run FOR EACH ROW
     WHEN (OLD.status IN (${listOf(terminalRunStatuses)}) AND NEW.status <> OLD.status) EXECUTE FUNCTION refuse_terminal_change()`,
    `CREATE TRIGGER step_terminal BEFORE UPDATE ON step FOR EACH ROW
     WHEN (OLD.status IN (${listOf(terminalStepStatuses)}) AND NEW.status <> OLD.status) EXECUTE FUNCTION refuse_terminal_change()`,
  ]
}
