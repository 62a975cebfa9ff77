import { ApiError } from '@maillon/api-contract'
import { parseFlowTest, type FlowTest } from '@maillon/flow-tests'
import { CliError } from '../cli-error.js'
import { errorOf } from './fetch-export.js'
import type { RemoteServer } from './connect.js'

/**
 * The tests of a flow as others know them. One request each: a test may be as large as a file of flows.
 * @param id of the flow on the server
 * @throws ApiError as the server answers, CliError where a test can't be read here
 */
export async function fetchTests(server: RemoteServer, id: string): Promise<readonly FlowTest[]> {
  const { tests } = await server.api.call('flowTests', { params: { id } })
  const read: FlowTest[] = []
  for (const test of tests) {
    const { status, text } = await server.get(`/api/flows/${encodeURIComponent(id)}/tests/${encodeURIComponent(test.id)}/export`)
    if (status !== 200) throw new ApiError(status, errorOf(text))
    const parsed = parseFlowTest(text)
    if (!parsed.ok) throw new CliError({ fr: `Le serveur a donné un test (« ${test.name} ») que cette version de la commande ne sait pas lire.`, en: `The server gave a test ("${test.name}") that this version of the command can not read.` })
    read.push(parsed.test)
  }
  return read
}
