import { isUuid, type JsonObject } from '@maillon/kernel'
import type { DataSource, EntityManager } from 'typeorm'
import { isUniqueViolation } from '../postgres-error.js'
import { RecipientEntity } from './recipient.entity.js'

/** Somebody, or some channel, that is told things. */
export interface StoredRecipient {
  readonly id: string
  readonly workspaceId: string
  readonly type: string
  readonly name: string
  /** What may be shown of it. */
  readonly address: string
  /** The whole address where it is a secret, sealed by the vault and bound to this id. Null: `address` is all there is. */
  readonly sealed: JsonObject | null
  readonly isActive: boolean
  readonly groups: readonly string[]
  readonly updatedAt: Date
}

export const recipientOrders = ['name', 'type', 'address', 'changed'] as const

export interface RecipientQuery {
  /** In name, address or a group. */
  readonly words?: string
  readonly type?: string
  readonly group?: string
  readonly isActive?: boolean
  readonly sort: (typeof recipientOrders)[number]
  readonly isDescending: boolean
  readonly offset: number
  readonly limit: number
}

/** É beside e, whatever the database's own order is. */
const byLetters = 'COLLATE "und-x-icu"'
const columns: { readonly [O in RecipientQuery['sort']]: string } = { name: `lower(name) ${byLetters}`, type: 'type', address: 'lower(address)', changed: 'updated_at' }

/** The directory of a workspace. */
export class RecipientStore {
  constructor(private readonly dataSource: DataSource) {}

  async page(workspaceId: string, query: RecipientQuery): Promise<{ readonly recipients: readonly StoredRecipient[]; readonly count: number }> {
    const values: unknown[] = [workspaceId]
    const bind = (value: unknown) => `$${values.push(value)}`
    const where = ['workspace_id = $1']
    for (const word of (query.words ?? '').split(/\s+/).filter((part) => part !== '').slice(0, 10)) {
      const pattern = bind(`%${word.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`)
      where.push(`(name ILIKE ${pattern} OR address ILIKE ${pattern} OR array_to_string(groups, ' ') ILIKE ${pattern})`)
    }
    if (query.type !== undefined) where.push(`type = ${bind(query.type)}`)
    if (query.group !== undefined) where.push(`${bind(query.group)} = ANY(groups)`)
    if (query.isActive !== undefined) where.push(`is_active = ${bind(query.isActive)}`)
    const text = `FROM recipient WHERE ${where.join(' AND ')}`
    const [counted] = (await this.dataSource.query(`SELECT count(*)::int AS count ${text}`, [...values])) as { readonly count: number }[]
    const order = `${columns[query.sort]} ${query.isDescending ? 'DESC' : 'ASC'}, lower(name) ${byLetters}, id`
    const rows = (await this.dataSource.query(`SELECT * ${text} ORDER BY ${order} OFFSET ${bind(query.offset)} LIMIT ${bind(query.limit)}`, values)) as RecipientRecord[]
    return { recipients: rows.map(ofRecord), count: counted?.count ?? 0 }
  }

  /** Names of the groups, with how many are in each. */
  async groups(workspaceId: string): Promise<readonly { readonly name: string; readonly size: number }[]> {
    return (await this.dataSource.query('SELECT name, count(*)::int AS size FROM (SELECT unnest(groups) AS name FROM recipient WHERE workspace_id = $1) one GROUP BY name ORDER BY lower(name)', [workspaceId])) as { readonly name: string; readonly size: number }[]
  }

  async all(workspaceId: string): Promise<readonly StoredRecipient[]> {
    return (await this.dataSource.getRepository(RecipientEntity).find({ where: { workspaceId }, order: { name: 'ASC', id: 'ASC' } })).map(ofEntity)
  }

  /** Null where that workspace has none with this id. */
  async find(workspaceId: string, id: string): Promise<StoredRecipient | null> {
    if (!isUuid(id)) return null
    const row = await this.dataSource.getRepository(RecipientEntity).findOneBy({ workspaceId, id })
    return row === null ? null : ofEntity(row)
  }

  /** False: one of this type has the name already. */
  async add(recipient: Omit<StoredRecipient, 'updatedAt'>): Promise<boolean> {
    return this.#unlessTaken(async () => {
      await addRecipient(this.dataSource.manager, recipient)
      return true
    })
  }

  /** Only over the state that was read. Null: somebody changed it in between; false: the name is taken. */
  async change(recipient: Omit<StoredRecipient, 'updatedAt'>, readAt: Date): Promise<boolean | null> {
    const { id, workspaceId, ...values } = entityOf(recipient)
    return this.#unlessTaken(async () => {
      const done = await this.dataSource.getRepository(RecipientEntity).update({ id, workspaceId, updatedAt: readAt }, { ...values, updatedAt: () => 'clock_timestamp()' })
      return done.affected === 1 ? true : null
    })
  }

  /** @returns whether there was one. */
  async remove(workspaceId: string, id: string): Promise<boolean> {
    return (await this.dataSource.getRepository(RecipientEntity).delete({ workspaceId, id })).affected === 1
  }

  async #unlessTaken<Answer>(work: () => Promise<Answer>): Promise<Answer | false> {
    try {
      return await work()
    } catch (error) {
      if (isUniqueViolation(error, 'recipient_name_unique')) return false
      throw error
    }
  }
}

/** Within a transaction of somebody else's; that the name is taken is theirs to hear (`recipient_name_unique`). */
export async function addRecipient(manager: EntityManager, recipient: Omit<StoredRecipient, 'updatedAt'>): Promise<void> {
  await manager.getRepository(RecipientEntity).insert(entityOf(recipient))
}


interface RecipientRecord {
  readonly id: string
  readonly workspace_id: string
  readonly type: string
  readonly name: string
  readonly address: string
  readonly sealed: JsonObject | null
  readonly is_active: boolean
  readonly groups: string[]
  readonly updated_at: Date
}

function ofRecord(row: RecipientRecord): StoredRecipient {
  const { id, workspace_id: workspaceId, type, name, address, sealed, is_active: isActive, groups, updated_at: updatedAt } = row
  return { id, workspaceId, type, name, address, sealed, isActive, groups, updatedAt }
}

function ofEntity(row: RecipientEntity): StoredRecipient {
  const { id, workspaceId, type, name, address, sealed, isActive, groups, updatedAt } = row
  return { id, workspaceId, type, name, address, sealed: sealed as JsonObject | null, isActive, groups, updatedAt }
}

function entityOf(recipient: Omit<StoredRecipient, 'updatedAt'>) {
  const { id, workspaceId, type, name, address, sealed, isActive, groups } = recipient
  return { id, workspaceId, type, name, address, sealed: sealed as object | null, isActive, groups: [...groups] }
}
