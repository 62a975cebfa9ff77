import type { Json } from '@maillon/kernel'

/** What stands at a path such as `data.token` of a JSON text: own properties only. Undefined where there is none, or no JSON. */
export function valueAtPath(text: string, path: string): Json | undefined {
  try {
    let value: unknown = JSON.parse(text)
    for (const step of path.split('.'))
      value = typeof value === 'object' && value !== null && Object.hasOwn(value, step) ? (value as { readonly [key: string]: unknown })[step] : undefined
    return value as Json | undefined
  } catch {
    return undefined
  }
}
