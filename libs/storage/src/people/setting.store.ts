import type { Json } from '@maillon/kernel'
import type { DataSource } from 'typeorm'
import { SettingEntity } from './setting.entity.js'

/** What the instance remembers about itself, by key. */
export class SettingStore {
  constructor(private readonly dataSource: DataSource) {}

  /** Null where nothing was set. */
  async get(key: string): Promise<Json> {
    return ((await this.dataSource.getRepository(SettingEntity).findOneBy({ key }))?.value ?? null) as Json
  }

  async set(key: string, value: Json): Promise<void> {
    await this.dataSource.query(
      'INSERT INTO setting (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value, updated_at = now()',
      [key, JSON.stringify(value)],
    )
  }
}
