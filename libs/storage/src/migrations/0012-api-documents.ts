import type { MigrationInterface, QueryRunner } from 'typeorm'

/** OpenAPI documents whose operations are nodes of this installation. */
export class ApiDocuments0000000000012 implements MigrationInterface {
  readonly name = 'ApiDocuments0000000000012'

  async up(runner: QueryRunner): Promise<void> {
    // name: what stands in the node types (api.<name>.…). address: in the place of the document's own; null: as the document says.
    await runner.query(`CREATE TABLE api_document (
      name text PRIMARY KEY CONSTRAINT api_document_name_slug CHECK (name ~ '^[a-z][a-z0-9-]{0,59}$'),
      address text,
      document text NOT NULL,
      updated_at timestamptz(3) NOT NULL DEFAULT now()
    )`)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE api_document')
  }
}
