import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Rows that were set aside in a turn of a loop go through the rest of it again, as a run that nobody waits for. */
export class TurnsAlone0000000000020 implements MigrationInterface {
  readonly name = 'TurnsAlone0000000000020'

  async up(runner: QueryRunner): Promise<void> {
    await replaceKinds(runner, `'iteration', 'flow', 'started', 'mended'`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM run WHERE parent_kind = 'mended'`)
    await replaceKinds(runner, `'iteration', 'flow', 'started'`)
  }
}

async function replaceKinds(runner: QueryRunner, kinds: string): Promise<void> {
  await runner.query(`ALTER TABLE run DROP CONSTRAINT run_parent_kind_check, ADD CONSTRAINT run_parent_kind_check CHECK (parent_kind IN (${kinds}))`)
}
