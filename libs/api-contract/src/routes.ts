import type { SampleMailDetail, SampleMailView } from './samples.js'
import type { CatalogueView, ConsentAnswer, CredentialRequest, CredentialTestResult, CredentialView, FilesPage, FileView } from './resources.js'
import type { CreateFlowRequest, FlowDetail, FlowSummary, FlowVersionView, GalleryEntry, ObservedData, PublishRequest, SaveDraftRequest, StartRunRequest } from './flows.js'
import type { LoginRequest, MeChange, SessionView, SetupRequest, SetupState } from './people.js'
import type { CalendarQuery, CalendarView, InstantsPage, InstantsQuery, PlanRunRequest, SchedulesPage, SchedulesQuery } from './schedules.js'
import type { AwaitedCallView } from './awaited-calls.js'
import type { FormView } from './forms.js'
import type { WatchesPage, WatchesQuery } from './watches.js'
import type { ActionView, DecideActionRequest } from './actions.js'
import type { FindRowsQuery, FoundRows } from './found-rows.js'
import type { RetentionView } from './retention.js'
import type { RowsToFixPage, RunRowsRequest, StepToFix } from './to-fix.js'
import type { AnswerOutcomeView, AnswerView, ItemsPage, LogLine, RunAgainRequest, RunDetail, RunsPage, RunsQuery, TurnsPage } from './runs.js'
import type { CollectionDetail, CollectionRowRequest, CollectionRowsPage, CollectionRowsQuery, CollectionRowView, CollectionView, CreateCollectionRequest } from './collections.js'
import type { RecipientChoices, RecipientRequest, RecipientsPage, RecipientsQuery, RecipientView } from './recipients.js'
import type { SavedView, SavedViewRequest, SavedViewsQuery } from './saved-views.js'
import type { HomeView } from './home.js'
import type { RunGrid, RunGridQuery } from './run-grid.js'
import type { AlertRuleRequest, AlertRuleView, AlertsPage, AlertsQuery, AlertTrial, AlertView } from './alerts.js'
import type { CheckImportRequest, ConvertedFile, ConvertRequest, ImportCheck, ImportDone, ImportRequest, KeptDraftView } from './sharing.js'
import type { AddTestRequest, EditTestRequest, FlowTestDetail, FlowTestSummary, KeepTestRequest, RunTestsRequest, TestProposal, TestResultView } from './flow-tests.js'
import type { SystemTaskView } from './system-tasks.js'
import type { VariableRequest, VariableView } from './variables.js'
import { peopleRoutes } from './people-routes.js'
import { queueRoutes } from './queue-routes.js'
import { route } from './route.js'
import type { DevelopmentPackageRequest, InstallPackageRequest, PackageCheckView, PackageRequest, PackagesView, PackageView, RemovePackageQuery } from './packages.js'
import type { ApiDocumentRequest, ApiDocumentView } from './api-documents.js'
import type { JsonObject } from '@maillon/kernel'

/**
 * The JSON routes of the API; all but the public ones ask for a session cookie (`maillon_session`) and, where they change something, for the
 * header `x-maillon-csrf: 1`; programs come with `Authorization: Bearer <token>` instead of both. Beside them: `POST /api/files` (multipart, field `file`) -> FileView,
 * `GET /api/files/:id/content` (download), `GET /api/flows/:id/export` (canonical document as a download),
 * `GET /api/events` (server-sent LiveEvents), and webhooks under `/hooks/<path>`.
 */
export const routes = {
  health: route<never, undefined, undefined, { readonly status: 'ok' }>('GET', '/api/health'),
  setupState: route<never, undefined, undefined, SetupState>('GET', '/api/setup'),
  setup: route<never, undefined, SetupRequest, SessionView>('POST', '/api/setup'),
  login: route<never, undefined, LoginRequest, SessionView>('POST', '/api/session'),
  session: route<never, undefined, undefined, SessionView>('GET', '/api/session'),
  logout: route('DELETE', '/api/session'),
  changeMe: route<never, undefined, MeChange, SessionView>('PATCH', '/api/me'),
  ...peopleRoutes,
  ...queueRoutes,

  catalogue: route<never, undefined, undefined, CatalogueView>('GET', '/api/catalogue'),
  openApi: route<never, undefined, undefined, JsonObject>('GET', '/api/openapi.json'),
  home: route<never, { readonly period?: '24h' | '7d' | '30d' }, undefined, HomeView>('GET', '/api/home'),
  gallery: route<never, undefined, undefined, { readonly entries: readonly GalleryEntry[] }>('GET', '/api/gallery'),

  flows: route<never, undefined, undefined, { readonly flows: readonly FlowSummary[] }>('GET', '/api/flows'),
  createFlow: route<never, undefined, CreateFlowRequest, FlowDetail>('POST', '/api/flows'),
  flow: route<'id', undefined, undefined, FlowDetail>('GET', '/api/flows/:id'),
  deleteFlow: route<'id'>('DELETE', '/api/flows/:id'),
  saveDraft: route<'id', undefined, SaveDraftRequest, { readonly revision: number }>('PUT', '/api/flows/:id/draft'),
  publish: route<'id', undefined, PublishRequest, FlowDetail>('POST', '/api/flows/:id/publish'),
  setActive: route<'id', undefined, { readonly active: boolean }, FlowDetail>('POST', '/api/flows/:id/active'),
  /** A flow that the workspace has by itself, in its original form again. */
  restoreFlow: route<'id', undefined, undefined, FlowDetail>('POST', '/api/flows/:id/restore'),
  systemTasks: route<never, undefined, undefined, { readonly tasks: readonly SystemTaskView[] }>('GET', '/api/system-tasks'),
  versions: route<'id', undefined, undefined, { readonly versions: readonly FlowVersionView[] }>('GET', '/api/flows/:id/versions'),
  version: route<'id' | 'number', undefined, undefined, { readonly document: FlowDetail['document'] }>('GET', '/api/flows/:id/versions/:number'),
  /** Drafts that an import or a restored version took the place of, newest first. */
  keptDrafts: route<'id', undefined, undefined, { readonly drafts: readonly KeptDraftView[] }>('GET', '/api/flows/:id/kept-drafts'),
  keptDraft: route<'id' | 'draft', undefined, undefined, { readonly document: FlowDetail['document'] }>('GET', '/api/flows/:id/kept-drafts/:draft'),
  /** Keep what stands in the draft now, before something takes its place; `kept: false` where a version has it. */
  keepDraft: route<'id', undefined, undefined, { readonly kept: boolean }>('POST', '/api/flows/:id/kept-drafts'),
  /** A file of n8n or Node-RED as flows of ours. Writes nothing. */
  convertFlows: route<never, undefined, ConvertRequest, ConvertedFile>('POST', '/api/flows/convert'),
  /** What an import of a file would do. Writes nothing. */
  checkImport: route<never, undefined, CheckImportRequest, ImportCheck>('POST', '/api/imports/check'),
  import: route<never, undefined, ImportRequest, ImportDone>('POST', '/api/imports'),
  observed: route<'id', undefined, undefined, ObservedData>('GET', '/api/flows/:id/observed'),
  /** `acceptedAt`: ISO 8601, when the run was taken on; `startedBy`: the name of who asked for it. */
  startRun: route<'id', undefined, StartRunRequest, { readonly runId: string; readonly acceptedAt: string; readonly startedBy: string }>('POST', '/api/flows/:id/runs'),
  /** Send the next call of the flow's webhooks and forms, once and within some minutes, to a trial of the draft. */
  awaitCall: route<'id', undefined, undefined, AwaitedCallView>('POST', '/api/flows/:id/awaited-calls'),
  /** Say every few seconds that the page still waits, and read what became of it. Where the draft was changed meanwhile, the call goes to what it is by now. */
  keepAwaiting: route<'id' | 'call', undefined, undefined, AwaitedCallView>('PUT', '/api/flows/:id/awaited-calls/:call'),
  stopAwaiting: route<'id' | 'call'>('DELETE', '/api/flows/:id/awaited-calls/:call'),

  flowTests: route<'id', undefined, undefined, { readonly tests: readonly FlowTestSummary[] }>('GET', '/api/flows/:id/tests'),
  flowTest: route<'id' | 'test', undefined, undefined, FlowTestDetail>('GET', '/api/flows/:id/tests/:test'),
  /** Brings a test file along. */
  addTest: route<'id', undefined, AddTestRequest, FlowTestDetail>('POST', '/api/flows/:id/tests'),
  editTest: route<'id' | 'test', undefined, EditTestRequest, FlowTestDetail>('POST', '/api/flows/:id/tests/:test/edit'),
  deleteTest: route<'id' | 'test'>('DELETE', '/api/flows/:id/tests/:test'),
  /** Replays tests; nothing outside is touched. */
  runTests: route<'id', undefined, RunTestsRequest, { readonly results: readonly TestResultView[] }>('POST', '/api/flows/:id/tests/run'),
  /** What could be kept of a run as a test. */
  testProposal: route<'id', { readonly rows?: number }, undefined, TestProposal>('GET', '/api/runs/:id/test'),
  keepTest: route<'id', undefined, KeepTestRequest, FlowTestDetail>('POST', '/api/runs/:id/test'),

  /** The runs of a flow by their steps. */
  runGrid: route<'id', RunGridQuery, undefined, RunGrid>('GET', '/api/flows/:id/grid'),

  runs: route<never, RunsQuery, undefined, RunsPage>('GET', '/api/runs'),
  /** Who has started runs by hand. */
  runStarters: route<never, undefined, undefined, { readonly people: readonly { readonly id: string; readonly name: string }[] }>('GET', '/api/runs/starters'),
  run: route<'id', undefined, undefined, RunDetail>('GET', '/api/runs/:id'),
  runLogs: route<'id', { readonly node?: string }, undefined, { readonly lines: readonly LogLine[] }>('GET', '/api/runs/:id/logs'),
  stepOutput: route<'id' | 'node' | 'port', { readonly offset?: number; readonly limit?: number }, undefined, ItemsPage>('GET', '/api/runs/:id/steps/:node/outputs/:port'),
  stepInput: route<'id' | 'node' | 'port', { readonly offset?: number; readonly limit?: number }, undefined, ItemsPage>('GET', '/api/runs/:id/steps/:node/inputs/:port'),
  /** Rows of a port by what stands in their columns, or those alone that a step changed. */
  findRows: route<'id' | 'node' | 'port', FindRowsQuery, undefined, FoundRows>('GET', '/api/runs/:id/steps/:node/rows/:port'),
  cancelRun: route<'id'>('POST', '/api/runs/:id/cancel'),
  /** From the failed steps; what succeeded is kept. Answers the new run. */
  retryRun: route<'id', undefined, undefined, { readonly runId: string }>('POST', '/api/runs/:id/retry'),
  /** A step and everything behind it once more, with other rows before it where that is asked. Answers the new run. */
  runAgain: route<'id', undefined, RunAgainRequest, { readonly runId: string }>('POST', '/api/runs/:id/again'),
  /** The turns of a loop. */
  turns: route<'id' | 'node', { readonly after?: number; readonly limit?: number }, undefined, TurnsPage>('GET', '/api/runs/:id/steps/:node/turns'),
  /** Steps of a run, and of its turns, that kept rows to be mended. */
  toFix: route<'id', undefined, undefined, { readonly steps: readonly StepToFix[] }>('GET', '/api/runs/:id/to-fix'),
  /** The rows that a step kept to be mended. */
  setAside: route<'id' | 'node', { readonly offset?: number; readonly limit?: number }, undefined, RowsToFixPage>('GET', '/api/runs/:id/steps/:node/set-aside'),
  /** Mended rows alone through that step and what follows. Answers the new run. */
  runRows: route<'id' | 'node', undefined, RunRowsRequest, { readonly runId: string }>('POST', '/api/runs/:id/steps/:node/rows'),
  /** What the steps of a run did outside. */
  actions: route<'id', undefined, undefined, { readonly actions: readonly ActionView[] }>('GET', '/api/runs/:id/actions'),
  /** Say what became of an action that was cut off. */
  decideAction: route<'id', undefined, DecideActionRequest>('POST', '/api/runs/:id/actions/decide'),
  alerts: route<never, AlertsQuery, undefined, AlertsPage>('GET', '/api/alerts'),
  openAlerts: route<never, undefined, undefined, { readonly count: number }>('GET', '/api/alerts/open'),
  /** Somebody has seen it; what happens from now on opens a new one. */
  endAlert: route<'id', undefined, undefined, AlertView>('POST', '/api/alerts/:id/end'),
  alertRules: route<never, undefined, undefined, { readonly rules: readonly AlertRuleView[] }>('GET', '/api/alert-rules'),
  createAlertRule: route<never, undefined, AlertRuleRequest, AlertRuleView>('POST', '/api/alert-rules'),
  changeAlertRule: route<'id', undefined, AlertRuleRequest, AlertRuleView>('PUT', '/api/alert-rules/:id'),
  deleteAlertRule: route<'id'>('DELETE', '/api/alert-rules/:id'),
  /** Tells everybody whom the rule tells that this is a trial. */
  tryAlertRule: route<'id', undefined, undefined, AlertTrial>('POST', '/api/alert-rules/:id/try'),
  retention: route<never, undefined, undefined, RetentionView>('GET', '/api/retention'),
  changeRetention: route<never, undefined, RetentionView, RetentionView>('PUT', '/api/retention'),
  /** Answer links: whoever has one may answer, without a session. */
  answer: route<'token', undefined, undefined, AnswerView>('GET', '/api/answers/:token'),
  giveAnswer: route<'token', undefined, JsonObject, AnswerOutcomeView>('POST', '/api/answers/:token'),

  schedules: route<never, SchedulesQuery, undefined, SchedulesPage>('GET', '/api/schedules'),
  scheduleInstants: route<never, InstantsQuery, undefined, InstantsPage>('GET', '/api/schedules/instants'),
  scheduleCalendar: route<never, CalendarQuery, undefined, CalendarView>('GET', '/api/schedules/calendar'),
  /** A page that starts a flow. (It is sent as multipart: `POST` at the same address.) */
  form: route<'path', undefined, undefined, FormView>('GET', '/api/forms/:path'),
  /** Triggers that look at the outside world themselves, and how they are doing. */
  watches: route<never, WatchesQuery, undefined, WatchesPage>('GET', '/api/watches'),
  /** Look now rather than when it is due. */
  lookNow: route<'id'>('POST', '/api/flows/:id/look'),
  /** Run the published version once, later. Answers the instant. */
  planRun: route<'id', undefined, PlanRunRequest, { readonly at: string }>('POST', '/api/flows/:id/planned-runs'),
  withdrawRun: route<'id' | 'at'>('DELETE', '/api/flows/:id/planned-runs/:at'),

  credentials: route<never, undefined, undefined, { readonly credentials: readonly CredentialView[] }>('GET', '/api/credentials'),
  createCredential: route<never, undefined, CredentialRequest, CredentialView>('POST', '/api/credentials'),
  changeCredential: route<'id', undefined, CredentialRequest, CredentialView>('PUT', '/api/credentials/:id'),
  deleteCredential: route<'id'>('DELETE', '/api/credentials/:id'),
  testCredential: route<'id', undefined, undefined, CredentialTestResult>('POST', '/api/credentials/:id/test'),
  /** Where to send the person who is to agree; and what came back with them. */
  beginConsent: route<'id', undefined, undefined, { readonly url: string }>('POST', '/api/credentials/:id/consent'),
  finishConsent: route<never, undefined, ConsentAnswer, { readonly name: string }>('POST', '/api/credentials/consent'),

  /** OpenAPI documents whose operations are steps; `check` says what one would give and keeps nothing. */
  apiDocuments: route<never, undefined, undefined, { readonly documents: readonly ApiDocumentView[] }>('GET', '/api/api-documents'),
  checkApiDocument: route<never, undefined, ApiDocumentRequest, ApiDocumentView>('POST', '/api/api-documents/check'),
  saveApiDocument: route<never, undefined, ApiDocumentRequest, ApiDocumentView>('POST', '/api/api-documents'),
  deleteApiDocument: route<'name'>('DELETE', '/api/api-documents/:name'),

  /** Node packages of others; `check` says what one would bring and keeps nothing. */
  packages: route<never, undefined, undefined, PackagesView>('GET', '/api/packages'),
  checkPackage: route<never, undefined, PackageRequest, PackageCheckView>('POST', '/api/packages/check'),
  installPackage: route<never, undefined, InstallPackageRequest, PackageView>('POST', '/api/packages'),
  /** Of `maillon node dev`: takes the place of the one that it sent before. */
  developPackage: route<never, undefined, DevelopmentPackageRequest, PackageView>('POST', '/api/packages/development'),
  removePackage: route<'name', RemovePackageQuery>('DELETE', '/api/packages/:name'),

  recipients: route<never, RecipientsQuery, undefined, RecipientsPage>('GET', '/api/recipients'),
  recipientChoices: route<never, undefined, undefined, RecipientChoices>('GET', '/api/recipients/choices'),
  createRecipient: route<never, undefined, RecipientRequest, RecipientView>('POST', '/api/recipients'),
  changeRecipient: route<'id', undefined, RecipientRequest, RecipientView>('PUT', '/api/recipients/:id'),
  deleteRecipient: route<'id'>('DELETE', '/api/recipients/:id'),

  collections: route<never, undefined, undefined, { readonly collections: readonly CollectionView[] }>('GET', '/api/collections'),
  createCollection: route<never, undefined, CreateCollectionRequest, CollectionDetail>('POST', '/api/collections'),
  collection: route<'id', undefined, undefined, CollectionDetail>('GET', '/api/collections/:id'),
  deleteCollection: route<'id'>('DELETE', '/api/collections/:id'),
  collectionRows: route<'id', CollectionRowsQuery, undefined, CollectionRowsPage>('GET', '/api/collections/:id/rows'),
  addCollectionRow: route<'id', undefined, CollectionRowRequest>('POST', '/api/collections/:id/rows'),
  changeCollectionRow: route<'id' | 'row', undefined, CollectionRowRequest, CollectionRowView>('PUT', '/api/collections/:id/rows/:row'),
  deleteCollectionRow: route<'id' | 'row'>('DELETE', '/api/collections/:id/rows/:row'),

  /** Filters of a list that are kept under a name: one's own, and everybody's. */
  savedViews: route<never, SavedViewsQuery, undefined, { readonly views: readonly SavedView[] }>('GET', '/api/views'),
  /** One of the same name gets these filters instead. */
  saveView: route<never, undefined, SavedViewRequest, SavedView>('POST', '/api/views'),
  deleteView: route<'id'>('DELETE', '/api/views/:id'),

  files: route<never, { readonly cursor?: string }, undefined, FilesPage>('GET', '/api/files'),
  file: route<'id', undefined, undefined, FileView>('GET', '/api/files/:id'),
  deleteFile: route<'id'>('DELETE', '/api/files/:id'),

  /** What flows read as `variables.<name>`. */
  variables: route<never, undefined, undefined, { readonly variables: readonly VariableView[] }>('GET', '/api/variables'),
  saveVariable: route<'name', undefined, VariableRequest>('PUT', '/api/variables/:name'),
  deleteVariable: route<'name'>('DELETE', '/api/variables/:name'),

  sampleMails: route<never, undefined, undefined, { readonly mails: readonly SampleMailView[] }>('GET', '/api/sample-mails'),
  sampleMail: route<'id', undefined, undefined, SampleMailDetail>('GET', '/api/sample-mails/:id'),
  clearSampleMails: route('DELETE', '/api/sample-mails'),
} as const

export type RouteName = keyof typeof routes
type TypesOf<Name extends RouteName> = NonNullable<(typeof routes)[Name]['types']>

/** What a call of that route takes; absent parts are left out. */
export type RequestOf<Name extends RouteName> = ([TypesOf<Name>['params']] extends [never] ? object : { readonly params: { readonly [P in TypesOf<Name>['params']]: string } }) &
  (TypesOf<Name>['query'] extends undefined ? object : { readonly query?: TypesOf<Name>['query'] }) &
  (TypesOf<Name>['body'] extends undefined ? object : { readonly body: TypesOf<Name>['body'] })
export type AnswerOf<Name extends RouteName> = TypesOf<Name>['answer']
