import { createMemoryBlobStore } from '@maillon/datasets'
import { blobStoreConformance } from './blob-store.js'

blobStoreConformance('memory', { make: async () => createMemoryBlobStore() })
