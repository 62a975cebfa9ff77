import { userError, type Json } from '@maillon/node-sdk'

const mostBytes = 200 * 1024 * 1024

/** Counts what a node keeps in memory, and bounds it. */
export class MemoryBudget {
  private used = 0
  private rows = 0

  /** @param mostBytes default 200 MiB. */
  constructor(private readonly limitBytes = mostBytes) {}

  /** @throws UserError as soon as the values kept so far are more than the bound. */
  keep(value: Json): void {
    this.rows++
    this.used += roughBytes(value)
    if (this.used <= this.limitBytes) return
    throw userError({
      code: 'TABLE_MEMORY_EXCEEDED',
      text: {
        fr: `Il y a trop de données pour cette étape : plus de ${Math.round(this.limitBytes / 1024 / 1024)} Mo gardés en mémoire après ${this.rows} lignes.`,
        en: `There is too much data for this step: over ${Math.round(this.limitBytes / 1024 / 1024)} MB kept in memory after ${this.rows} rows.`,
      },
      hint: { fr: 'Filtrez les lignes ou ne gardez que les champs utiles avant cette étape.', en: 'Filter the rows, or keep only the fields you need, before this step.' },
    })
  }

  /** So many bytes besides. */
  keepBytes(bytes: number): void {
    this.used += bytes
  }

  /** A value that was kept is let go. */
  release(value: Json): void {
    this.used -= roughBytes(value)
  }

  /** Whether more than so many bytes are kept. */
  isOver(bytes: number): boolean {
    return this.used > bytes
  }
}

/** About what a value takes in memory, in bytes. Names of fields are shared between rows, so they don't count. */
export function roughBytes(value: Json): number {
  if (typeof value === 'string') return 24 + value.length
  if (typeof value !== 'object' || value === null) return 8
  let bytes = 32
  for (const part of Object.values<Json>(value)) bytes += 8 + roughBytes(part)
  return bytes
}
