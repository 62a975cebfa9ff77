import { createDataSource, migrate } from '@maillon/storage'
import { startTestPostgres, type TestPostgres } from '@maillon/test-kit'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createProgram } from '../program.js'
import { ScriptedTerminal } from '../testing/scripted-terminal.js'

let postgres: TestPostgres

beforeAll(async () => {
  postgres = await startTestPostgres()
})

afterAll(async () => {
  await postgres?.stop()
})

async function run(...words: string[]): Promise<{ readonly code: number; readonly text: string }> {
  const terminal = new ScriptedTerminal({ DATABASE_URL: postgres.connectionString })
  const code = await createProgram(terminal).run(['node', 'maillon', 'migrate', ...words])
  return { code, text: [...terminal.printed, ...terminal.noted].join('\n') }
}

it('says before what would be done, and changes nothing', async () => {
  expect(await run('--check')).toEqual({ code: 0, text: 'The database is empty: all tables would be made.' })
  const database = createDataSource({ connectionString: postgres.connectionString })
  await database.initialize()
  try {
    await migrate(database)
    expect(await run('--check')).toEqual({ code: 0, text: 'The tables are up to date: nothing to do.' })
    const [last] = (await database.query('DELETE FROM schema_migration WHERE id = (SELECT max(id) FROM schema_migration) RETURNING name'))[0] as { name: string }[]
    const pending = await run('--check')
    expect(pending).toMatchObject({ code: 0, text: expect.stringContaining(last?.name ?? '-') as string })
    expect(pending.text).toContain('Make a backup first')
    expect(((await database.query('SELECT count(*)::int AS n FROM schema_migration WHERE name = $1', [last?.name])) as { n: number }[])[0]?.n).toBe(0)
    await database.query("INSERT INTO schema_migration (timestamp, name) VALUES (9, 'OfTomorrow9999999999999')")
    expect(await run('--check')).toMatchObject({ code: 1, text: expect.stringContaining('newer') as string })
  } finally {
    await database.destroy()
  }
})
