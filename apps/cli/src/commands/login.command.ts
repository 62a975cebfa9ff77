import { createInterface } from 'node:readline'
import type { Command } from 'commander'
import pc from 'picocolors'
import { CliError } from '../cli-error.js'
import { exitCodes } from '../exit-codes.js'
import type { Finish } from '../program.js'
import { addTarget, apiOf, defaultServer, serverAddress, type TargetOptions } from '../remote/connect.js'
import { readKnownServers, tokenFileOf, writeKnownServers } from '../remote/token-file.js'
import type { Terminal } from '../terminal.js'

interface Options extends TargetOptions {
  readonly json?: boolean
}

/** `maillon login`: keeps a token for a server, after asking that server whether it is good. */
export function addLogin(program: Command, terminal: Terminal, finish: Finish): void {
  const text = (fr: string, en: string): string => (terminal.locale === 'fr' ? fr : en)
  const command = program
    .command('login')
    .description(text('Garder un jeton pour un serveur (lu sur l’entrée standard, ou demandé sans être affiché)', 'Keep a token for a server (read from standard input, or asked for without being shown)'))
    .option('--json', text('répondre en JSON', 'answer as JSON'))
    .action(async ({ server, json }: Options) => {
      const address = serverAddress(server ?? terminal.env['MAILLON_SERVER'] ?? defaultServer)
      const token = ((await terminal.askSecret(text(`Jeton pour ${address} (Paramètres › Jetons) : `, `Token for ${address} (Settings › Tokens): `))) ?? (await firstLine())).trim()
      if (token === '') throw new CliError({ fr: 'Aucun jeton n’a été donné ; rien n’a été gardé.', en: 'No token was given; nothing was kept.' })
      const { user, workspace } = await apiOf(address, token, terminal).call('session', {})
      const path = tokenFileOf(terminal.env)
      const known = await readKnownServers(path)
      await writeKnownServers(path, { last: address, tokens: { ...known.tokens, [address]: token } })
      if (json === true) terminal.print(JSON.stringify({ server: address, user: user.name, workspace: workspace.name, role: user.role, file: path }))
      else terminal.print(`${pc.green('✓')} ${text(`${user.name}, « ${workspace.name} » sur ${address}. Le jeton est gardé dans ${path}.`, `${user.name}, "${workspace.name}" at ${address}. The token is kept in ${path}.`)}`)
      finish(exitCodes.ok)
    })
  addTarget(command, terminal)
}

async function firstLine(): Promise<string> {
  const lines = createInterface({ input: process.stdin, terminal: false })
  for await (const line of lines) {
    lines.close()
    return line
  }
  return ''
}
