/** Credential types by which an API knows its caller. */
export const authTypes: readonly string[] = ['login-token', 'oauth2-client', 'oauth2-code', 'http-bearer', 'http-basic', 'http-api-key', 'cortex']
