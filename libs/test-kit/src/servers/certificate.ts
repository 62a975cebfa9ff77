import { execFile } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { SecureContext, SecureContextOptions } from 'node:tls'
import { promisify } from 'node:util'

/** A certificate that a server made for itself, good for `localhost` and 127.0.0.1. */
export interface TestCertificate {
  readonly certificateFile: string
  readonly keyFile: string
  readonly certificate: string
  readonly key: string
  /** SHA-256, as `AA:BB:…`. */
  readonly fingerprint: string
}

/** Make one in this folder with `openssl` (a part of every Debian). */
export async function makeCertificate(folder: string, name = 'localhost'): Promise<TestCertificate> {
  const keyFile = join(folder, 'server-key.pem')
  const certificateFile = join(folder, 'server-certificate.pem')
  const subject = ['-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name},IP:127.0.0.1`]
  await promisify(execFile)('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-keyout', keyFile, '-out', certificateFile, ...subject])
  const [certificate, key] = await Promise.all([readFile(certificateFile, 'utf8'), readFile(keyFile, 'utf8')])
  return { certificateFile, keyFile, certificate, key, fingerprint: new X509Certificate(certificate).fingerprint256 }
}

/** Let this process take a certificate for a recognised one, as if it stood in the system's list. @returns what takes it back. */
export function trustCertificate(certificate: string): () => void {
  const tls = createRequire(import.meta.url)('node:tls') as { createSecureContext: (options?: SecureContextOptions) => SecureContext }
  const original = tls.createSecureContext
  tls.createSecureContext = (options) => {
    const made = original(options)
    ;(made.context as { addCACert(pem: string): void }).addCACert(certificate)
    return made
  }
  return () => void (tls.createSecureContext = original)
}
