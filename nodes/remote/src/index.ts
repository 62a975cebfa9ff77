import type { NodeDefinition } from '@maillon/node-sdk'
import { remoteArrived } from './remote-arrived.node.js'
import { remoteDelete } from './remote-delete.node.js'
import { remoteDownload } from './remote-download.node.js'
import { remoteList } from './remote-list.node.js'
import { remoteMove } from './remote-move.node.js'
import { remoteUpload } from './remote-upload.node.js'
import { testRemote } from './test-connection.js'

/** Files on other machines: FTP, FTPS, SFTP, S3. */
export const nodes: readonly NodeDefinition[] = [remoteArrived, remoteList, remoteDownload, remoteUpload, remoteMove, remoteDelete]

/** What the test button does, by credential type. */
export const connectionTests = { ftp: testRemote, sftp: testRemote, s3: testRemote } as const

export { remoteAccount, type RemoteAccount } from './remote-account.js'
export type { RemoteEntry, RemoteStore } from './remote-store.js'
export { withAccount, type RemoteReach } from './with-remote.js'
