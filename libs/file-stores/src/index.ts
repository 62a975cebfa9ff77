export { createLocalBlobStore, type LocalBlobStore } from './local-blob-store.js'
