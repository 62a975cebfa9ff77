import type { MigrationInterface, QueryRunner } from 'typeorm'

/** How fast credentials were used lately. Derived and short-lived: losing it costs a moment of courtesy. */
export class Pace0000000000005 implements MigrationInterface {
  readonly name = 'Pace0000000000005'

  async up(runner: QueryRunner): Promise<void> {
    // tokens: calls that may be made at once, as of refilled_at.
    await runner.query(`CREATE TABLE credential_pace (
      credential_id uuid PRIMARY KEY REFERENCES credential (id) ON DELETE CASCADE,
      tokens double precision NOT NULL,
      refilled_at timestamptz NOT NULL DEFAULT now(),
      blocked_until timestamptz
    )`)
    // One row for each attempt that uses the credential now.
    await runner.query(`CREATE TABLE credential_place (
      credential_id uuid NOT NULL REFERENCES credential (id) ON DELETE CASCADE,
      holder text NOT NULL,
      until timestamptz NOT NULL,
      PRIMARY KEY (credential_id, holder)
    )`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE credential_place, credential_pace')
  }
}
