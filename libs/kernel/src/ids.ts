declare const brand: unique symbol

/** A string that only the maker of that kind of id hands out. */
export type Brand<Name extends string> = string & { readonly [brand]: Name }

export type FlowId = Brand<'FlowId'>
export type FlowVersionId = Brand<'FlowVersionId'>
export type RunId = Brand<'RunId'>
export type StepId = Brand<'StepId'>
export type DatasetId = Brand<'DatasetId'>
export type FileId = Brand<'FileId'>
export type CredentialId = Brand<'CredentialId'>
export type UserId = Brand<'UserId'>
export type WorkspaceId = Brand<'WorkspaceId'>
export type WorkerId = Brand<'WorkerId'>
/** The readable slug of a node inside its document, made from its name at creation and kept on rename. */
export type NodeId = Brand<'NodeId'>
