import pg from 'pg'

/** Cuts everybody else's sessions and takes each connection that the server has to give, until released. */
export async function occupyConnections(connectionString: string): Promise<{ release(): Promise<void> }> {
  const held: pg.Client[] = []
  const open = async (): Promise<pg.Client | null> => {
    const client = new pg.Client({ connectionString, application_name: 'occupier' })
    client.on('error', () => undefined)
    return client.connect().then(() => client, () => null)
  }
  const first = await open()
  if (first === null) throw new Error('Not even one connection could be had')
  held.push(first)
  for (let full = 0; full < 3;) {
    await first.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'maillon%'`)
    const more = await Promise.all(Array.from({ length: 20 }, open))
    for (const client of more) if (client !== null) held.push(client)
    full = more.every((client) => client === null) ? full + 1 : 0
  }
  return { release: async () => void (await Promise.allSettled(held.map((client) => client.end()))) }
}
