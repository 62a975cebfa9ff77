import { FlowVersionEntity } from './flows/flow-version.entity.js'
import { FlowEntity } from './flows/flow.entity.js'
import { NodeStateEntity } from './flows/node-state.entity.js'
import { AuditLogEntity } from './people/audit-log.entity.js'
import { SessionEntity } from './people/session.entity.js'
import { SettingEntity } from './people/setting.entity.js'
import { UserEntity } from './people/user.entity.js'
import { WorkspaceEntity } from './people/workspace.entity.js'
import { CredentialEntity } from './resources/credential.entity.js'
import { FileEntity } from './resources/file.entity.js'
import { RecipientEntity } from './recipients/recipient.entity.js'
import { TriggerScheduleEntity } from './triggers/trigger-schedule.entity.js'
import { WebhookEntity } from './triggers/webhook.entity.js'

/** All entity classes. Hot tables (runs, steps) have none: their stores speak SQL. */
export const entities: readonly (new () => object)[] = [
  WorkspaceEntity, UserEntity, SessionEntity, AuditLogEntity, SettingEntity,
  FlowEntity, FlowVersionEntity, NodeStateEntity,
  TriggerScheduleEntity, WebhookEntity,
  CredentialEntity, FileEntity, RecipientEntity,
]
