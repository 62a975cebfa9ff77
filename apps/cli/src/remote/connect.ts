import { ApiError, createApiClient, type ApiClient } from '@maillon/api-contract'
import type { Command } from 'commander'
import { CliError } from '../cli-error.js'
import type { Terminal } from '../terminal.js'
import { readKnownServers, tokenFileOf } from './token-file.js'

export interface TargetOptions {
  readonly server?: string
}

/** A server, with the right to ask it. */
export interface RemoteServer {
  /** Without a slash at its end. */
  readonly address: string
  readonly api: ApiClient
  /** What is no JSON: a file. @throws ApiError with status 0 where there is no answer */
  get(path: string): Promise<{ readonly status: number; readonly text: string }>
}

export const defaultServer = 'http://localhost:5555'

/** `--server URL`, which every command that speaks to a server takes. */
export function addTarget(command: Command, terminal: Terminal): Command {
  return command.option('--server <url>', terminal.locale === 'fr' ? `serveur (sinon MAILLON_SERVER, le dernier « maillon login », ${defaultServer})` : `server (otherwise MAILLON_SERVER, the last "maillon login", ${defaultServer})`)
}

/**
 * The server that is meant, with its token: `MAILLON_TOKEN`, or the one that `maillon login` kept for that address.
 * @throws CliError where the address is none, or there is no token
 */
export async function connect({ server }: TargetOptions, terminal: Terminal): Promise<RemoteServer> {
  const known = await readKnownServers(tokenFileOf(terminal.env))
  const address = serverAddress(server ?? terminal.env['MAILLON_SERVER'] ?? known.last ?? defaultServer)
  const token = terminal.env['MAILLON_TOKEN'] ?? (Object.hasOwn(known.tokens, address) ? known.tokens[address] : undefined)
  if (token === undefined || token === '') {
    throw new CliError({
      fr: `Il faut un jeton pour ${address}. Créez-en un dans Paramètres › Jetons, puis « maillon login --server ${address} » ou la variable MAILLON_TOKEN.`,
      en: `A token is needed for ${address}. Make one in Settings › Tokens, then "maillon login --server ${address}" or the variable MAILLON_TOKEN.`,
    })
  }
  return {
    address,
    api: apiOf(address, token, terminal),
    async get(path) {
      try {
        const answer = await fetch(address + path, { redirect: 'error', headers: { authorization: `Bearer ${token}`, 'accept-language': terminal.locale } })
        return { status: answer.status, text: await answer.text() }
      } catch {
        throw new ApiError(0, { error: { code: 'API_SERVER_UNREACHABLE', message: 'no answer' } })
      }
    },
  }
}

export function apiOf(address: string, token: string, { locale }: Terminal): ApiClient {
  return createApiClient({ baseUrl: address, fetch: (url, { credentials: _browsers, ...init }) => fetch(url, { ...init, redirect: 'error' }), locale: () => locale, headers: { authorization: `Bearer ${token}` } })
}

/** Written in one way. @throws CliError where it is no http address; a token goes over plain http only inside this machine */
export function serverAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw new CliError({ fr: `« ${text} » n’est pas l’adresse d’un serveur ; par exemple https://maillon.exemple.fr`, en: `"${text}" is not the address of a server; for example https://maillon.example.com` })
  }
  if (url.protocol === 'http:' && !['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)) {
    throw new CliError({ fr: `Le jeton partirait en clair vers ${url.host} : utilisez une adresse https.`, en: `The token would travel in the clear to ${url.host}: use an https address.` })
  }
  return url.origin
}
