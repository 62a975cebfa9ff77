export { isMaillonError, MaillonError, parseOutsideJson, type ErrorInfo, type Json, type JsonObject, type Locale, type LocalizedText } from '@maillon/kernel'
export type { FileRef, Item } from '@maillon/datasets'
export type { CredentialSlot, EarlierSettings, Effects, FieldShape, FileParam, ItemShape, NodeDescriptor, NodeExample, NodeGroup, NodeMode, OutputShape, ParamHints, PortSpec, PortsSpec, TriggerKind } from '@maillon/node-contract'
export { choiceParam, withDefault } from './choice-param.js'
export { comparedValueParam, comparisonParam, ignoreCaseParam, matchParam } from './comparison-params.js'
export {
  comparisonLabels, comparisons, holds, isEmpty, shortText, unaryComparisons, type Comparison, type ComparisonPlace, type ComparisonRule,
} from './comparison.js'
export type { AllContext, ExistingFile, FolderFile, FolderPlace, HttpRequest, HttpResponse, ItemContext, NodeContext, NodeFiles, NodeFolders, NodeHttp, NodeLog, NodeState, OpenCredential } from './context.js'
export type { AnswerForm, AnswerLinks, Resumed, Suspend, SuspendUntil } from './context.js'
export { collectionKey } from './collection-key.js'
export { decideArrivals, looksTheSame, type Arrivals, type ListedFile } from './arrivals.js'
export { DecimalSum } from './decimal-sum.js'
export { directoryParam } from './directory-param.js'
export { defineNode, isEmission, out, type Emission, type ItemResult, type NodeDefinition, type NodeSpec } from './define-node.js'
export { eachRow, eachRowStreamed } from './each-row.js'
export { fatalError, retryableError, userError, type NodeErrorText } from './errors.js'
export { lookForFiles, mostListed, type FileSource, type FileWish } from './look-for-files.js'
export type { LookContext, LookEvent, LookReport } from './look.js'
export { nameMatches } from './name-matches.js'
export { nearestName } from './nearest-name.js'
export { fileParam, flowParam, ui } from './param.js'
export { readBoolean } from './read-boolean.js'
export { readDate, type DateReading } from './read-date.js'
export { readNumber } from './read-number.js'
export { sayAlreadySent, sendOnce, type SentOutcome } from './send-once.js'
export { surelyNotSent } from './surely-not-sent.js'
export { Type, type Static, type TObject } from 'typebox'
export { unknownFieldError } from './unknown-field-error.js'
export {
  collectionModes, recipientTypes,
  type CleanUp, type CollectionChange, type CollectionHead, type CollectionMode, type CollectionOutcome, type CollectionRow, type DirectoryChoice, type DirectoryRecipient,
  type HistoryQuery, type NodeCollections, type NodeHistory, type NodeHousekeeping, type NodeRecipients, type NodeWorkspace, type PastRun, type RecipientType,
} from './workspace.js'
