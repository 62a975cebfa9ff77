import { generateKeyPairSync } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import ssh2, { type SFTPWrapper, type Connection } from 'ssh2'

export interface ScriptedSftp {
  readonly port: number
  readonly credential: { readonly host: string; readonly port: number; readonly user: string; readonly password: string }
  stop(): Promise<void>
}

/**
 * An SFTP server that misbehaves to order: it takes one user with a password (by keyboard only where `keyboard`), and `serve` answers
 * whatever is asked of it.
 */
export async function startScriptedSftp(script: { readonly keyboard?: boolean; readonly serve: (sftp: SFTPWrapper) => void }): Promise<ScriptedSftp> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048, privateKeyEncoding: { type: 'pkcs1', format: 'pem' }, publicKeyEncoding: { type: 'pkcs1', format: 'pem' } })
  const connections = new Set<Connection>()
  const server = new ssh2.Server({ hostKeys: [privateKey] }, (connection) => {
    connections.add(connection)
    connection.on('error', () => undefined)
    connection.on('authentication', (context) => {
      const isRight = context.username === 'maillon'
      if (context.method === 'password' && script.keyboard !== true && isRight && context.password === 'secret-sftp-password') return context.accept()
      if (context.method === 'keyboard-interactive' && script.keyboard === true) return context.prompt([{ prompt: 'Password: ', echo: false }], (answers) => (answers[0] === 'secret-sftp-password' ? context.accept() : context.reject()))
      return context.reject(script.keyboard === true ? ['keyboard-interactive'] : ['password'])
    })
    connection.on('session', (accept) => accept().on('sftp', (acceptSftp) => script.serve(acceptSftp())))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    port,
    credential: { host: 'localhost', port, user: 'maillon', password: 'secret-sftp-password' },
    stop: () => {
      for (const connection of connections) connection.end()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
