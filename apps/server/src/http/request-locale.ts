import type { Locale } from '@maillon/kernel'
import type { FastifyRequest } from 'fastify'
import { callerOf } from './caller.js'

/** The language to answer in: the person's own, else the browser's first that we speak, else English. */
export function requestLocale(request: FastifyRequest): Locale {
  return callerOf(request)?.user.locale ?? acceptedLocale(request.headers['accept-language'])
}

export function acceptedLocale(header: string | undefined): Locale {
  for (const part of (header ?? '').slice(0, 200).split(',')) {
    const language = part.trim().slice(0, 2).toLowerCase()
    if (language === 'fr' || language === 'en') return language
  }
  return 'en'
}
