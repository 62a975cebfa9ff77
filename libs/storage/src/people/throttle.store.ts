import type { DataSource } from 'typeorm'

/** Counts of tries by key, the same for all servers of an installation. */
export class ThrottleStore {
  constructor(private readonly dataSource: DataSource) {}

  /** Counts one more try for each key; a window begins with its first. @returns count and age of the window in milliseconds, by key. */
  async count(keys: readonly string[], windowMs: number): Promise<ReadonlyMap<string, { readonly count: number; readonly ageMs: number }>> {
    // In one order everywhere, so that two tries never wait for each other.
    const rows = (await this.dataSource.query(
      `INSERT INTO login_throttle AS t (key, count, since) SELECT key, 1, clock_timestamp() FROM unnest($1::text[]) AS key ORDER BY key
       ON CONFLICT (key) DO UPDATE SET
         count = CASE WHEN t.since < clock_timestamp() - $2 * interval '1 millisecond' THEN 1 ELSE least(t.count, 1000000000) + 1 END,
         since = CASE WHEN t.since < clock_timestamp() - $2 * interval '1 millisecond' THEN clock_timestamp() ELSE t.since END
       RETURNING key, count, (extract(epoch FROM clock_timestamp() - since) * 1000)::float8 AS age`,
      [[...keys], windowMs],
    )) as { readonly key: string; readonly count: number; readonly age: number }[]
    return new Map(rows.map(({ key, count, age }) => [key, { count, ageMs: age }]))
  }

  async forget(key: string): Promise<void> {
    await this.dataSource.query('DELETE FROM login_throttle WHERE key = $1', [key])
  }

  /** Takes one try back. */
  async giveBack(key: string): Promise<void> {
    await this.dataSource.query('UPDATE login_throttle SET count = greatest(count - 1, 0) WHERE key = $1', [key])
  }
}
