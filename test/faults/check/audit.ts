import type pg from 'pg'

/**
 * Has the database itself write down every change of a status, so that the checker sees the order in which they happened. Only in the tests: a
 * trigger for each change would be too dear in the product.
 */
export async function installAudit(db: pg.Pool): Promise<void> {
  await db.query(`CREATE TABLE IF NOT EXISTS public.move (
    position bigint GENERATED ALWAYS AS IDENTITY, run_id uuid NOT NULL, node int, iteration text, before text NOT NULL, after text NOT NULL, attempt_before int, attempt_after int)`)
  await db.query(`CREATE OR REPLACE FUNCTION public.note_run() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO public.move (run_id, before, after) VALUES (NEW.id, OLD.status, NEW.status); RETURN NULL; END $$`)
  await db.query(`CREATE OR REPLACE FUNCTION public.note_step() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO public.move (run_id, node, iteration, before, after, attempt_before, attempt_after)
    VALUES (NEW.run_id, NEW.node, NEW.iteration, OLD.status, NEW.status, OLD.attempt, NEW.attempt); RETURN NULL; END $$`)
  await db.query(`CREATE OR REPLACE TRIGGER run_moves AFTER UPDATE ON maillon.run FOR EACH ROW WHEN (OLD.status <> NEW.status) EXECUTE FUNCTION public.note_run()`)
  await db.query(`CREATE OR REPLACE TRIGGER step_moves AFTER UPDATE ON maillon.step FOR EACH ROW WHEN (OLD.status <> NEW.status OR OLD.attempt <> NEW.attempt) EXECUTE FUNCTION public.note_step()`)
}
