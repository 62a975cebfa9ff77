export type { BlobStore } from './blob-store.port.js'
export type { DatasetStore, DatasetWriter } from './dataset-store.port.js'
export type { FileCatalogue, FileOwner } from './file-catalogue.port.js'
export type { DatasetChunk, DatasetRef, FileRef, Item } from './item.js'
