import type { JsonObject } from '@maillon/kernel'
import type { DataSource } from 'typeorm'
import { CredentialEntity } from './credential.entity.js'

/** A credential as it lies in the table: what may be seen, and the sealed rest. */
export interface StoredCredential {
  readonly id: string
  readonly workspaceId: string
  readonly name: string
  readonly type: string
  /** The fields that are no secret. */
  readonly visible: JsonObject
  /** Names of the secret fields that hold something. */
  readonly secretsSet: readonly string[]
  /** Hosts that it may be sent to. */
  readonly hosts: readonly string[]
  /** The secret fields, sealed by the vault and bound to this id. */
  readonly sealed: JsonObject
  readonly updatedAt: Date
}

/** Credentials of the workspaces. Knows no key: sealing and opening are the vault's. */
export class CredentialStore {
  constructor(private readonly dataSource: DataSource) {}

  async list(workspaceId: string): Promise<readonly StoredCredential[]> {
    const rows = await this.dataSource.getRepository(CredentialEntity).find({ where: { workspaceId }, order: { name: 'ASC', id: 'ASC' } })
    return rows.map(credentialOf)
  }

  /** Null where that workspace has none with this id. */
  async find(workspaceId: string, id: string): Promise<StoredCredential | null> {
    const row = await this.dataSource.getRepository(CredentialEntity).findOneBy({ workspaceId, id })
    return row === null ? null : credentialOf(row)
  }

  async add(credential: Omit<StoredCredential, 'updatedAt'>): Promise<void> {
    await this.dataSource.getRepository(CredentialEntity).insert(rowOf(credential))
  }

  /** Only over the state that was read: a change of somebody else in between is not overwritten. @returns whether it won. */
  async change(credential: Omit<StoredCredential, 'updatedAt'>, readAt: Date): Promise<boolean> {
    const { id, workspaceId, ...values } = rowOf(credential)
    const done = await this.dataSource.getRepository(CredentialEntity).update({ id, workspaceId, updatedAt: readAt }, { ...values, updatedAt: () => 'now()' })
    return done.affected === 1
  }

  /** @returns whether there was one. */
  async remove(workspaceId: string, id: string): Promise<boolean> {
    return (await this.dataSource.getRepository(CredentialEntity).delete({ workspaceId, id })).affected === 1
  }
}

function rowOf(credential: Omit<StoredCredential, 'updatedAt'>) {
  const { id, workspaceId, name, type, visible, secretsSet, hosts, sealed } = credential
  return { id, workspaceId, name, type, visible: visible as object, secretsSet: [...secretsSet], hosts: [...hosts], sealed: sealed as object }
}

function credentialOf(row: CredentialEntity): StoredCredential {
  const { id, workspaceId, name, type, visible, secretsSet, hosts, sealed, updatedAt } = row
  return { id, workspaceId, name, type, visible: visible as JsonObject, secretsSet, hosts, sealed: sealed as JsonObject, updatedAt }
}
