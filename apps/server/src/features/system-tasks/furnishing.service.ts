import { createHash } from 'node:crypto'
import type { Logger } from '@maillon/kernel'
import type { AlertKind } from '@maillon/plan'
import { AlertRuleStore, PeopleStore, SettingStore, type AlertSettings, type Workspace } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import { Interval } from '@nestjs/schedule'
import type { ServerConfig } from '../../config/server-config.js'
import { CONFIG, LOGGER } from '../../platform/tokens.js'
import { SystemTasksService } from './system-tasks.service.js'

const everyMs = 5_000
const mark = 'furnished '
/** What every workspace is watched for from the start. */
const rules: readonly { readonly kind: AlertKind; readonly settings: AlertSettings }[] = [
  { kind: 'failure', settings: {} },
  { kind: 'late', settings: { minutes: 5 } },
]

/**
 * Gives each workspace what it has from the start: its own tasks, and alerts for its administrators. New workspaces and those that an older
 * version has made are found alike; what people delete or change afterwards stays deleted or changed.
 */
@Injectable()
export class FurnishingService {
  #isBusy = false

  constructor(
    @Inject(PeopleStore) private readonly people: PeopleStore,
    @Inject(SettingStore) private readonly settings: SettingStore,
    @Inject(AlertRuleStore) private readonly rules: AlertRuleStore,
    @Inject(SystemTasksService) private readonly tasks: SystemTasksService,
    @Inject(CONFIG) private readonly config: ServerConfig,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @Interval(everyMs)
  async furnishAll(): Promise<void> {
    if (!this.config.roles.includes('scheduler') || !this.config.furnishes || this.#isBusy) return
    this.#isBusy = true
    try {
      for (const workspace of await this.people.workspacesWithout(mark)) await this.furnish(workspace)
    } catch (error) {
      // Another server may be at it in the same moment; whatever it is, the next round finds what is left to do.
      this.logger.warn('A workspace could not be furnished yet', { reason: error instanceof Error ? error.message : '' })
    } finally {
      this.#isBusy = false
    }
  }

  async furnish(workspace: Workspace): Promise<void> {
    for (const { kind, settings } of rules) {
      const targets = { recipients: [], roles: ['administrator' as const], twilioCredentialId: null }
      await this.rules.add({ id: idOf(workspace.id, kind), workspaceId: workspace.id, kind, isEnabled: true, flowIds: null, settings, targets, summaryMinutes: 15, revision: 0 })
    }
    await this.tasks.make(workspace)
    await this.settings.set(`${mark}${workspace.id}`, 1)
  }
}

/** The same whoever makes it, and however often. */
function idOf(workspaceId: string, kind: AlertKind): string {
  const hex = createHash('sha256').update(`${workspaceId} ${kind}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
