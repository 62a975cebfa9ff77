import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { addKeysToFile, loadKeyFile, rotateKeyFile } from './key-file.js'
import { createKeyring, masterKey } from './keyring.js'
import { openCredential, rewrapCredential, sealCredential } from './seal-credential.js'

const oldKey = masterKey(randomBytes(32))
const newKey = masterKey(randomBytes(32))
const keyring = createKeyring(oldKey)
const values = { password: 'canary-Étoile-🎉', port: 587 }

it('opens what it sealed, and shows nothing of it meanwhile', () => {
  const sealed = sealCredential(values, { keyring, rowId: 'row-1' })
  expect(JSON.stringify(sealed)).not.toContain('canary')
  expect(openCredential(JSON.parse(JSON.stringify(sealed)), { keyring, rowId: 'row-1' })).toEqual(values)
  expect(sealCredential(values, { keyring, rowId: 'row-1' }).data).not.toBe(sealed.data)
})

it('does not open in another row', () => {
  const sealed = sealCredential(values, { keyring, rowId: 'row-1' })
  expect(() => openCredential(sealed, { keyring, rowId: 'row-2' })).toThrow('VAULT_CREDENTIAL_UNREADABLE')
})

it('does not open when any part was changed', () => {
  const sealed = sealCredential(values, { keyring, rowId: 'row-1' })
  for (const part of ['key', 'data'] as const) {
    for (const at of [0, 12, 28, -1]) {
      const bytes = Buffer.from(sealed[part], 'base64')
      const index = at < 0 ? bytes.byteLength - 1 : at
      bytes.writeUInt8(bytes.readUInt8(index) ^ 1, index)
      expect(() => openCredential({ ...sealed, [part]: bytes.toString('base64') }, { keyring, rowId: 'row-1' })).toThrow('VAULT_CREDENTIAL_UNREADABLE')
    }
  }
  expect(() => openCredential({ ...sealed, data: '' }, { keyring, rowId: 'row-1' })).toThrow('VAULT_CREDENTIAL_UNREADABLE')
  expect(() => openCredential({}, { keyring, rowId: 'row-1' })).toThrow('VAULT_CREDENTIAL_UNREADABLE')
})

it('does not take the data key of another seal', () => {
  const one = sealCredential(values, { keyring, rowId: 'row-1' })
  const other = sealCredential(values, { keyring, rowId: 'row-1' })
  expect(() => openCredential({ ...one, key: other.key }, { keyring, rowId: 'row-1' })).toThrow('VAULT_CREDENTIAL_UNREADABLE')
})

it('can be read at any moment of a rotation, which may be taken up again', () => {
  const rotating = createKeyring(newKey, [oldKey])
  const rows = ['a', 'b', 'c', 'd'].map((rowId) => ({ rowId, sealed: sealCredential({ password: rowId }, { keyring, rowId }) }))
  const half = rows.map((row, index) => (index < 2 ? { ...row, sealed: rewrapCredential(row.sealed, { keyring: rotating, rowId: row.rowId }) } : row))
  for (const { rowId, sealed } of half) expect(openCredential(sealed, { keyring: rotating, rowId })).toEqual({ password: rowId })
  const done = half.map(({ rowId, sealed }) => ({ rowId, before: sealed, sealed: rewrapCredential(sealed, { keyring: rotating, rowId }) }))
  for (const { rowId, sealed, before } of done) {
    expect(openCredential(sealed, { keyring: createKeyring(newKey), rowId })).toEqual({ password: rowId })
    expect(sealed.data).toBe(before.data)
  }
  expect(done[0]?.sealed).toBe(done[0]?.before)
  expect(() => openCredential(rows[0]!.sealed, { keyring: createKeyring(newKey), rowId: 'a' })).toThrow('VAULT_KEY_MISSING')
})

it('refuses keys of another length', () => {
  expect(() => masterKey(randomBytes(16))).toThrow('VAULT_KEY_INVALID')
})

it('makes one key file, for its owner only, whoever starts at the same time', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'maillon-keys-'))
  try {
    const path = join(folder, 'deep', 'keys.json')
    const rings = await Promise.all(Array.from({ length: 8 }, () => loadKeyFile(path)))
    expect(new Set(rings.map((ring) => ring.current.id)).size).toBe(1)
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    const sealed = sealCredential(values, { keyring: rings[0]!, rowId: 'row-1' })
    const rotated = await rotateKeyFile(path)
    expect(rotated.current.id).not.toBe(rings[0]!.current.id)
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    expect(openCredential(sealed, { keyring: await loadKeyFile(path), rowId: 'row-1' })).toEqual(values)
    await chmod(path, 0o644)
    await expect(loadKeyFile(path)).rejects.toMatchObject({ info: { code: 'VAULT_KEYFILE_OPEN' } })
    await chmod(path, 0o600)
    const text = await readFile(path, 'utf8')
    await writeFile(path, text.slice(0, 40))
    await expect(loadKeyFile(path)).rejects.toMatchObject({ info: { code: 'VAULT_KEY_INVALID', params: {} } })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

it('takes in the keys of another installation, and still opens what its own sealed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'maillon-keys-'))
  try {
    const [own, other, empty] = ['own', 'other', 'new'].map((name) => join(folder, name, 'keys.json')) as [string, string, string]
    const ownSealed = sealCredential(values, { keyring: await loadKeyFile(own), rowId: 'row-1' })
    const otherRing = await loadKeyFile(other)
    const otherSealed = sealCredential(values, { keyring: otherRing, rowId: 'row-2' })
    const text = await readFile(other, 'utf8')
    for (let times = 0; times < 2; times += 1) {
      const both = await addKeysToFile(own, text)
      expect(both.current.id).toBe(otherRing.current.id)
      expect(both.all).toHaveLength(2)
    }
    const keyring = await loadKeyFile(own)
    expect(openCredential(ownSealed, { keyring, rowId: 'row-1' })).toEqual(values)
    expect(openCredential(otherSealed, { keyring, rowId: 'row-2' })).toEqual(values)
    expect((await addKeysToFile(empty, text)).all.map(({ id }) => id)).toEqual([otherRing.current.id])
    await expect(addKeysToFile(own, 'no keys')).rejects.toMatchObject({ info: { code: 'VAULT_KEY_INVALID' } })
    expect((await loadKeyFile(own)).all).toHaveLength(2)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
