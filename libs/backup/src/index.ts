export type { BackedUpTable, BackupManifest, BlobLine } from './backup-format.js'
export { openBackup, type OpenBackup } from './open-backup.js'
export { restoreBackup, type BlobTarget, type TableTarget } from './restore-backup.js'
export { writeBackup, type BackupProgress, type BackupSources, type BlobSource, type TableSource } from './write-backup.js'
