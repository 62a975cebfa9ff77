import { CollectionExportQuery, CollectionRowRequest, CollectionRowsQuery, CreateCollectionRequest, RecipientRequest, RecipientsExportQuery, RecipientsQuery } from '@maillon/api-contract'
import { AlertRuleRequest, AlertsQuery, ApiDocumentRequest, CalendarQuery, ConsentAnswer, CreateFlowRequest, CredentialRequest, DecideActionRequest, FindRowsQuery, InstantsQuery, LoginRequest, MeChange, PlanRunRequest, PublishRequest, RetentionView, routes, RunAgainRequest, RunGridQuery, RunRowsRequest, RunsQuery, SaveDraftRequest, SchedulesQuery, SetupRequest, StartRunRequest, WatchesQuery, AuditExportQuery, type RouteName } from '@maillon/api-contract'
import { AddTestRequest, EditTestRequest, KeepTestRequest, RunTestsRequest } from '@maillon/api-contract'
import { CheckImportRequest, ConvertRequest, ExportFlowQuery, ExportFlowsQuery, ImportRequest, VariableRequest } from '@maillon/api-contract'
import { exportFields, RunsExportQuery, SavedViewRequest, SavedViewsQuery, SchedulesExportQuery } from '@maillon/api-contract'
import { FailedStepsExportQuery } from '@maillon/api-contract'
import { DevelopmentPackageRequest, InstallPackageRequest, PackageRequest, RemovePackageQuery } from '@maillon/api-contract'
import { Type } from 'typebox'
import { peoplePolicies } from './people-policies.js'
import { queuePolicies } from './queue-policies.js'
import type { RoutePolicy } from './route-policy.js'

export interface ServerRoute extends RoutePolicy {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** With `:name` for parameters. */
  readonly path: string
  readonly status: number
  readonly bodyLimit: number
}

const packageBytes = 29 * 1024 * 1024
const documentBytes = 12 * 1024 * 1024
const page = { offset: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000_000 })), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })) }

/** One line for each route of the contract: a route without one is a compile error. */
const policies = {
  health: { access: 'public' },
  setupState: { access: 'public' },
  setup: { access: 'public', body: SetupRequest, status: 201 },
  login: { access: 'public', body: LoginRequest },
  session: { access: 'viewer' },
  logout: { access: 'viewer', status: 204, session: 'only' },
  changeMe: { access: 'viewer', body: MeChange, session: 'only' },
  ...peoplePolicies,
  ...queuePolicies,
  catalogue: { access: 'viewer' },
  openApi: { access: 'viewer' },
  home: { access: 'viewer', query: Type.Object({ period: Type.Optional(Type.Union([Type.Literal('24h'), Type.Literal('7d'), Type.Literal('30d')])) }) },
  gallery: { access: 'viewer' },
  flows: { access: 'viewer' },
  createFlow: { access: 'editor', body: CreateFlowRequest, bodyLimit: documentBytes, status: 201 },
  flow: { access: 'viewer' },
  deleteFlow: { access: 'editor', status: 204 },
  saveDraft: { access: 'editor', body: SaveDraftRequest, bodyLimit: documentBytes },
  publish: { access: 'editor', body: PublishRequest },
  setActive: { access: 'editor', body: Type.Object({ active: Type.Boolean() }) },
  restoreFlow: { access: 'editor' },
  systemTasks: { access: 'viewer' },
  versions: { access: 'viewer' },
  version: { access: 'viewer' },
  keptDrafts: { access: 'viewer' },
  keptDraft: { access: 'viewer' },
  keepDraft: { access: 'editor' },
  convertFlows: { access: 'editor', body: ConvertRequest, bodyLimit: documentBytes, atOnce: 4 },
  checkImport: { access: 'editor', body: CheckImportRequest, bodyLimit: documentBytes, atOnce: 8 },
  import: { access: 'editor', body: ImportRequest, bodyLimit: documentBytes, status: 201 },
  observed: { access: 'viewer' },
  flowTests: { access: 'viewer' },
  flowTest: { access: 'viewer' },
  addTest: { access: 'editor', body: AddTestRequest, bodyLimit: documentBytes, status: 201 },
  editTest: { access: 'editor', body: EditTestRequest },
  deleteTest: { access: 'editor', status: 204 },
  runTests: { access: 'operator', body: RunTestsRequest, atOnce: 4 },
  testProposal: { access: 'editor', query: Type.Object({ rows: Type.Optional(Type.Integer({ minimum: 1, maximum: 5000 })) }) },
  keepTest: { access: 'editor', body: KeepTestRequest, status: 201 },
  // Running a draft asks for more: see RunsService.
  startRun: { access: 'operator', body: StartRunRequest, bodyLimit: 4 * 1024 * 1024, startsRun: true, status: 201 },
  awaitCall: { access: 'editor', status: 201 },
  keepAwaiting: { access: 'editor' },
  stopAwaiting: { access: 'editor', status: 204 },
  runGrid: { access: 'viewer', query: RunGridQuery },
  runs: { access: 'viewer', query: RunsQuery },
  runStarters: { access: 'viewer' },
  run: { access: 'viewer' },
  runLogs: { access: 'viewer', query: Type.Object({ node: Type.Optional(Type.String({ maxLength: 64 })) }) },
  stepOutput: { access: 'viewer', query: Type.Object(page) },
  stepInput: { access: 'viewer', query: Type.Object(page) },
  // Every row may be looked at.
  findRows: { access: 'viewer', query: FindRowsQuery, atOnce: 4 },
  turns: { access: 'viewer', query: Type.Object({ after: Type.Optional(Type.Integer({ minimum: -1, maximum: 1_000_000 })), limit: page.limit }) },
  toFix: { access: 'viewer' },
  setAside: { access: 'viewer', query: Type.Object(page) },
  actions: { access: 'viewer' },
  decideAction: { access: 'operator', permission: 'failed.retry', body: DecideActionRequest, status: 204 },
  alerts: { access: 'operator', query: AlertsQuery },
  openAlerts: { access: 'operator' },
  endAlert: { access: 'operator' },
  alertRules: { access: 'operator' },
  createAlertRule: { access: 'administrator', body: AlertRuleRequest, status: 201 },
  changeAlertRule: { access: 'administrator', body: AlertRuleRequest },
  deleteAlertRule: { access: 'administrator', status: 204 },
  tryAlertRule: { access: 'administrator' },
  retention: { access: 'viewer' },
  changeRetention: { access: 'administrator', body: RetentionView },
  // Rows that a person made up: whoever may run the flow may mend its data.
  runAgain: { access: 'operator', permission: 'failed.retry', body: RunAgainRequest, bodyLimit: 4 * 1024 * 1024, startsRun: true, status: 201 },
  runRows: { access: 'operator', permission: 'failed.retry', body: RunRowsRequest, bodyLimit: 4 * 1024 * 1024, startsRun: true, status: 201 },
  answer: { access: 'public' },
  giveAnswer: { access: 'public', isSecretAddress: true, body: Type.Record(Type.String(), Type.Unknown()) },
  cancelRun: { access: 'operator', status: 204 },
  retryRun: { access: 'operator', permission: 'failed.retry', startsRun: true, status: 201 },
  schedules: { access: 'viewer', query: SchedulesQuery },
  scheduleInstants: { access: 'viewer', query: InstantsQuery },
  scheduleCalendar: { access: 'viewer', query: CalendarQuery },
  // Forms of members ask for more: see FormsService.
  form: { access: 'public' },
  watches: { access: 'viewer', query: WatchesQuery },
  lookNow: { access: 'operator', status: 204 },
  planRun: { access: 'operator', body: PlanRunRequest, status: 201 },
  withdrawRun: { access: 'operator', status: 204 },
  credentials: { access: 'editor' },
  createCredential: { access: 'editor', body: CredentialRequest, status: 201 },
  changeCredential: { access: 'editor', body: CredentialRequest },
  deleteCredential: { access: 'editor', status: 204 },
  testCredential: { access: 'editor', atOnce: 8 },
  beginConsent: { access: 'editor' },
  finishConsent: { access: 'editor', body: ConsentAnswer },
  packages: { access: 'administrator' },
  checkPackage: { access: 'administrator', body: PackageRequest, bodyLimit: packageBytes, atOnce: 4 },
  installPackage: { access: 'administrator', body: InstallPackageRequest, bodyLimit: packageBytes },
  developPackage: { access: 'administrator', body: DevelopmentPackageRequest, bodyLimit: packageBytes },
  removePackage: { access: 'administrator', query: RemovePackageQuery, status: 204 },
  apiDocuments: { access: 'administrator' },
  checkApiDocument: { access: 'administrator', body: ApiDocumentRequest, bodyLimit: documentBytes },
  saveApiDocument: { access: 'administrator', body: ApiDocumentRequest, bodyLimit: documentBytes },
  deleteApiDocument: { access: 'administrator', status: 204 },
  recipients: { access: 'viewer', query: RecipientsQuery },
  recipientChoices: { access: 'viewer' },
  createRecipient: { access: 'editor', body: RecipientRequest, status: 201 },
  changeRecipient: { access: 'editor', body: RecipientRequest },
  deleteRecipient: { access: 'editor', status: 204 },
  collections: { access: 'viewer' },
  createCollection: { access: 'editor', body: CreateCollectionRequest, status: 201 },
  collection: { access: 'viewer' },
  deleteCollection: { access: 'editor', status: 204 },
  collectionRows: { access: 'viewer', query: CollectionRowsQuery },
  addCollectionRow: { access: 'editor', body: CollectionRowRequest, bodyLimit: 1024 * 1024, status: 201 },
  changeCollectionRow: { access: 'editor', body: CollectionRowRequest, bodyLimit: 1024 * 1024 },
  deleteCollectionRow: { access: 'editor', status: 204 },
  savedViews: { access: 'viewer', query: SavedViewsQuery },
  // One for everybody asks for more: see ViewsService.
  saveView: { access: 'viewer', body: SavedViewRequest },
  deleteView: { access: 'viewer', status: 204 },
  files: { access: 'viewer', query: Type.Object({ cursor: Type.Optional(Type.String({ maxLength: 200 })) }) },
  file: { access: 'viewer' },
  deleteFile: { access: 'editor', status: 204 },
  variables: { access: 'viewer' },
  saveVariable: { access: 'editor', body: VariableRequest, status: 204 },
  deleteVariable: { access: 'editor', status: 204 },
  sampleMails: { access: 'viewer' },
  sampleMail: { access: 'viewer' },
  clearSampleMails: { access: 'editor', status: 204 },
} as const satisfies { readonly [Name in RouteName]: RoutePolicy }

/** Routes beside the JSON ones of the contract. */
const otherRoutes = {
  readiness: { method: 'GET', path: '/api/health/ready', access: 'public' },
  // A token with the role operator, or with the permission to see queues.
  metrics: { method: 'GET', path: '/api/metrics', access: 'operator', permission: 'queues.see' },
  exportFlow: { method: 'GET', path: '/api/flows/:id/export', access: 'viewer', query: ExportFlowQuery },
  exportFlows: { method: 'GET', path: '/api/exports/flows', access: 'viewer', query: ExportFlowsQuery },
  exportRuns: { method: 'GET', path: '/api/runs/export', access: 'viewer', query: RunsExportQuery },
  exportSchedules: { method: 'GET', path: '/api/schedules/export', access: 'viewer', query: SchedulesExportQuery },
  exportCredentials: { method: 'GET', path: '/api/credentials/export', access: 'editor', query: Type.Object(exportFields) },
  exportFiles: { method: 'GET', path: '/api/files/export', access: 'viewer', query: Type.Object(exportFields) },
  exportFailedSteps: { method: 'GET', path: '/api/failed-steps/export', access: 'viewer', permission: 'failed.see', query: FailedStepsExportQuery },
  exportTest: { method: 'GET', path: '/api/flows/:id/tests/:test/export', access: 'viewer' },
  exportRecipients: { method: 'GET', path: '/api/recipients/export', access: 'viewer', query: RecipientsExportQuery },
  exportCollection: { method: 'GET', path: '/api/collections/:id/export', access: 'viewer', query: CollectionExportQuery },
  uploadFile: { method: 'POST', path: '/api/files', access: 'editor', status: 201 },
  exportSetAside: { method: 'GET', path: '/api/runs/:id/steps/:node/set-aside/export', access: 'viewer', query: Type.Object(exportFields) },
  exportAudit: { method: 'GET', path: '/api/audit/export', access: 'administrator', query: AuditExportQuery },
  openIdBegin: { method: 'GET', path: '/api/openid/begin', access: 'public', query: Type.Object({ next: Type.Optional(Type.String({ maxLength: 500 })) }) },
  openIdAnswer: { method: 'GET', path: '/api/openid/answer', access: 'public' },
  submitForm: { method: 'POST', path: '/api/forms/:path', access: 'public', status: 201 },
  formPage: { method: 'GET', path: '/forms/:path', access: 'public' },
  downloadFile: { method: 'GET', path: '/api/files/:id/content', access: 'viewer' },
  sampleAttachment: { method: 'GET', path: '/api/sample-mails/:id/attachments/:index', access: 'viewer' },
  answerPage: { method: 'GET', path: '/answers/:token', access: 'public' },
  events: { method: 'GET', path: '/api/events', access: 'viewer', query: Type.Object({ runId: Type.Optional(Type.String({ maxLength: 64 })), locale: Type.Optional(Type.Union([Type.Literal('fr'), Type.Literal('en')])) }) },
} as const satisfies { readonly [name: string]: RoutePolicy & Pick<ServerRoute, 'method' | 'path'> }

export type ServerRouteName = RouteName | keyof typeof otherRoutes

const defaults = { status: 200, bodyLimit: 256 * 1024 }

/** Every route of the API with its policy. What isn't here is not served. */
export const routeTable: { readonly [Name in ServerRouteName]: ServerRoute } = (() => {
  const fromContract = Object.entries(policies).map(([name, policy]: [string, RoutePolicy]) => {
    const { method, path } = routes[name as RouteName]
    return [name, { ...defaults, method, path, ...policy }]
  })
  const others = Object.entries(otherRoutes).map(([name, route]) => [name, { ...defaults, ...route }])
  return Object.fromEntries([...fromContract, ...others]) as { readonly [Name in ServerRouteName]: ServerRoute }
})()

const byAddress: ReadonlyMap<string, ServerRoute> = new Map(Object.values(routeTable).map((route) => [`${route.method} ${route.path}`, route]))

/** The route that Fastify matched; null: not one of ours. HEAD is answered by GET's route. */
export function routeAt(method: string, path: string): ServerRoute | null {
  return byAddress.get(`${method === 'HEAD' ? 'GET' : method} ${path}`) ?? null
}
