import { describe, expect, it } from 'vitest'
import { backupName, isBackupOf, outdatedBackups } from './backup-name.js'

describe('the name of a backup', () => {
  it('is stamped in the time zone, sorts by time, and is told from that of another', () => {
    const at = { at: Date.UTC(2026, 0, 15, 23, 30, 5), timeZone: 'Europe/Paris' }
    expect(backupName('ventes', 'dump', at)).toBe('ventes-2026-01-16-003005.dump')
    expect(backupName('../é vil', 'dump', at)).toBe('evil-2026-01-16-003005.dump')
    expect(isBackupOf('ventes-2026-01-16-003005.dump', 'ventes', 'dump')).toBe(true)
    for (const other of ['ventes-2025-2026-01-16-003005.dump', 'ventes-2026-01-16-003005.dump.part', 'ventes.dump', 'achats-2026-01-16-003005.dump']) expect(isBackupOf(other, 'ventes', 'dump')).toBe(false)
    expect(outdatedBackups(['c', 'a', 'b'], 2)).toEqual(['a'])
    expect(outdatedBackups(['a'], 10)).toEqual([])
  })
})
