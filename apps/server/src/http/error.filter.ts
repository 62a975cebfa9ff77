import type { ApiErrorBody, DiagnosticsBody } from '@maillon/api-contract'
import type { ErrorInfo, Locale } from '@maillon/kernel'
import { errorSentence, messageOf } from '@maillon/messages'
import { Catch, Inject, Injectable, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { WebPages } from '../features/web/web-pages.js'
import { DocumentRefused, InvalidRequest, statusOf } from './api-error.js'
import { errorInfoOf } from './error-info-of.js'
import { requestLocale } from './request-locale.js'

/** Every error leaves as an `ApiErrorBody` in the caller's language; what is ours to mend is logged and shown without internals. */
@Catch()
@Injectable()
export class ErrorFilter implements ExceptionFilter {
  constructor(@Inject(WebPages) private readonly pages: WebPages) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>()
    const reply = host.switchToHttp().getResponse<FastifyReply>()
    const locale = requestLocale(request)
    if (reply.sent) return
    if (thrown instanceof DocumentRefused) return void reply.status(422).send(diagnosticsBody(thrown, locale))
    if (thrown instanceof InvalidRequest) return void reply.status(400).send(invalidBody(thrown, locale))
    const info = errorInfoOf(thrown)
    if (info.code === 'API_ROUTE_UNKNOWN' && this.pages.answerMissing(request, reply)) return
    const status = statusOf(info)
    if (status >= 500) request.log.error({ err: thrown, code: info.code }, 'request failed')
    if (info.retryAfterMs !== undefined) reply.header('retry-after', Math.max(1, Math.ceil(info.retryAfterMs / 1000)))
    // An early answer leaves the rest of a body unread: the connection can't be used again.
    if (status === 413) reply.header('connection', 'close')
    reply.header('cache-control', 'no-store').status(status).send(errorBody(info, locale))
  }
}

export function errorBody(info: ErrorInfo, locale: Locale): ApiErrorBody {
  const shown: ErrorInfo = info.kind === 'bug' ? { ...info, code: 'API_SERVER_FAILED', params: {} } : info
  const { sentence, hint } = errorSentence(shown, locale)
  return { error: { code: shown.code, message: sentence, ...(hint === null ? {} : { hint }), params: shown.params, ...(shown.field === undefined ? {} : { problems: [{ path: shown.field, message: sentence }] }) } }
}

function diagnosticsBody({ diagnostics }: DocumentRefused, locale: Locale): ApiErrorBody & DiagnosticsBody {
  // Warnings and hints come along for the canvas; only errors are in the way.
  const count = diagnostics.filter(({ severity }) => severity === 'error').length
  return { error: { code: 'FLOW_DOCUMENT_REFUSED', message: messageOf('FLOW_DOCUMENT_REFUSED', { count }, locale), params: { count } }, diagnostics }
}

function invalidBody({ where, problems }: InvalidRequest, locale: Locale): ApiErrorBody {
  const code = where === 'body' ? 'API_BODY_INVALID' : 'API_QUERY_INVALID'
  return { error: { code, message: messageOf(code, {}, locale), params: {}, problems: problems.map(({ path, code: problem, params }) => ({ path, message: messageOf(problem, params, locale) })) } }
}
