import type * as duckdb from '@duckdb/node-api'
import type { DuckDBType, DuckDBValue, DuckDBValueConverter } from '@duckdb/node-api'
import type { Json } from '@maillon/node-sdk'

type Duck = typeof duckdb

/**
 * Values of SQL as rows hold them: DECIMAL and whole numbers as numbers (as text where a number would lose digits), DATE as
 * `2026-04-03`, TIMESTAMP as `2026-04-03T08:00:00.000`, TIMESTAMPTZ the same in UTC with a Z, and lists and structs of these.
 */
export function jsonConverter({ DuckDBTypeId, JsonDuckDBValueConverter }: Duck): DuckDBValueConverter<Json> {
  const whole = new Set<number>([DuckDBTypeId.BIGINT, DuckDBTypeId.UBIGINT, DuckDBTypeId.HUGEINT, DuckDBTypeId.UHUGEINT, DuckDBTypeId.BIGNUM])
  const moments = new Set<number>([DuckDBTypeId.TIMESTAMP, DuckDBTypeId.TIMESTAMP_S, DuckDBTypeId.TIMESTAMP_MS, DuckDBTypeId.TIMESTAMP_NS])
  const convert: DuckDBValueConverter<Json> = (value: DuckDBValue, type: DuckDBType) => {
    if (value === null) return null
    if (type.typeId === DuckDBTypeId.DECIMAL) return Number(String(value))
    if (whole.has(type.typeId)) return wholeNumber(String(value))
    if (moments.has(type.typeId)) return String(value).replace(' ', 'T').replace(/(:\d\d)$/, '$1.000').replace(/\.(\d{1,2})$/, (_all, digits: string) => `.${digits.padEnd(3, '0')}`)
    if (type.typeId === DuckDBTypeId.TIMESTAMP_TZ) return instant((value as { readonly micros: bigint }).micros)
    if (typeof value === 'number') return Number.isFinite(value) ? value : null
    return JsonDuckDBValueConverter(value, type, convert as never) as Json
  }
  return convert
}

function wholeNumber(text: string): Json {
  const number = Number(text)
  return Number.isSafeInteger(number) ? number : text
}

function instant(micros: bigint): Json {
  const at = new Date(Number(micros / 1000n))
  if (Number.isNaN(at.getTime())) return null
  const rest = Number(micros % 1000n)
  return rest === 0 ? at.toISOString() : at.toISOString().replace('Z', `${String(Math.abs(rest)).padStart(3, '0')}Z`)
}
