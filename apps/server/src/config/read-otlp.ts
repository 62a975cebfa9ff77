import { ConfigError } from './config-error.js'

/** Where traces go. The variables are those of the OpenTelemetry specification. */
export interface OtlpConfig {
  /** Of the traces themselves. */
  readonly url: string
  /** May hold a key of the service. */
  readonly headers: { readonly [name: string]: string }
  readonly serviceName: string
}

/**
 * Null: no traces. `OTEL_EXPORTER_OTLP_TRACES_ENDPOINT` is taken as it is, `OTEL_EXPORTER_OTLP_ENDPOINT` gets `/v1/traces`.
 * @throws ConfigError
 */
export function readOtlp(env: NodeJS.ProcessEnv): OtlpConfig | null {
  const of = (name: string): string | null => {
    const value = env[name]?.trim()
    return value === undefined || value === '' ? null : value
  }
  const own = of('OTEL_EXPORTER_OTLP_TRACES_ENDPOINT')
  const base = of('OTEL_EXPORTER_OTLP_ENDPOINT')
  const url = own ?? (base === null ? null : `${base.replace(/\/+$/, '')}/v1/traces`)
  if (url === null || of('OTEL_SDK_DISABLED') === 'true' || of('OTEL_TRACES_EXPORTER') === 'none') return null
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) throw new ConfigError('OTEL_EXPORTER_OTLP_ENDPOINT: an address that begins with http:// or https:// is expected')
  return { url, headers: headersOf(of('OTEL_EXPORTER_OTLP_TRACES_HEADERS') ?? of('OTEL_EXPORTER_OTLP_HEADERS') ?? ''), serviceName: of('OTEL_SERVICE_NAME') ?? 'maillon' }
}

/** `name=value,name=value`, values percent-encoded. */
function headersOf(text: string): { readonly [name: string]: string } {
  const pairs = text.split(',').filter((part) => part.trim() !== '').map((part) => {
    const at = part.indexOf('=')
    // The value may be a key: the message names the variable only.
    if (at < 1) throw new ConfigError('OTEL_EXPORTER_OTLP_HEADERS: name=value, separated by commas, is expected')
    return [part.slice(0, at).trim(), decoded(part.slice(at + 1).trim())] as const
  })
  return Object.fromEntries(pairs)
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}
