import pg from 'pg'

/** One for each text: BullMQ has about a hundred. */
const names = new Map<string, string>()

/**
 * A connection that prepares what it is asked with values. BullMQ sends its statements as plain text, which Postgres parses and plans anew each
 * time: half of what a job costs it.
 * Its loss is never an unhandled event, which would end the process: a pool hears only the idle ones, and BullMQ holds some without listening.
 */
export class PreparingClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config)
    this.on('error', () => undefined)
  }

  /** As pg's own: a pool calls it with text, values and a callback. */
  override query(...[text, values, ...rest]: readonly unknown[]): never {
    const ask = super.query.bind(this) as (...args: readonly unknown[]) => never
    return typeof text === 'string' && Array.isArray(values) ? ask({ name: nameOf(text), text, values: values as unknown[] }, ...rest) : ask(text, values, ...rest)
  }
}

function nameOf(text: string): string {
  const known = names.get(text)
  if (known !== undefined) return known
  const name = `lane-${names.size + 1}`
  names.set(text, name)
  return name
}
