import { runStatuses, terminalRunStatuses } from '@maillon/plan'
import type { MigrationInterface, QueryRunner } from 'typeorm'

const trouble = terminalRunStatuses.filter((status) => status !== 'succeeded').map((status) => `'${status}'`).join(', ')
const active = runStatuses.filter((status) => !terminalRunStatuses.some((terminal) => terminal === status)).map((status) => `'${status}'`).join(', ')

/** Pages that stay quick with a million runs: figures by the hour and by the day, words to search in, indexes for what lists are narrowed to, and views that are kept. */
export class Pages0000000000015 implements MigrationInterface {
  readonly name = 'Pages0000000000015'

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...lists, ...figures, ...search, ...views]) await runner.query(statement)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE saved_view, run_words, run_figure, run_figure_mark')
    await runner.query('DROP FUNCTION search_query(text), search_words(text), duration_bucket(float8)')
    await runner.query('DROP INDEX run_list, run_list_active, run_trouble, run_trouble_by_flow, run_by_person, run_by_origin, run_ended')
    await runner.query('CREATE INDEX run_by_workspace ON run (workspace_id, id)')
  }
}

const isRun = `parent_kind IS DISTINCT FROM 'iteration'`

const lists = [
  // The list, newest first. The turns of a loop are no runs for people: a loop of ten thousand stands in nobody's way, and pays nothing for it.
  `CREATE INDEX run_list ON run (workspace_id, id) WHERE ${isRun}`,
  'DROP INDEX run_by_workspace',
  // "What is running?", "what waits?"
  `CREATE INDEX run_list_active ON run (workspace_id, id) WHERE status IN (${active}) AND ${isRun}`,
  // By state: what didn't simply succeed is rare, and may stand anywhere. A run enters these once, at its end, if at all.
  `CREATE INDEX run_trouble ON run (workspace_id, status, id) WHERE status IN (${trouble}) AND ${isRun}`,
  `CREATE INDEX run_trouble_by_flow ON run (flow_id, status, id) WHERE status IN (${trouble}) AND ${isRun}`,
  // "What did this person start?"
  `CREATE INDEX run_by_person ON run (workspace_id, started_by, id) WHERE started_by IS NOT NULL AND ${isRun}`,
  // "What was started by a webhook?" Once for each run, at its end.
  `CREATE INDEX run_by_origin ON run (workspace_id, origin, id) WHERE ended_at IS NOT NULL AND ${isRun}`,
  // What has ended since the figures were last brought up to date.
  `CREATE INDEX run_ended ON run (ended_at) WHERE ended_at IS NOT NULL AND ${isRun}`,
]

const figures = [
  // Runs by the time of their end. hour: all flows of a workspace (flow_id is nil), whatever started them (origin is ''), and by what started
  // them (without buckets). flow-hour, flow-day: one flow, whatever started it. duration_ms: of all but the cancelled, from acceptance to the end. buckets and counts: how long they took, see
  // duration_bucket; a bucket without runs is left out.
  `CREATE TABLE run_figure (
    workspace_id uuid NOT NULL,
    series text NOT NULL CHECK (series IN ('hour', 'flow-hour', 'flow-day')),
    at timestamptz NOT NULL,
    flow_id uuid NOT NULL,
    origin text NOT NULL,
    succeeded integer NOT NULL,
    warned integer NOT NULL,
    failed integer NOT NULL,
    cancelled integer NOT NULL,
    duration_ms bigint NOT NULL,
    buckets smallint[] NOT NULL,
    counts integer[] NOT NULL,
    PRIMARY KEY (workspace_id, series, at, flow_id, origin)
  )`,
  // folded_to: what ended before stands in the figures. days_to: up to there the days are made of their hours. One row.
  `CREATE TABLE run_figure_mark (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    folded_to timestamptz NOT NULL,
    days_to timestamptz NOT NULL
  )`,
  // Ten per cent wide: a percentile read from them is right within five.
  `CREATE FUNCTION duration_bucket(ms float8) RETURNS smallint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
   $$ SELECT floor(ln(greatest(ms, 1)) / ln(1.1))::smallint $$`,
]

const search = [
  // Words without accents and capitals, however the database sorts its letters.
  `CREATE FUNCTION search_words(text text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
   $$ SELECT array_agg(DISTINCT left(word, 40)) FROM regexp_split_to_table(lower(regexp_replace(normalize($1, NFKD), '[\\u0300-\\u036f]', '', 'g')), '[[:space:][:punct:]«»‹›“”„‘’…–—·•]+') AS word WHERE word <> '' $$`,
  // Each word is the beginning of a word. Null where there is none.
  `CREATE FUNCTION search_query(text text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
   $$ SELECT string_agg(quote_literal(word) || ':*', ' & ')::tsquery FROM unnest(search_words($1)) AS word $$`,
  // The words in the errors, messages and log lines of a run that is over; no row where there are none. Written by the fold of figures, away
  // from the path of the runs: fastupdate would put its work off to those who read.
  `CREATE TABLE run_words (
    run_id uuid PRIMARY KEY,
    workspace_id uuid NOT NULL,
    flow_id uuid NOT NULL,
    words tsvector NOT NULL
  )`,
  'CREATE INDEX run_words_search ON run_words USING gin (words) WITH (fastupdate = off)',
]

const views = [
  // user_id null: everybody in the workspace sees it. filters: as the page's address has them.
  `CREATE TABLE saved_view (
    id uuid PRIMARY KEY,
    workspace_id uuid NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
    user_id uuid REFERENCES app_user (id) ON DELETE CASCADE,
    list text NOT NULL,
    name text NOT NULL,
    filters text NOT NULL,
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    CONSTRAINT saved_view_name_unique UNIQUE NULLS NOT DISTINCT (workspace_id, list, user_id, name)
  )`,
]
