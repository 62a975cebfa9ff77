import { MaillonError } from '@maillon/kernel'

export type BackupErrorCode = 'BACKUP_FILE_UNREADABLE' | 'BACKUP_FORMAT_UNKNOWN' | 'BACKUP_CONTENT_DAMAGED'

/** A backup that can't be used: the person needs another file. */
export function backupError(code: BackupErrorCode, params: { readonly [name: string]: string } = {}): MaillonError {
  return new MaillonError({ code, kind: 'user', retryable: false, params })
}
