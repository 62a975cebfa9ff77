import { isJsonObject, parseOutsideJson } from '@maillon/kernel'
import { archiveLimits, integrityOf, isExactVersion, isPackageName, type Egress } from '@maillon/node-host'
import { Inject, Injectable } from '@nestjs/common'
import type { ServerConfig } from '../../config/server-config.js'
import { apiError } from '../../http/api-error.js'
import { CONFIG, EGRESS } from '../../platform/tokens.js'

const patienceMs = 60_000
const mostManifestBytes = 4 * 1024 * 1024

/**
 * Fetches packages from the one registry that the administrator has configured, by the protocol of npm and the product's own way out. Neither
 * npm nor anything else is started for it, so a name can't be an option, a path or an address.
 */
@Injectable()
export class PackageRegistry {
  constructor(
    @Inject(CONFIG) private readonly config: ServerConfig,
    @Inject(EGRESS) private readonly egress: Egress,
  ) {}

  get host(): string {
    return new URL(this.config.registry).host
  }

  /** The packed bytes, those that the registry's own record names. @throws MaillonError `PACKAGE_…` */
  async fetch(name: string, version: string): Promise<Uint8Array> {
    if (!isPackageName(name)) throw apiError('PACKAGE_NAME_INVALID')
    if (!isExactVersion(version)) throw apiError('PACKAGE_VERSION_INVALID')
    const { tarball, integrity } = await this.#record(name, version)
    const packed = await this.#get(tarball, archiveLimits.packedBytes, { package: name, version })
    if (integrityOf(packed) !== integrity) throw apiError('PACKAGE_INTEGRITY_WRONG', { package: name })
    return packed
  }

  async #record(name: string, version: string): Promise<{ readonly tarball: string; readonly integrity: string }> {
    const url = `${this.config.registry}/${name.replace('/', '%2f')}/${version}`
    const parsed = parseOutsideJson(Buffer.from(await this.#get(url, mostManifestBytes, { package: name, version })).toString('utf8'))
    const record = parsed.ok && isJsonObject(parsed.value) ? parsed.value : {}
    const dist = isJsonObject(record['dist']) ? record['dist'] : {}
    const { tarball, integrity } = dist
    if (record['name'] !== name || record['version'] !== version) throw this.#unexpected('name, version')
    // Of another host: a registry that sends people elsewhere is not the one that was configured.
    if (typeof tarball !== 'string' || !URL.canParse(tarball) || new URL(tarball).host !== this.host) throw this.#unexpected('dist.tarball')
    if (typeof integrity !== 'string' || !/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity)) throw this.#unexpected('dist.integrity')
    return { tarball, integrity }
  }

  async #get(url: string, maxBytes: number, about: { readonly package: string; readonly version: string }): Promise<Uint8Array> {
    const response = await this.egress.request({ url, headers: { accept: 'application/json, application/octet-stream' }, timeoutMs: patienceMs, maxBytes }, { signal: AbortSignal.timeout(patienceMs) })
    if (response.status === 200) return response.bytes()
    response.close()
    throw response.status === 404 ? apiError('PACKAGE_NOT_FOUND', about) : this.#unexpected(String(response.status))
  }

  #unexpected(reason: string): Error {
    return apiError('PACKAGE_REGISTRY_FAILED', { host: this.host, reason })
  }
}
