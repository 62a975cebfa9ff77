import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Node packages of others that an administrator has accepted. Their bytes are blobs (`packages/<id>`). */
export class NodePackages0000000000019 implements MigrationInterface {
  readonly name = 'NodePackages0000000000019'

  async up(runner: QueryRunner): Promise<void> {
    // active: its steps are there; replaced: by another version; removed. Rows stay as the record of what was ever let in, and by whom.
    // manifest: what package.json said; nodes: what the package said of its steps when it was accepted. No code of it runs to know them again.
    await runner.query(`CREATE TABLE node_package (
      id uuid PRIMARY KEY,
      name text NOT NULL,
      version text NOT NULL,
      integrity text NOT NULL,
      source text NOT NULL CONSTRAINT node_package_source CHECK (source IN ('registry', 'file', 'development')),
      state text NOT NULL DEFAULT 'active' CONSTRAINT node_package_state CHECK (state IN ('active', 'replaced', 'removed')),
      size bigint NOT NULL,
      manifest jsonb NOT NULL,
      nodes jsonb NOT NULL,
      installed_by text NOT NULL,
      installed_at timestamptz(3) NOT NULL DEFAULT now(),
      changed_at timestamptz(3) NOT NULL DEFAULT now()
    )`)
    // Two administrators who install the same package at once: one wins.
    await runner.query(`CREATE UNIQUE INDEX node_package_active ON node_package (name) WHERE state = 'active'`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE node_package')
  }
}
