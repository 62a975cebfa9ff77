import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Where flows came from, drafts that something took the place of, and the variables of a workspace. */
export class Sharing0000000000017 implements MigrationInterface {
  readonly name = 'Sharing0000000000017'

  async up(runner: QueryRunner): Promise<void> {
    // origin_id: the id that stands in the file; no two flows of a workspace have one, so of two imports of a file at once one is told to look again.
    // accounts: which credential stands here for which account of the file, so that the next import of it asks nothing.
    await runner.query(`CREATE TABLE flow_origin (
      flow_id uuid PRIMARY KEY REFERENCES flow (id) ON DELETE CASCADE,
      workspace_id uuid NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
      origin_id text NOT NULL,
      accounts json NOT NULL,
      imported_at timestamptz(3) NOT NULL DEFAULT now(),
      CONSTRAINT flow_origin_unique UNIQUE (workspace_id, origin_id)
    )`)
    // What stood in a draft that no version has, before an import or a restored version took its place.
    await runner.query(`CREATE TABLE flow_kept_draft (
      id uuid PRIMARY KEY,
      flow_id uuid NOT NULL REFERENCES flow (id) ON DELETE CASCADE,
      document json NOT NULL,
      reason text NOT NULL CONSTRAINT flow_kept_draft_reason CHECK (reason IN ('import', 'restore')),
      author_name text NOT NULL,
      kept_at timestamptz(3) NOT NULL DEFAULT now()
    )`)
    // The list of a flow, newest first, and what is too many of it.
    await runner.query('CREATE INDEX flow_kept_draft_flow_idx ON flow_kept_draft (flow_id, kept_at DESC)')
    // value: JSON of the type that type names. Never a secret: those are credentials.
    await runner.query(`CREATE TABLE workspace_variable (
      workspace_id uuid NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
      name text NOT NULL CONSTRAINT workspace_variable_name CHECK (name ~ '^[a-zA-Z][a-zA-Z0-9_]{0,59}$'),
      type text NOT NULL CONSTRAINT workspace_variable_type CHECK (type IN ('text', 'number', 'yes-no')),
      value json NOT NULL,
      updated_at timestamptz(3) NOT NULL DEFAULT now(),
      PRIMARY KEY (workspace_id, name)
    )`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE workspace_variable, flow_kept_draft, flow_origin')
  }
}
