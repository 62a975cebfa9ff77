/**
 * Settings of the server that must be on for what was accepted to survive a loss of power, and are off. They are the server's own: no
 * connection can ask for better. (`synchronous_commit` each of ours asks for itself.)
 * @param query rows of a statement, on any connection
 */
export async function readUnsafeSettings(query: (sql: string) => Promise<unknown>): Promise<readonly string[]> {
  const rows = (await query("SELECT name FROM pg_settings WHERE name IN ('fsync', 'full_page_writes') AND setting = 'off' ORDER BY name")) as readonly { readonly name: string }[]
  return rows.map(({ name }) => name)
}
