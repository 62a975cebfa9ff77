export type { CredentialReader, OpenedCredential } from './credential-reader.port.js'
