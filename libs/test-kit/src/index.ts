export { blobStoreConformance, type BlobStoreUnderTest } from './conformance/blob-store.js'
export { startTestPostgres, type TestPostgres, type TestPostgresOptions } from './servers/postgres.js'
export { startTestRedis, type TestRedis } from './servers/redis.js'
export { startTestSmtp, type ReceivedMail, type SmtpTrouble, type TestSmtp } from './servers/smtp.js'
