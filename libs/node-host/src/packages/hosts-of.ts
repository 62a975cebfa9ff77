import type { LoadedDefinition } from '../node-packages.js'
import { allowsHost } from './package-permissions.js'

/** The bound on hosts of an installed package; nothing for the product's own. */
export function hostsOf({ isolated }: LoadedDefinition): { readonly allowsHost?: (host: string) => boolean } {
  return isolated === undefined ? {} : { allowsHost: (host) => allowsHost(isolated.permissions, host) }
}
