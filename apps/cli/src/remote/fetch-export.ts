import { ApiError, type ApiErrorBody } from '@maillon/api-contract'
import { CliError } from '../cli-error.js'
import type { RemoteServer } from './connect.js'

/** The file of one flow, byte for byte as the server gives it. @throws ApiError as the server answers */
export async function fetchExport(server: RemoteServer, id: string, withSamples: boolean): Promise<string> {
  const answer = await server.get(`/api/flows/${encodeURIComponent(id)}/export${withSamples ? '?samples=true' : ''}`)
  if (answer.status === 200) return answer.text
  throw new ApiError(answer.status, errorOf(answer.text))
}

/** What the server said. @throws CliError where it isn't one of ours */
export function errorOf(text: string): ApiErrorBody {
  try {
    return JSON.parse(text) as ApiErrorBody
  } catch {
    throw new CliError({ fr: 'Cette adresse ne répond pas comme un serveur Maillon.', en: 'What is at this address does not answer like a Maillon server.' })
  }
}
