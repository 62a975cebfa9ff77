export { ApiError, createApiClient, personHeader, type ApiClient, type ApiClientOptions, type Fetch } from './client.js'
export {
  CreateFlowRequest, FlowSummary, PublishRequest, SaveDraftRequest, StartRunRequest,
  type DiagnosticsBody, type FlowDetail, type MovedStep, type FlowVersionView, type GalleryEntry, type ObservedData,
} from './flows.js'
export { AddTestRequest, EditTestRequest, KeepTestRequest, RunTestsRequest, type FlowTestDetail, type FlowTestSummary, type TestFindingView, type TestProposal, type TestResultView } from './flow-tests.js'
export { LoginRequest, MeChange, roles, SessionView, SetupRequest, SetupState, type Role } from './people.js'
export {
  DevelopmentPackageRequest, InstallPackageRequest, packageChanges, PackageRequest, packageSources, RemovePackageQuery,
  type PackageChangeView, type PackageCheckView, type PackageTestsView, type PackageNodeView, type PackagePermissionsView, type PackageSource, type PackagesView, type PackageUsers, type PackageView,
} from './packages.js'
export { ApiDocumentRequest, type ApiDocumentView } from './api-documents.js'
export { ConsentAnswer, CredentialRequest, type ApiErrorBody, type CatalogueView, type CredentialTestResult, type CredentialTypeView, type CredentialView, type FilesPage, type FileView } from './resources.js'
export { FindRowsQuery, RowFilter, RowFilters, rowFilterKinds, rowMatches, type FoundRow, type FoundRows, type RowFilterKind, type RowMatch } from './found-rows.js'
export { actionStates, DecideActionRequest, type ActionView } from './actions.js'
export {
  ConvertRequest, CheckImportRequest, ExportFlowQuery, ExportFlowsQuery, ImportRequest, importWays, thingKinds,
  type ArrivingAccount, type ArrivingFile, type ArrivingFlow, type ArrivingPackage, type ArrivingThing, type ConversionEntry, type ConvertedFile, type ExistingFlow, type ImportCheck, type ImportDone, type ImportWay, type KeptDraftView, type ThingChoice, type ThingKind,
} from './sharing.js'
export { VariableRequest, variableTypes, type VariableType, type VariableView } from './variables.js'
export { RetentionView } from './retention.js'
export { RunRowsRequest, type RowsToFixPage, type RowToFix, type StepToFix } from './to-fix.js'
export { type Route } from './route.js'
export { type SampleMailDetail, type SampleMailView } from './samples.js'
export { routes, type AnswerOf, type RequestOf, type RouteName } from './routes.js'
export {
  AcceptInvitationRequest, AskResetRequest, AuditExportQuery, AuditQuery, ChangePasswordRequest, CodeRequest, CreateTokenRequest, InvitationView, InviteRequest, LinkRequest, MailAccountView, MemberChangeRequest, MemberView,
  PasswordRequest, RemoveMemberQuery, ResetPasswordRequest,
  type AccountView, type AuditChoices, type AuditEntryView, type AuditPage, type FactorEnrolment, type LoginWays, type MembersView, type OpenInvitation, type RecoveryCodes, type SecretLink, type SessionEntry, type TokenView,
} from './members.js'
export { SavedViewRequest, SavedViewsQuery, viewedLists, type SavedView, type ViewedList } from './saved-views.js'
export { exportFields } from './export-fields.js'
export type { FlowPerformance, HomeView, TimelineBucket } from './home.js'
export {
  AddLaneRequest, ChangeLaneRequest, FailedStepsExportQuery, FailedStepsQuery, LaneStateRequest, RemoveLaneQuery, RetryFailedRequest, StandingRunsQuery,
  type FailedStepsPage, type FailedStepView, type LaneLimitsView, type LaneStateAnswer, type LaneView, type ProcessView, type QueueNotices, type QueuesView, type RetryFailedAnswer, type StandingRunView,
} from './queues.js'
export { RunGridQuery, type RunGrid, type RunGridCell, type RunGridColumn } from './run-grid.js'
export {
  CalendarQuery, InstantsQuery, PlanRunRequest, SchedulesExportQuery, SchedulesQuery,
  type CalendarSchedule, type CalendarView, type CollisionView, type InstantsPage, type InstantView, type SchedulesPage, type ScheduleView,
} from './schedules.js'
export { awaitedCallStates, type AwaitedAddress, type AwaitedCallState, type AwaitedCallView } from './awaited-calls.js'
export { formFieldTypes, type FormField, type FormFieldType, type FormSent, type FormView } from './forms.js'
export { watchStates, WatchesQuery, type WatchesPage, type WatchState, type WatchView } from './watches.js'
export {
  RunAgainRequest, RunsExportQuery, RunsQuery, RunSummary,
  type AnswerOutcomeView, type AnswerView, type AttemptView, type ErrorView, type ItemsPage, type LiveEvent, type LogLine, type RunDetail, type RunsPage,
  type StepView, type StepWaitView, type TurnsPage, type TurnView,
} from './runs.js'
export {
  CollectionExportQuery, CollectionRowRequest, CollectionRowsQuery, CreateCollectionRequest,
  type CollectionDetail, type CollectionRowsPage, type CollectionRowView, type CollectionView,
} from './collections.js'
export {
  RecipientRequest, RecipientsExportQuery, RecipientsQuery, recipientSorts, recipientTypes,
  type RecipientChoices, type RecipientsPage, type RecipientType, type RecipientView,
} from './recipients.js'
export type { SystemTaskView } from './system-tasks.js'
export { AlertRuleRequest, AlertsQuery, type AlertRuleView, type AlertsPage, type AlertTrial, type AlertView } from './alerts.js'
